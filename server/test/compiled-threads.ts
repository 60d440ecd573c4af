import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { transformSync } from '@swc/core';

/**
 * The files of a folder of the server compiled on their own, below the checkout so that they find their packages:
 * threads and other programs cannot be started from sources.
 */
export function compileFiles(
  folder: string,
  names: readonly string[],
): { readonly url: URL; remove(): void } {
  const out = resolve(
    __dirname,
    '..',
    'dist',
    `for-tests-${process.pid}-${Math.random().toString(36).slice(2)}`,
  );
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  for (const name of names) {
    const { code } = transformSync(
      readFileSync(resolve(__dirname, '..', 'src', folder, `${name}.ts`), 'utf8'),
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
      },
    );
    writeFileSync(join(out, `${name}.js`), code);
  }
  return {
    url: pathToFileURL(`${out}/`),
    remove: () => rmSync(out, { recursive: true, force: true }),
  };
}
