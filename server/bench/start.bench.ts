import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { timeToReady } from './backline-process.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, benchLine, median, timed } from './bench.js';

const ROUNDS = 5;
const TARGET_MS = 3_000;
const PROGRAM = fileURLToPath(new URL('../src/main.js', import.meta.url));

/**
 * Milliseconds from starting the server until `/readyz` answers, with its own embedded Postgres: the first time in an
 * empty data directory, and later times. The baseline is a Node that starts and ends.
 */
export const startBench: Bench = {
  name: 'start',
  run: async (report) => {
    const bare: number[] = [];
    const first: number[] = [];
    const later: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await timed(startBareNode));
      await withBenchFolder(async (folder) => {
        first.push(await start(folder));
        later.push(await start(folder));
      });
    }
    const print = (metric: string, value: number, target?: number): void =>
      report(
        benchLine('start', {
          metric,
          value,
          unit: 'ms',
          baseline: median(bare),
          ...(target === undefined ? {} : { target }),
        }),
      );
    print('first start, empty data directory', median(first));
    print('later start', median(later), TARGET_MS);
  },
};

function start(folder: string): Promise<number> {
  return timeToReady({
    file: process.execPath,
    arguments: [PROGRAM],
    folder,
    environment: {
      BACKLINE_DATA_DIR: join(folder, 'data'),
      BACKLINE_LOG_LEVEL: 'warn',
      BACKLINE_OSV_SYNC_HOURS: '0',
    },
  });
}

async function startBareNode(): Promise<void> {
  await once(spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' }), 'exit');
}
