import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { normalizeName } from '../../advisories/package-key.js';
import type { Artifact, VersionChange } from '../ecosystem.js';
import type { TextEdit } from './declared-range.js';
import {
  type BlockSection,
  type LockBlock,
  type OpenLock,
  sectionsOf,
  writeSections,
} from './lock-blocks.js';
import { extraKey } from './lock-graph.js';
import { type LockedRequirement, lockedRequirements } from './locked-requirements.js';
import { plainMarker, type PythonRange, readPythonRange, verdictOf } from './marker-parts.js';
import { blockOf, type NewVersion, readNewVersion, versionsAfter } from './new-version.js';
import { tableIn, tablesIn, textIn, textsIn, valueIn } from './table.js';
import { familyOf, isWheelForPython } from './wheel-tags.js';

const FILE =
  /\{ url = "(https?:\/\/[^"]+)", hash = "sha256:[0-9a-f]{64}"(, size = \d+)?(, upload-time = "[^"]+")? \}/;
const SOURCE = /^source = \{ registry = "[^"]+" \}$/;
/** Variables of markers that uv leaves as they are where they are compared with `==` or `!=`. */
const PLAIN_VARIABLES = [
  'sys_platform',
  'platform_machine',
  'implementation_name',
  'platform_python_implementation',
];

/**
 * The packages of a uv.lock rewritten for other versions, as uv writes them. Why not, as a sentence's end, where anything of
 * the new entry is not certain.
 */
export function editUvLock(lock: OpenLock, changes: readonly VersionChange[]): readonly TextEdit[] | string {
  if (valueIn(lock.value, 'version') !== 1) return `${lock.path} is of a version that Backline cannot edit`;
  if (Object.keys(tableIn(lock.value, 'options')).some((option) => option.startsWith('exclude-newer')))
    return `${lock.path} leaves out what is newer than a date`;
  const edits: TextEdit[] = [];
  const python = readPythonRange((textIn(lock.value, 'requires-python') ?? '').replaceAll(' ', ''));
  const versions = versionsAfter(lock, changes);
  for (const change of changes) {
    const block = blockOf(lock, change);
    if (typeof block === 'string') return block;
    if (block === null) continue;
    const next = readNewVersion(change);
    if (typeof next === 'string') return next;
    const old = dependenciesOf(block.table);
    if (next.isGuessed && old.length > 0)
      return `the registry does not say for certain what ${block.name} ${next.version} asks for`;
    const extras = new Set(Object.keys(tableIn(block.table, 'optional-dependencies')).map(extraKey));
    const edgeExtras = new Set(
      old.map(({ key, table }) => `${key}[${textsIn(table, 'extra').map(extraKey).toSorted().join()}]`),
    );
    const asked = lockedRequirements(block.name, next, { python, versions, extras, edgeExtras });
    if (typeof asked === 'string') return asked;
    const entry = rewrite({ lock, block, next, python }, asked);
    if ('reason' in entry) return `${block.name} ${next.version}: ${entry.reason}`;
    edits.push({ start: block.start, end: block.end, text: entry.text });
  }
  return edits;
}

interface EntrySite {
  readonly lock: OpenLock;
  readonly block: LockBlock;
  readonly next: NewVersion;
  readonly python: PythonRange;
}

type Entry = { readonly text: string } | { readonly reason: string };

function rewrite(site: EntrySite, asked: readonly LockedRequirement[]): Entry {
  const { lock, block, next } = site;
  const sections = sectionsOf(lock, block);
  const [head, ...rest] = sections;
  const isKnown = rest.every(({ header }) => header === 'optional-dependencies');
  const source = head?.lines.find((line) => SOURCE.test(line));
  if (!isKnown || source === undefined || !isPlainHead(head?.lines ?? []))
    return { reason: 'its entry does not stand as uv writes one of a registry' };
  const edges = checkEdges(site, asked);
  if (edges !== null) return { reason: edges };
  const lists = new Map<string | null, string[]>([[null, []]]);
  for (const section of rest)
    for (const line of section.lines) {
      const extra = /^([A-Za-z0-9_-]+) = \[$/.exec(line)?.[1];
      if (extra !== undefined) lists.set(extraKey(extra), []);
    }
  for (const each of asked) {
    const line = dependencyLine(site, each);
    if (line === null) return { reason: `how uv writes ${each.requirement.name} is not certain` };
    lists.get(each.extra)?.push(line);
  }
  if ([...lists].some(([extra, lines]) => extra !== null && lines.length === 0))
    return { reason: 'it has no such extra as somebody asks for' };
  const files = filesOf(site);
  if ('reason' in files) return files;
  const always = lists.get(null) ?? [];
  const lines = [`name = "${block.name}"`, `version = "${next.version}"`, source];
  if (always.length > 0) for (const line of ['dependencies = [', ...always, ']']) lines.push(line);
  for (const line of files.lines) lines.push(line);
  const tables: BlockSection[] = [{ header: '', lines }];
  const optional = [...lists].flatMap(([extra, found]) =>
    extra === null ? [] : [`${extra} = [`, ...found, ']'],
  );
  if (optional.length > 0) tables.push({ header: 'optional-dependencies', lines: optional });
  return { text: writeSections(tables, lock.newline) };
}

/** Nothing but what every entry has: several versions by markers, for one, are told by more. */
function isPlainHead(lines: readonly string[]): boolean {
  return lines.every(
    (line) =>
      /^(?:name|version) = "[^"]+"$/.test(line) ||
      SOURCE.test(line) ||
      /^(?:dependencies|wheels) = \[$/.test(line) ||
      /^(?: {4}\{ .+ \},|\]|sdist = \{ .+ \})$/.test(line),
  );
}

interface Dependency {
  readonly key: string;
  readonly table: JsonObject;
}

/** What a package asks for, by itself and with extras and groups. */
function dependenciesOf(table: JsonObject): readonly Dependency[] {
  const lists = [table, tableIn(table, 'optional-dependencies'), tableIn(table, 'dev-dependencies')];
  const fields = lists.map((list, at) => (at === 0 ? ['dependencies'] : Object.keys(list)));
  return lists.flatMap((list, at) =>
    (fields[at] ?? []).flatMap((field) =>
      tablesIn(list, field).map((entry) => ({
        key: normalizeName('PyPI', textIn(entry, 'name') ?? ''),
        table: entry,
      })),
    ),
  );
}

/** What is asked for no more must be asked for by others; what is newly asked for must be so already everywhere. */
function checkEdges({ lock, block }: EntrySite, asked: readonly LockedRequirement[]): string | null {
  const before = new Set(dependenciesOf(block.table).map(({ key }) => key));
  const after = new Set(asked.map(({ key }) => key));
  const changed = [...before, ...after].filter((key) => before.has(key) !== after.has(key));
  if (changed.length === 0) return null;
  const others = lock.blocks.filter((other) => other !== block).flatMap(({ table }) => dependenciesOf(table));
  for (const key of changed) {
    const askers = others.filter((other) => other.key === key);
    if (!askers.some(({ table }) => valueIn(table, 'marker') === undefined))
      return before.has(key)
        ? `${key} may no longer be needed`
        : `${key} is locked for some environments only`;
  }
  return null;
}

function dependencyLine(
  site: EntrySite,
  { key, requirement, marker, extra }: LockedRequirement,
): string | null {
  const table = extra === null ? site.block.table : tableIn(site.block.table, 'optional-dependencies');
  const list =
    extra === null ? 'dependencies' : (Object.keys(table).find((name) => extraKey(name) === extra) ?? '');
  const old = tablesIn(table, list).find(
    (entry) => normalizeName('PyPI', textIn(entry, 'name') ?? '') === key,
  );
  if (old !== undefined && (valueIn(old, 'version') !== undefined || valueIn(old, 'source') !== undefined))
    return null;
  const oldMarker = old === undefined ? null : (textIn(old, 'marker') ?? '');
  const written = marker === null ? null : uvMarker(marker.parts, site.python);
  const text = written ?? orderedMarker(requirement.marker);
  const isCertain =
    oldMarker === null ? written !== null : oldMarker === text || (written !== null && oldMarker === '');
  if (text === null || !isCertain) return null;
  const fields = [`name = "${key}"`];
  if (requirement.extras.length > 0)
    fields.push(
      `extra = [${requirement.extras
        .map(extraKey)
        .toSorted()
        .map((name) => `"${name}"`)
        .join(', ')}]`,
    );
  if (text !== '') fields.push(`marker = "${text}"`);
  return `    { ${fields.join(', ')} },`;
}

/** A marker of one comparison as uv writes it, without what holds for all versions of Python; null for any other. */
function uvMarker(
  parts: NonNullable<LockedRequirement['marker']>['parts'],
  python: PythonRange,
): string | null {
  const [part, other] = parts.filter((each) => verdictOf(each, python) !== 'ALWAYS');
  if (part === undefined) return '';
  if (other !== undefined) return null;
  const { variable, operator, value } = part;
  const isPython = variable === 'python_version' || variable === 'python_full_version';
  if (isPython)
    return (operator === '<' || operator === '>=') && /^3\.\d+$/.test(value)
      ? `python_full_version ${operator} '${value}'`
      : null;
  const isPlain = PLAIN_VARIABLES.includes(variable) && (operator === '==' || operator === '!=');
  if (isPlain) return `${variable} ${operator} '${value}'`;
  return variable === 'platform_system' && operator === '==' && value === 'Windows'
    ? "sys_platform == 'win32'"
    : null;
}

/** A marker of comparisons that are all joined by `and`, or all by `or`, in the order in which uv writes them. */
function orderedMarker(marker: string): string | null {
  const plain = plainMarker(marker, "'");
  if (/[()]/.test(plain) || (/ and /.test(plain) && / or /.test(plain))) return null;
  const joint = plain.includes(' or ') ? ' or ' : ' and ';
  const parts = plain.split(joint).filter((part) => !/^extra ==/.test(part));
  return parts
    .map((part) => part.replace(/\s*(==|!=)\s*/, ' $1 '))
    .toSorted()
    .join(joint);
}

function filesOf({
  lock,
  block,
  next,
  python,
}: EntrySite): { readonly lines: readonly string[] } | { readonly reason: string } {
  const old = [valueIn(block.table, 'sdist'), ...tablesIn(block.table, 'wheels')].filter(isJsonObject);
  const urls = old.map((file) => textIn(file, 'url') ?? '');
  const places = lock.text.slice(block.start, block.end).match(new RegExp(FILE, 'g')) ?? [];
  if (old.length === 0 || places.length !== old.length)
    return { reason: 'its files do not stand as uv writes them' };
  const origins = new Set(urls.map(originOf));
  const hasSize = places.every((place) => FILE.exec(place)?.[2] !== undefined);
  const hasTime = places.every((place) => FILE.exec(place)?.[3] !== undefined);
  const isTimed = places.some((place) => FILE.exec(place)?.[3] !== undefined);
  if (hasTime !== isTimed) return { reason: 'only some of its files have a date' };
  const sources = next.artifacts.filter(({ filename }) => !filename.endsWith('.whl'));
  const wheels: Artifact[] = [];
  for (const artifact of next.artifacts) {
    if (!artifact.filename.endsWith('.whl')) continue;
    const verdict = isWheelForPython(artifact.filename, python);
    if (verdict === null) return { reason: `whether uv lists ${artifact.filename} is not certain` };
    if (verdict) wheels.push(artifact);
  }
  const families = (names: readonly string[]): string =>
    [...new Set(names.map((name) => familyOf(name) ?? 'unknown'))].toSorted().join();
  const names = tablesIn(block.table, 'wheels').map(
    (wheel) => (textIn(wheel, 'url') ?? '').split('/').at(-1) ?? '',
  );
  const isOrdered = names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name);
  const after = families(wheels.map(({ filename }) => filename));
  if (sources.length > 1 || !isOrdered || families(names) !== after || after.includes('unknown'))
    return { reason: 'which of its files uv lists is not certain' };
  const write = (artifact: Artifact): string | null => {
    const { url, hash, size, uploadedAt } = artifact;
    if (
      url === null ||
      !origins.has(originOf(url)) ||
      (hasSize && size === null) ||
      (hasTime && uploadedAt === null)
    )
      return null;
    const bytes = hasSize ? `, size = ${size ?? ''}` : '';
    return `{ url = "${url}", hash = "${hash}"${bytes}${hasTime ? `, upload-time = "${uvTime(uploadedAt ?? '')}"` : ''} }`;
  };
  const written = [...sources, ...wheels].map(write);
  if (written.includes(null))
    return { reason: 'the registry does not serve its files where the lock has them from' };
  const lines = sources.length === 0 ? [] : [`sdist = ${written[0] ?? ''}`];
  const list = written.slice(sources.length).map((file) => `    ${file ?? ''},`);
  return { lines: list.length === 0 ? lines : [...lines, 'wheels = [', ...list, ']'] };
}

function originOf(url: string): string {
  return /^https?:\/\/[^/]+/.exec(url)?.[0] ?? '';
}

/** `2024-05-29T15:37:49.020Z` without the zeros that say nothing. */
function uvTime(iso: string): string {
  return iso.replace(/\.?0*Z$/, 'Z');
}
