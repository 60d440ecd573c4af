import { rollup } from 'rollup';
import glob from 'fast-glob';
import semver from 'semver';

if (!semver.satisfies(process.version, '>=16')) throw new Error('Node 16 or newer is needed');

for (const input of await glob('packages/*/src/index.js')) {
  const bundle = await rollup({ input });
  await bundle.write({ dir: input.replace(/src\/index\.js$/, 'dist') });
}
