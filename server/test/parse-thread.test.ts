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
  const threaded = await pool.parse(elsewhere, group, files);
  await pool.close();
  const hasty = createParsePool({ timeoutMs: 1 });
  const given = await hasty.parse(elsewhere, group, files);
  await hasty.close();
  const broken = createParsePool();
  const fault = await broken.parse(elsewhere, { ...group, ecosystem: 'unknown' }, files).catch((error) => error.name);
  await broken.close();
  console.log(JSON.stringify({
    size: text.length,
    isSame: JSON.stringify(threaded) === JSON.stringify(direct),
    count: threaded.packages.length,
    given,
    fault,
  }));
`;

test('large manifests are parsed in a thread, given up with a reason, and a fault of ours is thrown, to be named as ours', async () => {
  const run = promisify(execFile);
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', SCRIPT], { timeout: 50_000 });
  const { size, isSame, count, given, fault } = JSON.parse(stdout);
  expect(size).toBeGreaterThan(1_500_000);
  expect(isSame).toBe(true);
  expect(count).toBe(12_001);
  expect(given.packages).toEqual([]);
  expect(given.problems).toMatchObject([{ code: 'UNREADABLE', path: 'package-lock.json' }]);
  expect(fault).toBe('TypeError');
});
