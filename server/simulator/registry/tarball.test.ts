import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { digestTarball, packTarball } from './tarball.js';

const FILES = [
  { path: 'package/package.json', text: '{"name":"a"}\n', isExecutable: false },
  { path: 'package/bin/a.js', text: '#!/usr/bin/env node\n', isExecutable: true },
];

test('the same files give the same bytes on every machine', () => {
  expect(digestTarball(packTarball(FILES))).toEqual({
    integrity:
      'sha512-JwCHOOD0S1unyz6RproFm7cTIzvkzhuzCnWAQK73ObG/Dj5fl/I4wAR+VQ6hta4xqdhVCWX5t08g2JlJvy3Nsg==',
    shasum: 'd452ad89832766c19ab59ad32fbf63cdc9bee290',
  });
});

test('a tar reader finds the names, the texts and a true checksum', () => {
  const tar = gunzipSync(packTarball(FILES));
  const header = tar.subarray(0, 512);
  expect(header.toString('utf8', 0, 20)).toBe('package/package.json');
  expect(parseInt(header.toString('ascii', 124, 135), 8)).toBe(13);
  const blank = Buffer.from(header);
  blank.fill(' ', 148, 156);
  expect(parseInt(header.toString('ascii', 148, 154), 8)).toBe(blank.reduce((sum, byte) => sum + byte, 0));
  expect(tar.toString('utf8', 512, 525)).toBe('{"name":"a"}\n');
  expect(tar.length % 512).toBe(0);
});

test('gzip takes texts of any length and gives them back', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 2_000 }), fc.integer({ min: 1, max: 80 }), (text, times) => {
      const long = text.repeat(times);
      const tar = gunzipSync(packTarball([{ path: 'package/a', text: long, isExecutable: false }]));
      return tar.toString('utf8', 512, 512 + Buffer.byteLength(long)) === long;
    }),
    { numRuns: 30 },
  );
});

test('a path that does not fit into the header is refused', () => {
  expect(() => packTarball([{ path: 'a'.repeat(101), text: '', isExecutable: false }])).toThrow(RangeError);
});
