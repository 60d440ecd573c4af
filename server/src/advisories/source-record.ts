import type { SourceItem } from './advisory-ports.js';

/** What a source may cost at most. */
export interface SourceLimits {
  readonly maxRecordBytes: number;
  /** Unpacked, of one file. */
  readonly maxTotalBytes: number;
  readonly maxEntries: number;
  readonly maxDepth: number;
  /** Whether a record's bytes are worth parsing; all are where it is left out. What is not yields no item. */
  readonly isWanted?: (bytes: Buffer) => boolean;
}

const MEGABYTE = 1024 * 1024;

/** 10 MB a record, 32 GB and 3 million records a file: some ten times OSV's whole archive. */
export const DEFAULT_SOURCE_LIMITS: SourceLimits = {
  maxRecordBytes: 10 * MEGABYTE,
  maxTotalBytes: 32 * 1024 * MEGABYTE,
  maxEntries: 3_000_000,
  maxDepth: 16,
};

/** One record's bytes as an item: JSON in UTF-8, or why not. */
export function readRecord(bytes: Buffer, where: string): SourceItem {
  try {
    const json: unknown = JSON.parse(bytes.toString('utf8'));
    return { kind: 'record', json, where, bytes: bytes.length };
  } catch {
    return { kind: 'broken', where, reason: 'not JSON' };
  }
}
