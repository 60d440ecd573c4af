// Compiles the server into server/dist, all or nothing, and notes when.
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');
rmSync(join(root, 'server', 'dist', '.built'), { force: true });
const result = spawnSync(process.execPath, [tsc, '-p', 'server/tsconfig.build.json'], {
  cwd: root,
  stdio: 'inherit',
});
if (result.status !== 0) process.exit(result.status ?? 1);
await import('./bundle-cli.mjs');
writeFileSync(join(root, 'server', 'dist', '.built'), '');
