import { AppError, isAppError } from '../errors.js';
import type { Advisory } from './advisory.js';
import type {
  AdvisoryOrigin,
  AdvisoryWriter,
  ImportCounts,
  ImportProblem,
  SourceItem,
} from './advisory-ports.js';
import { parseAdvisory, peekAdvisory } from './osv.js';

/** What an import did; the last two say how many packages were matched again, and for how many versions it mattered. */
export interface ImportResult {
  readonly importId: string;
  readonly counts: ImportCounts;
  readonly problems: readonly ImportProblem[];
  readonly rematchedPackages: number;
  readonly changedPackageVersions: number;
}

/** Where records come from, what the history calls it, and who listens. */
export interface ImportRequest {
  readonly source: string;
  readonly origin: AdvisoryOrigin;
  readonly items: AsyncIterable<SourceItem>;
  readonly signal?: AbortSignal;
  /** Called after each batch. */
  readonly onProgress?: (counts: ImportCounts) => Promise<void>;
  /** Called with the id of every record that has one, valid or not. */
  readonly onRecord?: (id: string) => void;
}

/**
 * Imports records batch by batch, in bounded memory, and matches again what they concern. Broken records are
 * reported and skipped. A source that fails midway, or has no valid record at all, is ADVISORY_SOURCE_INVALID; what
 * was read before stays, and running it again does no harm.
 */
export async function importAdvisories(
  { writer }: { readonly writer: AdvisoryWriter },
  request: ImportRequest,
): Promise<ImportResult> {
  const importId = await writer.beginImport(request.source);
  const tally = new Tally();
  try {
    await readAll(writer, request, tally);
    if (tally.valid === 0 && request.origin === 'FILE') throw noRecords(request.source, tally);
    const rematched = await rematchAll(writer, request.signal);
    await save(writer, importId, tally, null);
    return { importId, counts: tally.counts(), problems: tally.problems, ...rematched };
  } catch (error) {
    await save(
      writer,
      importId,
      tally,
      isAppError(error) ? error.message : 'The import failed unexpectedly.',
    );
    if (tally.hasWritten) await rematchAll(writer);
    throw error;
  }
}

/** Matches again everything that waits for it; safe to run at any time and by several at once. */
export async function rematchAll(
  writer: AdvisoryWriter,
  signal?: AbortSignal,
): Promise<{ readonly rematchedPackages: number; readonly changedPackageVersions: number }> {
  let rematchedPackages = 0;
  let changedPackageVersions = 0;
  for (let remaining = true; remaining;) {
    signal?.throwIfAborted();
    const outcome = await writer.rematchPending(REMATCH_PACKAGES);
    rematchedPackages += outcome.packages;
    changedPackageVersions += outcome.changedIds.length;
    remaining = outcome.remaining;
  }
  return { rematchedPackages, changedPackageVersions };
}

const REMATCH_PACKAGES = 200;
const BATCH_RECORDS = 2_000;
const BATCH_BYTES = 8 * 1024 * 1024;
const MAX_PROBLEMS = 50;

type SourceRecord = Extract<SourceItem, { kind: 'record' }>;

/** While one batch is written the next one is read and parsed: the store and this process work at the same time. */
async function readAll(writer: AdvisoryWriter, request: ImportRequest, tally: Tally): Promise<void> {
  let writing: Promise<Failure | null> = Promise.resolve(null);
  const finishWriting = async () => {
    const failure = await writing;
    if (failure !== null) throw failure.error;
  };
  try {
    for await (const batch of readBatches(request, tally)) {
      const advisories = await parseBatch(writer, batch, request, tally);
      await finishWriting();
      request.signal?.throwIfAborted();
      writing = settle(writeBatch(writer, advisories, request, tally));
    }
  } finally {
    await finishWriting();
  }
}

interface Failure {
  readonly error: unknown;
}

/** A promise that may fail while nobody waits for it yet. */
function settle(work: Promise<void>): Promise<Failure | null> {
  return work.then(
    () => null,
    (error: unknown) => ({ error }),
  );
}

async function* readBatches({ items }: ImportRequest, tally: Tally): AsyncGenerator<readonly SourceRecord[]> {
  let batch: SourceRecord[] = [];
  let bytes = 0;
  for await (const item of items) {
    tally.read += 1;
    if (item.kind === 'broken') {
      tally.addProblem({ where: item.where, id: null, reason: item.reason });
      continue;
    }
    batch.push(item);
    bytes += item.bytes;
    if (batch.length < BATCH_RECORDS && bytes < BATCH_BYTES) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}

/** What is known already in this form is skipped before it is read as a whole: that makes a repeat cheap. */
async function parseBatch(
  writer: AdvisoryWriter,
  batch: readonly SourceRecord[],
  request: ImportRequest,
  tally: Tally,
): Promise<readonly Advisory[]> {
  const peeked = batch.map((item) => ({ item, peek: peekAdvisory(item.json) }));
  const known = await writer.findKnown(peeked.flatMap(({ peek }) => (peek === null ? [] : [peek])));
  const advisories: Advisory[] = [];
  for (const { item, peek } of peeked) {
    if (peek !== null && known.has(peek.id)) {
      tally.addUnchanged();
      request.onRecord?.(peek.id);
      continue;
    }
    const parsed = parseAdvisory(item.json);
    if (parsed.kind === 'invalid') {
      tally.addProblem({ where: item.where, id: parsed.id, reason: parsed.reason });
      if (parsed.id !== null) request.onRecord?.(parsed.id);
      continue;
    }
    advisories.push(parsed.advisory);
    request.onRecord?.(parsed.advisory.id);
  }
  return advisories;
}

async function writeBatch(
  writer: AdvisoryWriter,
  advisories: readonly Advisory[],
  { origin, onProgress }: ImportRequest,
  tally: Tally,
): Promise<void> {
  if (advisories.length > 0) {
    tally.addWritten(advisories.length, await writer.writeBatch(advisories, origin));
  }
  await onProgress?.(tally.counts());
}

class Tally {
  read = 0;
  valid = 0;
  hasWritten = false;
  readonly problems: ImportProblem[] = [];
  private added = 0;
  private changed = 0;
  private unchanged = 0;
  private withdrawn = 0;
  private broken = 0;

  addProblem(problem: ImportProblem): void {
    this.broken += 1;
    if (this.problems.length < MAX_PROBLEMS) this.problems.push(problem);
  }

  addUnchanged(): void {
    this.valid += 1;
    this.unchanged += 1;
  }

  /** Of several records with one id in a batch only the newest was written; the others count as unchanged. */
  addWritten(asked: number, outcome: Pick<ImportCounts, 'new' | 'changed' | 'withdrawn'>): void {
    this.hasWritten = true;
    this.valid += asked;
    this.added += outcome.new;
    this.changed += outcome.changed;
    this.withdrawn += outcome.withdrawn;
    this.unchanged += asked - outcome.new - outcome.changed;
  }

  counts(): ImportCounts {
    const { read, added, changed, unchanged, withdrawn, broken } = this;
    return { read, new: added, changed, unchanged, withdrawn, broken };
  }
}

async function save(
  writer: AdvisoryWriter,
  importId: string,
  tally: Tally,
  error: string | null,
): Promise<void> {
  const state = error === null ? 'SUCCEEDED' : 'FAILED';
  await writer.saveImport(importId, { state, counts: tally.counts(), problems: tally.problems, error });
}

function noRecords(source: string, tally: Tally): AppError {
  const first = tally.problems[0];
  const because =
    first === undefined ? 'it is empty' : `the first problem is at ${first.where}: ${first.reason}`;
  return new AppError(
    'ADVISORY_SOURCE_INVALID',
    `${source} has no valid OSV record (${because}). Give an OSV zip, a folder of JSON files, or JSON lines.`,
    { details: { source, read: tally.read } },
  );
}
