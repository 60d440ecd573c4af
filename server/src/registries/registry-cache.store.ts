import { isStorable } from '../advisories/package-key.js';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { DataSource, EntityManager } from 'typeorm';
import type { Clock } from '../clock.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import { hasDates } from './dated-facts.js';
import { FACTS_READING, readFacts } from './package-facts.js';
import type {
  PackageFactsResult,
  PackageRegistry,
  RegistryAnswer,
  RegistryClient,
  RegistryQuestion,
  Validators,
} from './registry.js';

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
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly fetchedAt: Date;
}

interface Remembered {
  readonly result: Extract<PackageFactsResult, { kind: 'facts' | 'missing' }>;
  readonly validators: Validators;
  readonly ageMs: number;
}

/** Whose answers these are: what an integration's token brings is for that integration and that token alone. */
export interface CacheOwner {
  /** Null: everybody's. The token is told by a fingerprint, so another token begins anew. */
  readonly owner: { readonly integrationId: string; readonly tokenFingerprint: string } | null;
  readonly clock: Clock;
}

/**
 * A registry that remembers in Postgres what the one behind it said: facts for 6 hours, a package that it does not
 * know for an hour. Older facts are asked for with their validators. Where the registry fails, an answer of at most 7
 * days stands in. Failures are not kept.
 */
export function createCachedRegistry(
  database: DataSource | EntityManager,
  inner: RegistryClient,
  { owner, clock }: CacheOwner,
): PackageRegistry {
  const { ecosystem } = inner;
  const registry =
    owner === null
      ? inner.address
      : `${inner.address} integration:${owner.integrationId} token:${owner.tokenFingerprint}`;
  return {
    async facts(asked, names, dated = new Map()) {
      if (asked !== ecosystem) return inner.facts(asked, names);
      const results = new Map<string, PackageFactsResult>();
      const distinct = [...new Set(names)];
      for (let start = 0; start < distinct.length; start += BATCH) {
        const batch = distinct.slice(start, start + BATCH);
        const storable = new Set(batch.filter((name) => isStorable({ ecosystem, name, version: '' })));
        const remembered = await recall(database, {
          ecosystem,
          registry,
          names: [...storable],
          now: clock(),
        });
        const questions = batch.flatMap((name): RegistryQuestion[] => {
          const versions = dated.get(name) ?? [];
          const known = remembered.get(name);
          return isFresh(known, versions) ? [] : [{ name, known: knownFacts(known), dated: versions }];
        });
        const answers =
          questions.length === 0 ? new Map<string, RegistryAnswer>() : await inner.ask(questions);
        const kept = new Map([...answers].filter(([name]) => storable.has(name)));
        await remember(database, { ecosystem, registry }, { answers: kept, now: clock() });
        for (const name of batch)
          results.set(name, choose(name, answers.get(name)?.result, remembered.get(name)));
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

function isFresh(remembered: Remembered | undefined, dated: readonly string[]): boolean {
  if (remembered === undefined) return false;
  const { result, ageMs } = remembered;
  return result.kind === 'facts'
    ? ageMs < FACTS_FRESH_MS && hasDates(result.facts, dated)
    : ageMs < MISSING_FRESH_MS;
}

function knownFacts(remembered: Remembered | undefined): RegistryQuestion['known'] {
  if (remembered?.result.kind !== 'facts') return null;
  return { facts: remembered.result.facts, validators: remembered.validators };
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
  asked: CacheKey & { readonly names: readonly string[]; readonly now: Date },
): Promise<ReadonlyMap<string, Remembered>> {
  const rows: Row[] = await database.query(
    `SELECT name, kind, facts, etag, last_modified AS "lastModified", fetched_at AS "fetchedAt" FROM registry_package
     WHERE registry = $1 AND ecosystem = $2 AND name = ANY($3) AND reading = $4`,
    [asked.registry, asked.ecosystem, asked.names, FACTS_READING],
  );
  const remembered = new Map<string, Remembered>();
  for (const { name, kind, facts, etag, lastModified, fetchedAt } of rows) {
    const ageMs = asked.now.getTime() - fetchedAt.getTime();
    const validators = { etag, lastModified };
    if (kind === 'missing') remembered.set(name, { result: { kind, name }, validators, ageMs });
    const read = facts === null ? null : readFacts((await decompress(facts)).toString('utf8'));
    if (read !== null) remembered.set(name, { result: { kind: 'facts', facts: read }, validators, ageMs });
  }
  return remembered;
}

/** Of which packages, and whose word about them. */
interface CacheKey {
  readonly ecosystem: EcosystemId;
  readonly registry: string;
}

async function remember(
  database: DataSource | EntityManager,
  { ecosystem, registry }: CacheKey,
  { answers, now }: { readonly answers: ReadonlyMap<string, RegistryAnswer>; readonly now: Date },
): Promise<void> {
  const names: string[] = [];
  const kinds: string[] = [];
  const facts: (Buffer | null)[] = [];
  const etags: (string | null)[] = [];
  const dates: (string | null)[] = [];
  for (const [name, { result, validators }] of [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (result.kind !== 'facts' && result.kind !== 'missing') continue;
    names.push(name);
    kinds.push(result.kind);
    facts.push(result.kind === 'facts' ? await compress(JSON.stringify(result.facts)) : null);
    etags.push(validators.etag);
    dates.push(validators.lastModified);
  }
  if (names.length === 0) return;
  await database.query(
    `INSERT INTO registry_package (registry, ecosystem, reading, fetched_at, name, kind, facts, etag, last_modified)
     SELECT $1, $2, $3, $4, row.* FROM unnest($5::text[], $6::text[], $7::bytea[], $8::text[], $9::text[]) AS row
     ON CONFLICT (registry, ecosystem, name) DO UPDATE
     SET kind = excluded.kind, reading = excluded.reading, facts = excluded.facts, fetched_at = excluded.fetched_at,
         etag = excluded.etag, last_modified = excluded.last_modified
     WHERE registry_package.fetched_at <= excluded.fetched_at`,
    [registry, ecosystem, FACTS_READING, now, names, kinds, facts, etags, dates],
  );
}
