import type { Progress } from './progress.js';
import { progressText } from './progress.js';

const BETWEEN_MS = 100;

/** Says on one line of a terminal how far it is, ten times a second at most; silent where the stream is no terminal. */
export function createProgress(stream: NodeJS.WriteStream): Progress {
  let saidAt = -Infinity;
  let isShown = false;
  return {
    say: (step) => {
      const now = performance.now();
      if (!stream.isTTY || now - saidAt < BETWEEN_MS) return;
      saidAt = now;
      isShown = true;
      stream.write(`\r\u001B[K${progressText(step, stream.columns)}`);
    },
    clear: () => {
      if (!isShown) return;
      stream.write('\r\u001B[K');
      isShown = false;
      saidAt = -Infinity;
    },
  };
}
