import fc from 'fast-check';
import { isAppError } from '../errors.js';
import { parseTree } from './git-tree.js';

const id = 'a'.repeat(40);
const row = (mode: string, type: string, path: string | Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${mode} ${type} ${id}\t`), Buffer.from(path), Buffer.from([0])]);

test('lists files, and what is no file or has an unsafe path as skipped', () => {
  const output = Buffer.concat([
    row('100644', 'blob', 'package.json'),
    row('100755', 'blob', 'run.sh'),
    row('100664', 'blob', 'old mode'),
    row('120000', 'blob', 'link'),
    row('160000', 'commit', 'vendor/sub'),
    row('100644', 'blob', 'a/../../etc'),
    row('100644', 'blob', 'tab\there\n'),
    row('100644', 'blob', Buffer.from([0xff, 0x61])),
    row('120000', 'blob', '.git/config'),
  ]);
  const tree = parseTree(output, 100);
  expect(tree.files.map(({ path }) => path)).toEqual(['package.json', 'run.sh', 'old mode']);
  expect(tree.executables).toEqual(new Set(['run.sh']));
  expect(tree.skipped).toEqual([
    { path: 'link', reason: 'SYMLINK' },
    { path: 'vendor/sub', reason: 'SUBMODULE' },
    { path: 'a/../../etc', reason: 'BAD_PATH' },
    { path: 'tab\ufffdhere\ufffd', reason: 'BAD_PATH' },
    { path: '\ufffda', reason: 'BAD_PATH' },
    { path: '.git/config', reason: 'BAD_PATH' },
  ]);
});

test('an empty tree has no files', () => {
  expect(parseTree(new Uint8Array(), 1).files).toEqual([]);
});

test('refuses more entries than allowed', () => {
  const output = Buffer.concat([row('100644', 'blob', 'a'), row('100644', 'blob', 'b')]);
  expect(() => parseTree(output, 1)).toThrow(expect.objectContaining({ code: 'GIT_LIMIT' }));
  expect(parseTree(output, 2).files).toHaveLength(2);
});

test('gives a typed error for any other bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1 }), (bytes) => {
      try {
        parseTree(bytes, 10);
      } catch (error) {
        expect(isAppError(error, 'GIT_FAILED', 'GIT_LIMIT')).toBe(true);
      }
    }),
  );
});
