import { z } from 'zod';
import type { Advisory, AdvisoryRange, AffectedPackage, RangeEvent, Severity } from './advisory.js';
import { worstVector } from './cvss.js';
import { packageKey } from './package-key.js';

/** One record of a source, read or not. `reason` is a sentence for a person. */
export type ParsedAdvisory =
  | { readonly kind: 'advisory'; readonly advisory: Advisory }
  | { readonly kind: 'invalid'; readonly id: string | null; readonly reason: string };

/** Goes up when the same record would be read differently: stored records of an older reading are replaced. */
export const OSV_READING = 2;

/**
 * Reads one OSV record (https://ossf.github.io/osv-schema/) of any ecosystem. Total: what is not one, or is out
 * of bounds, is `invalid` with a reason. Long texts and lists of links are cut, not refused.
 */
export function parseAdvisory(json: unknown): ParsedAdvisory {
  const parsed = recordSchema.safeParse(json);
  if (parsed.success) return { kind: 'advisory', advisory: toAdvisory(parsed.data) };
  const issue = parsed.error.issues[0];
  const where = issue === undefined || issue.path.length === 0 ? 'record' : issue.path.map(String).join('.');
  const what = issue?.message ?? 'not an OSV record';
  return { kind: 'invalid', id: peekId(json), reason: cut(`${where}: ${what}`, 300) };
}

/** Only the id and the time of a record, cheap enough to skip what is known already; null when it has none. */
export function peekAdvisory(json: unknown): { readonly id: string; readonly modifiedAt: string } | null {
  const parsed = peekSchema.safeParse(json);
  return parsed.success ? { id: parsed.data.id, modifiedAt: parsed.data.modified } : null;
}

function peekId(json: unknown): string | null {
  return z.object({ id: idSchema }).safeParse(json).data?.id ?? null;
}

/**
 * Whether a record speaks of one of these packages (`packageKey`), without reading the rest of it: a scan of one folder
 * needs few of many records. Anything that is not a record speaks of none.
 */
export function isAbout(json: unknown, packageKeys: ReadonlySet<string>): boolean {
  const affected = fieldOf(json, 'affected');
  if (!Array.isArray(affected)) return false;
  return affected.some((entry: unknown) => {
    const about = fieldOf(entry, 'package');
    const [ecosystem, name] = [fieldOf(about, 'ecosystem'), fieldOf(about, 'name')];
    return (
      typeof ecosystem === 'string' &&
      typeof name === 'string' &&
      packageKeys.has(packageKey(ecosystem, name))
    );
  });
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

/** Whether a text has the form of an advisory id: safe in an address, a file name and a log. */
export function isAdvisoryId(text: string): boolean {
  return ID_SHAPE.test(text);
}

const ID_SHAPE = /^[A-Za-z0-9](?:[A-Za-z0-9_+:~-]|\.(?!\.)){0,127}$/;
const TIME_SHAPE = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,12}))?(?:Z|[+-]00:00)$/;
const MAX_DETAILS = 65_536;
const MAX_SUMMARY = 1_000;
const MAX_REFERENCES = 200;

const idSchema = z.string().regex(ID_SHAPE, 'not an advisory id');
const NO_CONTROLS = /^[^\p{Cc}\p{Cs}]+$/u;
const versionSchema = z.string().max(256).regex(NO_CONTROLS, 'empty or with control characters');
const nameSchema = z.string().max(400).regex(NO_CONTROLS, 'empty or with control characters');
const ecosystemSchema = z.string().max(128).regex(NO_CONTROLS, 'empty or with control characters');

const dateSchema = z.iso.datetime();

/** UTC to the microsecond, no trailing zeros: the same moment is the same text, whatever the publisher writes. */
const timeSchema = z
  .string()
  .max(40)
  .transform((text, context) => {
    const found = TIME_SHAPE.exec(text);
    if (found === null || !dateSchema.safeParse(`${found[1]}Z`).success) {
      context.addIssue({ code: 'custom', message: 'not a UTC time' });
      return z.NEVER;
    }
    const fraction = (found[2] ?? '').slice(0, 6).replace(/0+$/, '');
    return fraction === '' ? `${found[1]}Z` : `${found[1]}.${fraction}Z`;
  });

const peekSchema = z.object({ id: idSchema, modified: timeSchema });

const rangeSchema = z.object({
  type: z.string().max(64),
  events: z
    .array(
      z.object({
        introduced: versionSchema.optional(),
        fixed: versionSchema.optional(),
        last_affected: versionSchema.optional(),
        limit: versionSchema.optional(),
      }),
    )
    .max(20_000),
});

const severitySchema = z.array(z.object({ type: z.string().max(64), score: z.string().max(512) })).max(64);

const affectedSchema = z.object({
  package: z.object({ ecosystem: ecosystemSchema, name: nameSchema }).nullish(),
  ranges: z.array(rangeSchema).max(2_000).nullish(),
  versions: z.array(versionSchema).max(100_000).nullish(),
  severity: severitySchema.nullish(),
  database_specific: z.unknown().optional(),
});

const recordSchema = z.object({
  id: idSchema,
  modified: timeSchema,
  published: timeSchema.nullish(),
  withdrawn: timeSchema.nullish(),
  aliases: z.array(idSchema.nullable().catch(null)).max(500).nullish(),
  summary: z.string().nullish(),
  details: z.string().nullish(),
  severity: severitySchema.nullish(),
  affected: z.array(affectedSchema).max(10_000).nullish(),
  references: z
    .array(z.object({ url: z.string() }))
    .max(10_000)
    .nullish(),
  database_specific: z.unknown().optional(),
});

/** What publishers add, each field read if it has the expected form and left out if not. */
const publisherSchema = z.object({
  severity: z.string().max(64).optional().catch(undefined),
  cwe_ids: z.array(z.string().max(32)).max(200).optional().catch(undefined),
  'malicious-packages-origins': z.array(z.unknown()).optional().catch(undefined),
});
const affectedExtraSchema = z.object({ last_known_affected_version_range: z.string().max(256) });

type OsvRecord = z.infer<typeof recordSchema>;

function toAdvisory(record: OsvRecord): Advisory {
  const publisher = publisherSchema.safeParse(record.database_specific).data ?? {};
  const isMalicious = record.id.startsWith('MAL-') || publisher['malicious-packages-origins'] !== undefined;
  const vectors = [record.severity ?? [], ...(record.affected ?? []).map((entry) => entry.severity ?? [])];
  const worst = worstVector([...new Set(vectors.flat().map((entry) => entry.score))].slice(0, 64));
  const graded = worst?.score.severity ?? severityByWord(publisher.severity);
  return {
    id: record.id,
    aliases: aliasesOf(record),
    summary: cut(record.summary ?? '', MAX_SUMMARY),
    details: cut(record.details ?? '', MAX_DETAILS),
    severity: isMalicious ? 'MALICIOUS' : graded,
    score: worst?.score.overall ?? null,
    vector: worst?.vector ?? null,
    isMalicious,
    publishedAt: record.published ?? null,
    modifiedAt: record.modified,
    withdrawnAt: record.withdrawn ?? null,
    references: httpsLinks(record),
    cwes: (publisher.cwe_ids ?? []).filter((cwe) => /^CWE-\d{1,6}$/.test(cwe)),
    affected: (record.affected ?? []).flatMap(toAffected),
  };
}

/** An alias that is no id is left out: what is known of the package counts for more. */
function aliasesOf({ id, aliases }: OsvRecord): readonly string[] {
  const names = new Set((aliases ?? []).filter((alias) => alias !== null));
  names.delete(id);
  return [...names];
}

function toAffected(entry: NonNullable<OsvRecord['affected']>[number]): readonly AffectedPackage[] {
  if (entry.package === null || entry.package === undefined) return [];
  const extra = affectedExtraSchema.safeParse(entry.database_specific);
  return [
    {
      ecosystem: entry.package.ecosystem,
      name: entry.package.name,
      ranges: (entry.ranges ?? []).flatMap(toRange),
      versions: entry.versions ?? [],
      lastKnownAffected: extra.success ? extra.data.last_known_affected_version_range : null,
    },
  ];
}

function toRange(range: z.infer<typeof rangeSchema>): readonly AdvisoryRange[] {
  const { type } = range;
  if (type !== 'SEMVER' && type !== 'ECOSYSTEM' && type !== 'GIT') return [];
  return [{ type, events: range.events.flatMap(toEvents) }];
}

/** An event has one key by the specification; one that has several is read as several. */
function toEvents(event: z.infer<typeof rangeSchema>['events'][number]): readonly RangeEvent[] {
  const events: RangeEvent[] = [];
  if (event.introduced !== undefined) events.push({ kind: 'introduced', version: event.introduced });
  if (event.fixed !== undefined) events.push({ kind: 'fixed', version: event.fixed });
  if (event.last_affected !== undefined) events.push({ kind: 'last_affected', version: event.last_affected });
  if (event.limit !== undefined) events.push({ kind: 'limit', version: event.limit });
  return events;
}

function severityByWord(word: string | undefined): Severity {
  switch (word?.toUpperCase()) {
    case 'LOW':
      return 'LOW';
    case 'MODERATE':
    case 'MEDIUM':
      return 'MEDIUM';
    case 'HIGH':
    case 'IMPORTANT':
      return 'HIGH';
    case 'CRITICAL':
      return 'CRITICAL';
    default:
      return 'NONE';
  }
}

function httpsLinks(record: OsvRecord): readonly string[] {
  const links = new Set<string>();
  for (const { url } of record.references ?? []) {
    if (links.size >= MAX_REFERENCES) break;
    const link = httpsLink(url);
    if (link !== null) links.add(link);
  }
  return [...links];
}

function httpsLink(text: string): string | null {
  if (text.length > 2_048 || !text.startsWith('https://') || !URL.canParse(text)) return null;
  const { href, username, password } = new URL(text);
  return href.length > 2_048 || username !== '' || password !== '' ? null : href;
}

/** Drops what Postgres refuses in JSON (NUL, half surrogate pairs) and cuts between characters. */
function cut(text: string, length: number): string {
  const roughly = text.slice(0, length + 2).replace(/[\0\p{Cs}]/gu, '');
  return roughly.length <= length ? roughly : roughly.slice(0, length).replace(/\p{Cs}$/u, '');
}
