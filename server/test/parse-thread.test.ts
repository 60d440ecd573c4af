import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

/** The thread's file exists only in the build, so the pool is tried there, in a process of its own. */
const built = (path: string) => pathToFileURL(resolve(process.cwd(), 'server/dist/src', path)).href;

const SCRIPT = `
  import { createParsePool } from '${built('inventory/parse-pool.worker.js')}';
  import { npm } from '${built('ecosystems/npm/index.js')}';
  const packages = { '': { dependencies: {} } };
  for (let n = 0; n < 12000; n += 1) {
    packages['node_modules/package-' + n] = { version: '1.0.' + n, integrity: 'sha512-' + 'a'.repeat(86) + '==' };
    packages[''].dependencies['package-' + n] = '^1.0.0';
  }
  const text = JSON.stringify({ lockfileVersion: 3, packages });
  const group = { ecosystem: 'npm', path: 'package-lock.json', inputs: ['package-lock.json'] };
  const files = [{ path: 'package-lock.json', text }];
  const direct = npm.parse(group, files);
  // An ecosystem that cannot parse here: what comes back was parsed in the thread.
  const elsewhere = { ...npm, parse: () => { throw new Error('parsed in this thread'); } };
  const pool = createParsePool();
  const started = performance.now();
  const threaded = await pool.parse(elsewhere, group, files);
  const alone = performance.now() - started;
  await pool.close();
  const hasty = createParsePool({ timeoutMs: 1 });
  const given = await hasty.parse(elsewhere, group, files);
  await hasty.close();
  // Each takes a good part of a second: all of them in a row take longer than one may.
  const busy = createParsePool({ timeoutMs: Math.max(1_000, Math.round(2.5 * alone)) });
  const waiting = await Promise.all(Array.from({ length: 16 }, () => busy.parse(elsewhere, group, files)));
  await busy.close();
  const many = Array.from({ length: 600 }, (_, n) => ({ path: 'p' + n + '/package.json', text: '{"name":"p' + n + '"}' }));
  const wide = { ecosystem: 'npm', path: 'p0/package.json', inputs: many.map(({ path }) => path) };
  const crowd = createParsePool();
  const crowded = await crowd.parse(elsewhere, wide, many);
  await crowd.close();
  const broken = createParsePool();
  const fault = await broken.parse(elsewhere, { ...group, ecosystem: 'unknown' }, files).catch((error) => error.name);
  await broken.close();
  console.log(JSON.stringify({
    size: text.length,
    isSame: JSON.stringify(threaded) === JSON.stringify(direct),
    count: threaded.packages.length,
    given,
    fault,
    waiting: waiting.filter(({ packages }) => packages.length === 12001).length,
    crowded: crowded.problems.filter(({ code }) => code === 'UNREADABLE').length,
  }));
`;

test('large manifests are parsed in a thread, given up with a reason, and a fault of ours is thrown, to be named as ours', async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', SCRIPT], { timeout: 100_000 });
  const { size, isSame, count, given, fault, waiting, crowded } = JSON.parse(stdout);
  expect(size).toBeGreaterThan(1_500_000);
  expect(isSame).toBe(true);
  expect(count).toBe(12_001);
  expect(given.packages).toEqual([]);
  expect(given.problems).toMatchObject([{ code: 'UNREADABLE', path: 'package-lock.json' }]);
  expect(fault).toBe('TypeError');
  expect(waiting).toBe(16);
  expect(crowded).toBe(0);
});
