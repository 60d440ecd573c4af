import { cutText, terminalText } from './text-table.js';

/** How far a work is: of how much, where that is known. */
export interface ProgressStep {
  readonly what: string;
  readonly done?: number;
  readonly total?: number;
}

/** Where long work says how far it is. */
export interface Progress {
  say(step: ProgressStep): void;
  /** Takes away what was said, before something else is printed. */
  clear(): void;
}

/** Where nobody watches. */
export const NO_PROGRESS: Progress = { say: () => undefined, clear: () => undefined };

const BAR = 24;

/** `[########----------------]  33 %  values sealed anew, 40 of 120`, on one line of so many columns. */
export function progressText({ what, done, total }: ProgressStep, columns: number): string {
  const words = terminalText(what);
  if (done === undefined) return cutText(words, columns - 1);
  if (total === undefined || total === 0) return cutText(`${words}, ${done}`, columns - 1);
  const share = Math.min(1, Math.max(0, done / total));
  const filled = Math.round(share * BAR);
  const bar = `[${'#'.repeat(filled)}${'-'.repeat(BAR - filled)}]`;
  const percent = `${Math.floor(share * 100)} %`.padStart(5);
  return cutText(`${bar} ${percent}  ${words}, ${done} of ${total}`, columns - 1);
}

/** The same values, counted on their way. */
export async function* counted<Value>(
  values: AsyncIterable<Value>,
  progress: Progress,
  what: string,
): AsyncGenerator<Value> {
  let done = 0;
  for await (const value of values) {
    done += 1;
    if (done % 64 === 0) progress.say({ what, done });
    yield value;
  }
}
