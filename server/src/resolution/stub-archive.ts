import { gzipSync } from 'node:zlib';

const BLOCK = 512;

/** An archive of a package that holds its manifest and nothing else; the same bytes for the same manifest. */
export function stubArchive(manifest: Readonly<Record<string, unknown>>): Buffer {
  const content = Buffer.from(JSON.stringify(manifest), 'utf8');
  const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK);
  const end = Buffer.alloc(2 * BLOCK);
  return gzipSync(Buffer.concat([header('package/package.json', content.length), content, padding, end]), {
    level: 1,
  });
}

/** A header of POSIX ustar (https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06). */
function header(path: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  block.write(path, 0, 'utf8');
  block.write('0000644\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\0', 257);
  block.write('00', 263);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}
