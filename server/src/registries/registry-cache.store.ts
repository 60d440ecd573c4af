import { isStorable } from '../advisories/package-key.js';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { FACTS_READING, readFacts } from './package-facts.js';
import type { PackageFactsResult, PackageRegistry } from './registry.js';

const HOUR_MS = 3_600_000;
const FACTS_FRESH_MS = 6 * HOUR_MS;
const MISSING_FRESH_MS = HOUR_MS;
/** How old an answer may be that stands in for a registry that does not answer; `fetchedAt` says its age. */
const STALE_MS = 7 * 24 * HOUR_MS;
const BATCH = 200;

const compress = promisify(gzip);
const decompress = promisify(gunzip);

interface Row {
  readonly name: string;
  readonly kind: 'facts' | 'missing';
  readonly facts: Buffer | null;
  readonly fetchedAt: Date;
}

interface Remembered {
  readonly result: PackageFactsResult;
  readonly ageMs: number;
}

/**
 * A registry that remembers in Postgres what the one behind it said: facts for 6 hours, a package that it does not
 * know for an hour. Where it fails, an answer of at most 7 days stands in. Failures are not kept.
 */
export function createCachedRegistry(
  database: DataSource | EntityManager,
  inner: PackageRegistry,
  clock: Clock,
): PackageRegistry {
  return {
    async facts(ecosystem, names) {
      const results = new Map<string, PackageFactsResult>();
      const distinct = [...new Set(names)];
      for (let start = 0; start < distinct.length; start += BATCH) {
        const batch = distinct.slice(start, start + BATCH);
        const known = new Set(batch.filter((name) => isStorable({ ecosystem, name, version: '' })));
        const remembered = await recall(database, { ecosystem, names: [...known], now: clock() });
        const asked = batch.filter((name) => !isFresh(remembered.get(name)));
        const answers =
          asked.length === 0 ? new Map<string, PackageFactsResult>() : await inner.facts(ecosystem, asked);
        const kept = new Map([...answers].filter(([name]) => known.has(name)));
        await remember(database, ecosystem, { answers: kept, now: clock() });
        for (const name of batch) results.set(name, choose(name, answers.get(name), remembered.get(name)));
      }
      return results;
    },
  };
}

/** Forgets what is too old to stand in for anything. */
export async function pruneRegistryCache(database: DataSource | EntityManager, now: Date): Promise<void> {
  await database.query('DELETE FROM registry_package WHERE fetched_at < $1', [
    new Date(now.getTime() - STALE_MS),
  ]);
}

function isFresh(remembered: Remembered | undefined): boolean {
  if (remembered === undefined) return false;
  return remembered.ageMs < (remembered.result.kind === 'facts' ? FACTS_FRESH_MS : MISSING_FRESH_MS);
}

function choose(
  name: string,
  answer: PackageFactsResult | undefined,
  remembered: Remembered | undefined,
): PackageFactsResult {
  if (answer !== undefined && answer.kind !== 'failed') return answer;
  if (remembered !== undefined && (answer === undefined || remembered.ageMs < STALE_MS))
    return remembered.result;
  return answer ?? { kind: 'failed', name, status: null, message: 'it gave no answer.' };
}

async function recall(
  database: DataSource | EntityManager,
  asked: { readonly ecosystem: EcosystemId; readonly names: readonly string[]; readonly now: Date },
): Promise<ReadonlyMap<string, Remembered>> {
  const rows: Row[] = await database.query(
    `SELECT name, kind, facts, fetched_at AS "fetchedAt" FROM registry_package
     WHERE ecosystem = $1 AND name = ANY($2) AND reading = $3`,
    [asked.ecosystem, asked.names, FACTS_READING],
  );
  const remembered = new Map<string, Remembered>();
  for (const { name, kind, facts, fetchedAt } of rows) {
    const ageMs = asked.now.getTime() - fetchedAt.getTime();
    if (kind === 'missing') remembered.set(name, { result: { kind, name }, ageMs });
    const read = facts === null ? null : readFacts((await decompress(facts)).toString('utf8'));
    if (read !== null) remembered.set(name, { result: { kind: 'facts', facts: read }, ageMs });
  }
  return remembered;
}

async function remember(
  database: DataSource | EntityManager,
  ecosystem: EcosystemId,
  { answers, now }: { readonly answers: ReadonlyMap<string, PackageFactsResult>; readonly now: Date },
): Promise<void> {
  const names: string[] = [];
  const kinds: string[] = [];
  const facts: (Buffer | null)[] = [];
  for (const [name, answer] of [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (answer.kind === 'failed') continue;
    names.push(name);
    kinds.push(answer.kind);
    facts.push(answer.kind === 'facts' ? await compress(JSON.stringify(answer.facts)) : null);
  }
  if (names.length === 0) return;
  await database.query(
    `INSERT INTO registry_package (ecosystem, name, kind, reading, facts, fetched_at)
     SELECT $1, name, kind, $2, facts, $3 FROM unnest($4::text[], $5::text[], $6::bytea[]) AS row (name, kind, facts)
     ON CONFLICT (ecosystem, name) DO UPDATE
     SET kind = excluded.kind, reading = excluded.reading, facts = excluded.facts, fetched_at = excluded.fetched_at
     WHERE registry_package.fetched_at <= excluded.fetched_at`,
    [ecosystem, FACTS_READING, now, names, kinds, facts],
  );
}
