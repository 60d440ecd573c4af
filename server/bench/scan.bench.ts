import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { generateLock, makeAdvisory, readCorpusFile, sharedDataPath } from './bench-data.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, benchLine, median } from './bench.js';

const ROUNDS = 9;
const TARGET_MS = 400;
const TARGET_MB = 150;
const PACKAGES = 1_300;
const RECORDS = 5_800;
const PROGRAM = fileURLToPath(new URL('../../bin/backline.js', import.meta.url));
const REPORT_MEMORY = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))`;

/**
 * `backline scan` as a whole process, cold each time: a real lock of 1,300 packages (nodejs-goof) with all npm records of the
 * shared data, or a made one of that size where that is not there. The baseline is a Node that starts and ends.
 */
export const scanBench: Bench = {
  name: 'scan',
  run: (report) =>
    withBenchFolder(async (folder) => {
      const sources = await prepare(folder);
      const scan = [
        'scan',
        join(folder, 'project'),
        '--json',
        ...sources.flatMap((path) => ['--advisories', path]),
      ];
      const bare: Run[] = [];
      const runs: Run[] = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        bare.push(await run(['-e', '0']));
        runs.push(await run([PROGRAM, ...scan]));
      }
      const print = (metric: string, unit: string, pick: (of: Run) => number, target: number): void =>
        report(
          benchLine('scan', {
            metric,
            unit,
            value: median(runs.map(pick)),
            baseline: median(bare.map(pick)),
            target,
          }),
        );
      print(`whole process, ${PACKAGES} packages, ${RECORDS} npm records`, 'ms', ({ ms }) => ms, TARGET_MS);
      print('peak memory of it', 'MB', ({ megabytes }) => megabytes, TARGET_MB);
    }),
};

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

async function prepare(folder: string): Promise<readonly string[]> {
  await mkdir(join(folder, 'project'));
  const names = ['package.json', 'package-lock.json'];
  const texts = names.map((name) => readCorpusFile(`snyk-labs__nodejs-goof/${name}`));
  const shared = ['osv/npm', 'osv-derived/npm'].map((name) => sharedDataPath(`${name}.jsonl.gz`));
  const found = shared.filter((path) => path !== null);
  if (texts.every((text) => text !== null) && found.length === shared.length) {
    for (const [index, name] of names.entries())
      await writeFile(join(folder, 'project', name), texts[index] ?? '');
    return found;
  }
  await writeFile(join(folder, 'project', 'package-lock.json'), generateLock(PACKAGES));
  const records = Array.from(
    { length: RECORDS },
    (_, index) => makeAdvisory(index, `p${index}`, '2.0.0').json,
  );
  const path = join(folder, 'advisories.jsonl');
  await writeFile(path, records.map((json) => `${JSON.stringify(json)}\n`).join(''));
  return [path];
}

async function run(args: readonly string[]): Promise<Run> {
  const startedAt = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(REPORT_MEMORY)}`, ...args],
    { maxBuffer: 256 * 1024 * 1024 },
  );
  const ms = performance.now() - startedAt;
  return { ms, megabytes: Number(/^peak (\d+)$/m.exec(stderr)?.[1] ?? 0) / 1024 };
}
