import { createHash } from 'node:crypto';

/** One file of an archive; `path` begins with `package/`, at most 100 bytes of it are allowed. */
export interface ArchiveFile {
  readonly path: string;
  readonly text: string;
  readonly isExecutable: boolean;
}

/** What a registry says of an archive: its SHA-512 in the form of Subresource Integrity, and its SHA-1 in hex. */
export interface ArchiveDigest {
  readonly integrity: string;
  readonly shasum: string;
}

const BLOCK_BYTES = 512;
const STORED_BLOCK_BYTES = 65_535;
/** The moment that package managers write into archives so that equal contents give equal bytes. */
const MODIFIED_SECONDS = Date.UTC(1985, 9, 26, 8, 15) / 1000;

/**
 * A `.tgz` whose bytes depend on nothing but the files: fixed times and owners, and stored (uncompressed) blocks, so
 * that no version of zlib can change them.
 */
export function packTarball(files: readonly ArchiveFile[]): Buffer {
  const blocks: Buffer[] = [];
  for (const file of files) {
    const body = Buffer.from(file.text, 'utf8');
    const padding = (BLOCK_BYTES - (body.length % BLOCK_BYTES)) % BLOCK_BYTES;
    blocks.push(tarHeader(file, body.length), body, Buffer.alloc(padding));
  }
  blocks.push(Buffer.alloc(BLOCK_BYTES * 2));
  return gzipStored(Buffer.concat(blocks));
}

/** The digests of an archive's bytes. */
export function digestTarball(tarball: Buffer): ArchiveDigest {
  return {
    integrity: `sha512-${createHash('sha512').update(tarball).digest('base64')}`,
    shasum: createHash('sha1').update(tarball).digest('hex'),
  };
}

/** https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06 (ustar). */
function tarHeader(file: ArchiveFile, size: number): Buffer {
  if (Buffer.byteLength(file.path) > 100) throw new RangeError(`The path is too long: ${file.path}`);
  const header = Buffer.alloc(BLOCK_BYTES);
  header.write(file.path, 0, 'utf8');
  header.write(octal(file.isExecutable ? 0o755 : 0o644, 7), 100, 'ascii');
  header.write(octal(0, 7), 108, 'ascii');
  header.write(octal(0, 7), 116, 'ascii');
  header.write(octal(size, 11), 124, 'ascii');
  header.write(octal(MODIFIED_SECONDS, 11), 136, 'ascii');
  header.write(' '.repeat(8), 148, 'ascii');
  header.write('0', 156, 'ascii');
  header.write('ustar\u000000', 257, 'ascii');
  let sum = 0;
  for (const byte of header) sum += byte;
  header.write(`${octal(sum, 6)}\0 `, 148, 'ascii');
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** https://www.rfc-editor.org/rfc/rfc1952 around stored blocks of https://www.rfc-editor.org/rfc/rfc1951#section-3.2.4 */
function gzipStored(data: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])];
  for (let offset = 0; offset < data.length; offset += STORED_BLOCK_BYTES) {
    const chunk = data.subarray(offset, offset + STORED_BLOCK_BYTES);
    const isLast = offset + STORED_BLOCK_BYTES >= data.length;
    const head = Buffer.alloc(5);
    head.writeUInt8(isLast ? 1 : 0, 0);
    head.writeUInt16LE(chunk.length, 1);
    head.writeUInt16LE(chunk.length ^ 0xffff, 3);
    parts.push(head, chunk);
  }
  const tail = Buffer.alloc(8);
  tail.writeUInt32LE(crc32(data), 0);
  tail.writeUInt32LE(data.length % 2 ** 32, 4);
  return Buffer.concat([...parts, tail]);
}

function crc32(data: Buffer): number {
  let value = 0xffffffff;
  for (const byte of data) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit += 1) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return (value ^ 0xffffffff) >>> 0;
}
