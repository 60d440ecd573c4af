import { advisoriesBench } from './advisories.bench.js';
import { analyzeBench } from './analyze.bench.js';
import { auditBench } from './audit.bench.js';
import type { Bench, BenchLine } from './bench.js';
import { discoveryBench } from './discovery.bench.js';
import { fixBench } from './fix.bench.js';
import { freshCloneBench } from './fresh-clone.bench.js';
import { importBench } from './import.bench.js';
import { insightsBench } from './insights.bench.js';
import { jobsBench } from './jobs.bench.js';
import { managerChecksBench } from './manager-checks.bench.js';
import { pageListsBench } from './page-lists.bench.js';
import { parseBench } from './parse.bench.js';
import { requestsBench } from './requests.bench.js';
import { rivalsBench } from './rivals.bench.js';
import { scanBench } from './scan.bench.js';
import { sizeBench } from './size.bench.js';
import { startBench } from './start.bench.js';
import { wholeWayBench } from './whole-way.bench.js';

/**
 * `npm run bench -- [name…]`: runs the named benchmarks, or all that are not on request, one after the other. Standard
 * output has one JSON line each; the exit code is 1 when one failed or missed its target, 2 for a name that is unknown.
 */
const BENCHES: readonly Bench[] = [
  parseBench,
  rivalsBench,
  scanBench,
  advisoriesBench,
  importBench,
  jobsBench,
  auditBench,
  insightsBench,
  pageListsBench,
  analyzeBench,
  discoveryBench,
  requestsBench,
  startBench,
  wholeWayBench,
  sizeBench,
  fixBench,
  managerChecksBench,
  freshCloneBench,
];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark ${unknown.join(', ')}; there are ${BENCHES.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  const chosen = BENCHES.filter(({ name, isOnRequest }) =>
    names.length === 0 ? isOnRequest !== true : names.includes(name),
  );
  for (const bench of chosen) await runBench(bench);
}

async function runBench(bench: Bench): Promise<void> {
  process.stderr.write(`${bench.name}…\n`);
  try {
    await bench.run(print);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${bench.name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
  }
}

function print(line: BenchLine): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
  if (line.isReached !== false) return;
  process.exitCode = 1;
  process.stderr.write(
    `${line.name}: ${line.metric} is ${line.value} ${line.unit}; the target is ${line.target}.\n`,
  );
}
