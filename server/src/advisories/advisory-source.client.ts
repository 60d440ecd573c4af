import { createReadStream } from 'node:fs';
import { type FileHandle, open, opendir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.js';
import { readLines } from './advisory-lines.client.js';
import type { SourceItem } from './advisory-ports.js';
import { DEFAULT_SOURCE_LIMITS, type SourceLimits, readRecord } from './source-record.js';
import { readZip } from './advisory-zip.client.js';

/**
 * The records of an OSV zip, a folder of JSON files (recursively, links are not followed), JSON lines (also
 * gzipped) or one JSON file, one after the other. What it is shows in its first bytes. A record that cannot be read
 * is an item; a file that is damaged, too large or missing is ADVISORY_SOURCE_INVALID.
 */
export async function* readAdvisorySource(
  path: string,
  limits: SourceLimits = DEFAULT_SOURCE_LIMITS,
): AsyncGenerator<SourceItem> {
  const isDirectory = await isFolder(path);
  if (isDirectory) yield* readFolder(path, limits);
  else yield* readOneFile(path, basename(path), limits);
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (error) {
    throw new AppError(
      'ADVISORY_SOURCE_INVALID',
      `${path} cannot be opened. Check that it is there and readable.`,
      {
        details: { source: path },
        cause: error,
      },
    );
  }
}

async function* readFolder(root: string, limits: SourceLimits): AsyncGenerator<SourceItem> {
  const waiting: { readonly path: string; readonly depth: number }[] = [{ path: root, depth: 0 }];
  let files = 0;
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const names: string[] = [];
    for await (const entry of await opendir(folder.path)) {
      const path = join(folder.path, entry.name);
      if (entry.isDirectory() && folder.depth < limits.maxDepth)
        waiting.push({ path, depth: folder.depth + 1 });
      if (entry.isFile() && /\.(?:json|jsonl|jsonl\.gz|zip)$/.test(entry.name)) names.push(entry.name);
      if (names.length + files > limits.maxEntries) throw tooMany(root, limits);
    }
    files += names.length;
    for (const name of names.sort()) {
      const path = join(folder.path, name);
      yield* readOneFile(path, path.slice(root.length + 1), limits);
    }
  }
}

async function* readOneFile(path: string, label: string, limits: SourceLimits): AsyncGenerator<SourceItem> {
  const head = await readHead(path);
  if (head.length >= 2 && head[0] === 0x50 && head[1] === 0x4b) yield* readZip(path, label, limits);
  else if (head[0] === 0x1f && head[1] === 0x8b) yield* readGzip(path, label, limits);
  else if (path.endsWith('.zip')) throw damaged(label, 'it is not a zip archive');
  else if (path.endsWith('.gz')) throw damaged(label, 'it is not gzip data');
  else if (path.endsWith('.json')) yield* readJsonFile(path, label, limits);
  else yield* guard(readLines(createReadStream(path), label, limits), label);
}

async function readHead(path: string): Promise<Buffer> {
  let file: FileHandle | null = null;
  try {
    file = await open(path, 'r');
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    throw damaged(path, 'it cannot be opened', error);
  } finally {
    await file?.close();
  }
}

async function* readJsonFile(path: string, label: string, limits: SourceLimits): AsyncGenerator<SourceItem> {
  const { size } = await stat(path);
  if (size > limits.maxRecordBytes) {
    const megabytes = Math.floor(limits.maxRecordBytes / 1024 / 1024);
    const reason = `larger than ${megabytes} MB; give many records as JSON lines`;
    yield { kind: 'broken', where: label, reason };
    return;
  }
  const bytes = await readFile(path);
  if (limits.isWanted?.(bytes) !== false) yield readRecord(bytes, label);
}

async function* readGzip(path: string, label: string, limits: SourceLimits): AsyncGenerator<SourceItem> {
  const packed = createReadStream(path);
  const text: Readable = packed.pipe(createGunzip());
  packed.on('error', (error) => text.destroy(error));
  try {
    yield* guard(readLines(text, label, limits), label);
  } finally {
    packed.destroy();
    text.destroy();
  }
}

/** Whatever the stream throws means that the file is damaged; our own errors say so already. */
async function* guard(items: AsyncIterable<SourceItem>, label: string): AsyncGenerator<SourceItem> {
  try {
    yield* items;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw damaged(label, error instanceof Error ? error.message : 'it cannot be read', error);
  }
}

function damaged(label: string, reason: string, cause?: unknown): AppError {
  return new AppError(
    'ADVISORY_SOURCE_INVALID',
    `${label} cannot be read: ${reason}. It may be incomplete; fetch it again.`,
    { details: { source: label }, cause },
  );
}

function tooMany(label: string, limits: SourceLimits): AppError {
  return new AppError('ADVISORY_SOURCE_INVALID', `${label} has more than ${limits.maxEntries} files.`, {
    details: { source: label },
  });
}
