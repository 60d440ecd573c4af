import { type AuditSeal, FIRST_HASH, recordHash, type SealedRecord, sealHash } from './audit-chain.js';

/** The chain and the log at one moment, read piece by piece. */
export interface ChainReader {
  /** Every seal by its number, some at a time. */
  seals(): AsyncIterable<readonly AuditSeal[]>;
  /** Those of the records that are there. */
  records(ids: readonly string[]): Promise<readonly SealedRecord[]>;
  /** How many records there are that do not wait to be sealed. */
  countSettled(): Promise<number>;
  /** The first record that neither a seal covers nor waits. */
  firstStranger(): Promise<string | null>;
  countWaiting(): Promise<number>;
}

/** The first place that does not fit. Of a changed seal nothing that it says is believed. */
export type ChainFault =
  | { readonly kind: 'SEAL_CHANGED' | 'SEAL_MISSING'; readonly seal: string; readonly record: null }
  | {
      readonly kind: 'RECORD_CHANGED' | 'RECORD_MISSING';
      readonly seal: string;
      readonly record: string;
    }
  | { readonly kind: 'RECORD_INSERTED'; readonly seal: null; readonly record: string };

/** What walking the chain came to. */
export interface ChainVerdict {
  readonly fault: ChainFault | null;
  readonly seals: number;
  readonly sealedRecords: number;
  readonly waitingRecords: number;
  /** The hash of the last seal that fits: kept elsewhere, it proves that nothing before it was changed later. */
  readonly lastHash: string | null;
}

/** Walks the chain from its beginning, a seal at a time, and says the first place that does not fit. */
export async function verifyChain(
  reader: ChainReader,
  onProgress: (sealedRecords: number) => void = () => undefined,
): Promise<ChainVerdict> {
  let previousHash = FIRST_HASH;
  let seals = 0;
  let sealedRecords = 0;
  const verdict = async (fault: ChainFault | null): Promise<ChainVerdict> => ({
    fault,
    seals,
    sealedRecords,
    waitingRecords: await reader.countWaiting(),
    lastHash: seals === 0 ? null : previousHash,
  });
  for await (const page of reader.seals()) {
    const found = await reader.records(page.flatMap(({ entries }) => entries.map(({ id }) => id)));
    const hashes = new Map(found.map((record) => [record.id, recordHash(record)]));
    for (const seal of page) {
      const expected = { number: String(seals + 1), previousHash };
      const fault = faultOfSeal(seal, expected) ?? faultOfRecords(seal, hashes);
      if (fault !== null) return verdict(fault);
      previousHash = seal.hash;
      seals += 1;
      sealedRecords += seal.entries.length;
    }
    onProgress(sealedRecords);
  }
  if ((await reader.countSettled()) === sealedRecords) return verdict(null);
  const record = await reader.firstStranger();
  return verdict(record === null ? null : { kind: 'RECORD_INSERTED', seal: null, record });
}

/** The verdict in a sentence. */
export function describeVerdict({ fault, seals, sealedRecords, waitingRecords }: ChainVerdict): string {
  const waits = waitingRecords === 0 ? '' : ` ${waitingRecords} more wait to be sealed.`;
  if (fault === null)
    return `All ${sealedRecords} records in ${seals} seals are as they were sealed.${waits}`;
  const before = `Before that ${sealedRecords} records in ${seals} seals fit.`;
  switch (fault.kind) {
    case 'SEAL_CHANGED':
      return `Seal ${fault.seal} was changed, or does not follow the one before it. ${before}`;
    case 'SEAL_MISSING':
      return `Seal ${fault.seal} is missing. ${before}`;
    case 'RECORD_CHANGED':
      return `Record ${fault.record} was changed after it was sealed in seal ${fault.seal}. ${before}`;
    case 'RECORD_MISSING':
      return `Record ${fault.record} of seal ${fault.seal} is missing. ${before}`;
    case 'RECORD_INSERTED':
      return `Record ${fault.record} is in no seal: it was put in, or the seals at the end were removed. ${before}`;
  }
}

function faultOfSeal(
  seal: AuditSeal,
  expected: { readonly number: string; readonly previousHash: string },
): ChainFault | null {
  if (seal.number !== expected.number) return { kind: 'SEAL_MISSING', seal: expected.number, record: null };
  return seal.previousHash === expected.previousHash && seal.hash === sealHash(seal)
    ? null
    : { kind: 'SEAL_CHANGED', seal: seal.number, record: null };
}

function faultOfRecords(seal: AuditSeal, hashes: ReadonlyMap<string, string>): ChainFault | null {
  for (const { id, hash } of seal.entries) {
    const actual = hashes.get(id);
    if (actual === undefined) return { kind: 'RECORD_MISSING', seal: seal.number, record: id };
    if (actual !== hash) return { kind: 'RECORD_CHANGED', seal: seal.number, record: id };
  }
  return null;
}
