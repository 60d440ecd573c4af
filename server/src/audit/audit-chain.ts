import { createHash } from 'node:crypto';
import { canonicalText } from '../canonical-text.js';
import type { AuditEvent } from './audit-event.js';

/** A record as it is sealed: `at` as text in UTC with microseconds, which a Date does not hold. */
export interface SealedRecord extends Omit<AuditEvent, 'at'> {
  readonly at: string;
}

/** One record in a seal. */
export interface SealEntry {
  readonly id: string;
  /** SHA-256 of the record, 64 hexadecimal digits. */
  readonly hash: string;
}

/** A batch of records, chained to the one before by its hash. Numbers begin with 1 and have no gaps. */
export interface AuditSeal {
  readonly number: string;
  readonly entries: readonly SealEntry[];
  readonly previousHash: string;
  readonly hash: string;
  /** ISO, milliseconds. */
  readonly sealedAt: string;
}

/** What the first seal follows. */
export const FIRST_HASH = '0'.repeat(64);

/** The hash of a record: SHA-256 of its fields as JSON with names in order, without white space. */
export function recordHash(record: SealedRecord): string {
  return createHash('sha256').update(canonicalText(record)).digest('hex');
}

/** The hash of a seal covers the one before it, its number, its time and every entry in order. */
export function sealHash({ number, entries, previousHash, sealedAt }: Omit<AuditSeal, 'hash'>): string {
  const hash = createHash('sha256').update(`${previousHash}\n${number}\n${sealedAt}\n`);
  for (const entry of entries) hash.update(`${entry.id} ${entry.hash}\n`);
  return hash.digest('hex');
}

/** The seal of the next records, which follow their ids. */
export function makeSeal(
  last: Pick<AuditSeal, 'number' | 'hash'> | null,
  records: readonly SealedRecord[],
  now: Date,
): AuditSeal {
  const seal = {
    number: String(BigInt(last?.number ?? 0) + 1n),
    entries: records.map((record) => ({ id: record.id, hash: recordHash(record) })),
    previousHash: last?.hash ?? FIRST_HASH,
    sealedAt: now.toISOString(),
  };
  return { ...seal, hash: sealHash(seal) };
}

/** How far the chain is. */
export interface ChainState {
  readonly seals: number;
  readonly sealedRecords: number;
  readonly waitingRecords: number;
  readonly lastHash: string | null;
  readonly sealedAt: Date | null;
}

/** A record with its hash and the number of its seal; null while it waits. */
export interface RecordWithHash extends SealedRecord {
  readonly hash: string;
  readonly seal: string | null;
}

/** Sealing, inside one transaction, and what was sealed. */
export interface AuditChain {
  /** Seals at most so many committed records that no seal covers, and answers how many; null when another process seals now. */
  sealNext(limit: number, now: Date): Promise<number | null>;
  state(): Promise<ChainState>;
  /** Records as they are sealed, newest first. */
  sealedRecords(ids: readonly string[]): Promise<readonly RecordWithHash[]>;
  /** Seals after a number, by their numbers. */
  seals(after: string, first: number): Promise<readonly AuditSeal[]>;
}
