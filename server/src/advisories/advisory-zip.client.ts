import { crc32, inflateRawSync } from 'node:zlib';
import { type Entry, type ZipFile, fromRandomAccessReaderPromise } from 'yauzl';
import { AppError } from '../errors.js';
import type { SourceItem } from './advisory-ports.js';
import { type SourceLimits, readRecord } from './source-record.js';
import { ZipWindows } from './zip-window.client.js';

const STORED = 0;
const DEFLATED = 8;

/**
 * The JSON files of a zip, one at a time. Sizes are bounded before and while unpacking, checksums are compared;
 * names are never used as paths.
 */
export async function* readZip(
  path: string,
  label: string,
  limits: SourceLimits,
): AsyncGenerator<SourceItem> {
  const file = await guarded(label, () => ZipWindows.open(path));
  try {
    const options = { autoClose: false, lazyEntries: true };
    const zip = await guarded(label, () => fromRandomAccessReaderPromise(file, file.size, options));
    if (zip.entryCount > limits.maxEntries)
      throw damaged(label, `it has more than ${limits.maxEntries} entries`);
    yield* readEntries(zip, file, label, limits);
  } finally {
    await new Promise((resolve) => file.close(resolve));
  }
}

async function* readEntries(
  zip: ZipFile,
  file: ZipWindows,
  label: string,
  limits: SourceLimits,
): AsyncGenerator<SourceItem> {
  const entries = zip.eachEntry();
  let total = 0;
  for (;;) {
    const next = await guarded(label, () => entries.next());
    if (next.done === true) return;
    const entry = next.value;
    if (!entry.fileName.endsWith('.json')) continue;
    const where = `${label}:${entry.fileName.slice(0, 200)}`;
    const obstacle = whyNot(entry, limits);
    if (obstacle !== null) {
      yield { kind: 'broken', where, reason: obstacle };
      continue;
    }
    total += entry.uncompressedSize;
    if (total > limits.maxTotalBytes) throw damaged(label, 'it is too large when unpacked');
    const packed = await guarded(label, async () => {
      const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
      return file.readBytes(fileDataStart, entry.compressedSize);
    });
    const item = unpack(packed, entry, { where, isWanted: limits.isWanted });
    if (item !== null) yield item;
  }
}

function whyNot(entry: Entry, limits: SourceLimits): string | null {
  const megabytes = Math.floor(limits.maxRecordBytes / 1024 / 1024);
  if (entry.uncompressedSize > limits.maxRecordBytes) return `larger than ${megabytes} MB`;
  if (entry.compressedSize > limits.maxRecordBytes) return `larger than ${megabytes} MB`;
  if ((entry.generalPurposeBitFlag & 1) === 1) return 'encrypted';
  const isKnown = entry.compressionMethod === STORED || entry.compressionMethod === DEFLATED;
  return isKnown ? null : `packed by a method that is not read (${entry.compressionMethod})`;
}

/** A small record is unpacked at once: a stream each would cost more than the work. Null for what is not wanted. */
function unpack(
  packed: Buffer,
  entry: Entry,
  { where, isWanted }: { readonly where: string; readonly isWanted: SourceLimits['isWanted'] | undefined },
): SourceItem | null {
  let bytes = packed;
  if (entry.compressionMethod === DEFLATED) {
    try {
      bytes = inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.uncompressedSize) });
    } catch {
      return { kind: 'broken', where, reason: 'damaged, or larger than the archive says' };
    }
  }
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32) {
    return { kind: 'broken', where, reason: 'damaged: its checksum differs' };
  }
  return isWanted?.(bytes) === false ? null : readRecord(bytes, where);
}

async function guarded<Result>(label: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw damaged(label, error instanceof Error ? error.message : 'it cannot be read', error);
  }
}

function damaged(label: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'ADVISORY_SOURCE_INVALID',
    `The zip ${label} cannot be read: ${reason}. It may be incomplete; fetch it again.`,
    { details: { source: label }, cause },
  );
}
