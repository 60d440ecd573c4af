import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import { makeAdvisory, readSharedAdvisories } from './bench-data.js';
import { withBenchFolder } from './bench-folder.js';
import { type Bench, benchLine } from './bench.js';

const RECORDS = 250_000;
const TARGET_MS = 90_000;
const TARGET_AGAIN_MS = 15_000;
const TARGET_MB = 600;
const PROGRAM = fileURLToPath(new URL('../../bin/backline.js', import.meta.url));
const REPORT_MEMORY = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + '\\n'))`;

/**
 * `backline advisories import` as a whole process with its embedded Postgres, twice the same 250,000 records: the real
 * ones of all ecosystems under ever new ids, or made ones where the shared data is not there. The baseline is
 * `backline advisories status` on the same folder: all but the import.
 */
export const importBench: Bench = {
  name: 'import',
  run: (report) =>
    withBenchFolder(async (folder) => {
      const path = join(folder, 'advisories.jsonl');
      await writeRecords(path);
      await run(folder, ['advisories', 'status']);
      const bare = await run(folder, ['advisories', 'status']);
      const first = await run(folder, ['advisories', 'import', path]);
      const again = await run(folder, ['advisories', 'import', path]);
      const print = (metric: string, value: number, target: number) =>
        report(benchLine('import', { metric, value, unit: 'ms', baseline: bare.ms, target }));
      print(`${RECORDS} records`, first.ms, TARGET_MS);
      print('the same again', again.ms, TARGET_AGAIN_MS);
      const megabytes = Math.max(first.megabytes, again.megabytes);
      const memory = { metric: 'peak memory of it', value: megabytes, unit: 'MB', baseline: bare.megabytes };
      report(benchLine('import', { ...memory, target: TARGET_MB }));
    }),
};

const recordShape = z.looseObject({ id: z.string(), aliases: z.array(z.string()).nullish() });

/** Round after round the same records, their ids and aliases with the number of the round. */
async function writeRecords(path: string): Promise<void> {
  const shared = await readSharedAdvisories(RECORDS);
  const records = shared.length > 0 ? shared : Array.from({ length: 10_000 }, (_, index) => makeOne(index));
  const file = createWriteStream(path);
  for (let written = 0; written < RECORDS; written += 1) {
    const item = records[written % records.length];
    const round = Math.floor(written / records.length);
    const line = `${JSON.stringify(renamed(item?.json, round))}\n`;
    if (!file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'close');
}

function makeOne(index: number) {
  return makeAdvisory(index, `made-${index % 4_000}`, `${index % 9}.2.0`);
}

function renamed(json: unknown, round: number): unknown {
  if (round === 0) return json;
  const record = recordShape.parse(json);
  const aliases = (record.aliases ?? []).map((alias) => `${alias}-r${round}`);
  return { ...record, id: `${record.id}-r${round}`, aliases };
}

interface Run {
  readonly ms: number;
  readonly megabytes: number;
}

async function run(folder: string, args: readonly string[]): Promise<Run> {
  const startedAt = performance.now();
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(REPORT_MEMORY)}`, PROGRAM, ...args],
    { env: { ...process.env, BACKLINE_DATA_DIR: join(folder, 'data') }, maxBuffer: 64 * 1024 * 1024 },
  );
  const ms = performance.now() - startedAt;
  return { ms, megabytes: Number(/^peak (\d+)$/m.exec(stderr)?.[1] ?? 0) / 1024 };
}
