import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { timeToReady } from './backline-process.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, benchLine } from './bench.js';

const TARGET_S = 60;

/**
 * Seconds from `npm start` in a fresh clone of this repository (what is committed) until `/readyz` answers, packages
 * from npm's own cache where it has them. The baseline is the second `npm start`.
 */
export const freshCloneBench: Bench = {
  name: 'fresh-clone',
  isOnRequest: true,
  run: (report) =>
    withBenchFolder(async (folder) => {
      const clone = join(folder, 'clone');
      const root = execFileSync('git', ['rev-parse', '--show-toplevel'], {
        cwd: import.meta.dirname,
        encoding: 'utf8',
      }).trim();
      execFileSync('git', ['clone', '--quiet', root, clone]);
      const start = (): Promise<number> =>
        timeToReady({
          file: process.platform === 'win32' ? 'npm.cmd' : 'npm',
          arguments: ['start'],
          folder: clone,
          environment: { BACKLINE_DATA_DIR: join(folder, 'data'), BACKLINE_OSV_SYNC_HOURS: '0' },
        });
      const first = (await start()) / 1_000;
      const later = (await start()) / 1_000;
      report(
        benchLine('fresh-clone', {
          metric: 'npm start until /readyz',
          value: first,
          unit: 's',
          baseline: later,
          target: TARGET_S,
        }),
      );
    }),
};
