import type { Readable } from 'node:stream';
import { AppError } from '../errors.js';
import type { SourceItem } from './advisory-ports.js';
import { type SourceLimits, readRecord } from './source-record.js';

const LINE_FEED = 0x0a;

/** JSON lines from a stream, each an item with its line; empty lines are passed over, too long ones reported. */
export async function* readLines(
  stream: Readable,
  label: string,
  limits: SourceLimits,
): AsyncGenerator<SourceItem> {
  const pending = new PendingLine(limits);
  let line = 1;
  let total = 0;
  for await (const chunk of stream) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    total += bytes.length;
    if (total > limits.maxTotalBytes) throw tooLarge(label, limits);
    let start = 0;
    for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, start)) {
      pending.add(bytes.subarray(start, end));
      const item = pending.take(`${label}:${line}`);
      if (item !== null) yield item;
      line += 1;
      start = end + 1;
    }
    pending.add(bytes.subarray(start));
  }
  const last = pending.take(`${label}:${line}`);
  if (last !== null) yield last;
}

/** The parts of a line so far; a line beyond the limit is counted, not kept. */
class PendingLine {
  private parts: Buffer[] = [];
  private length = 0;

  constructor(private readonly limits: SourceLimits) {}

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > this.limits.maxRecordBytes) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  take(where: string): SourceItem | null {
    const { parts, length } = this;
    this.parts = [];
    this.length = 0;
    const { maxRecordBytes, isWanted } = this.limits;
    if (length > maxRecordBytes) {
      return { kind: 'broken', where, reason: `longer than ${Math.floor(maxRecordBytes / 1024 / 1024)} MB` };
    }
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    if (isBlank(bytes) || isWanted?.(bytes) === false) return null;
    return readRecord(bytes, where);
  }
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

function tooLarge(label: string, limits: SourceLimits): AppError {
  const gigabytes = Math.round(limits.maxTotalBytes / 1024 ** 3);
  return new AppError('ADVISORY_SOURCE_INVALID', `${label} is larger than ${gigabytes} GB when unpacked.`, {
    details: { source: label },
  });
}
