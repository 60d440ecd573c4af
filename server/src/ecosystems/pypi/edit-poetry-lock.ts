import { normalizeName } from '../../advisories/package-key.js';
import type { Artifact, VersionChange } from '../ecosystem.js';
import type { TextEdit } from './declared-range.js';
import {
  type BlockSection,
  type LockBlock,
  type OpenLock,
  sectionsOf,
  tomlText,
  writeSections,
} from './lock-blocks.js';
import { extraKey } from './lock-graph.js';
import { type LockedRequirement, lockedRequirements } from './locked-requirements.js';
import { plainMarker, readPythonRange, readSimpleMarker } from './marker-parts.js';
import { blockOf, type NewVersion, readNewVersion, versionsAfter } from './new-version.js';
import { poetryConstraint, poetryExtraRange, poetryMarker } from './poetry-constraint.js';
import { type ReadRequirement, readRequirement } from './requirement.js';
import { tableIn, textIn, textsIn, valueIn } from './table.js';
import { isJsonObject } from '../../formats/fields.js';

const HEAD = /^(name|version|description|category|optional|python-versions|groups|markers|develop) = /;

/**
 * The packages of a poetry.lock (lock versions 1.1 to 2.1) rewritten for other versions, as Poetry writes them. Why not,
 * as a sentence's end, where anything of the new entry is not certain.
 */
export function editPoetryLock(
  lock: OpenLock,
  changes: readonly VersionChange[],
): readonly TextEdit[] | string {
  const edits: TextEdit[] = [];
  const versions = versionsAfter(lock, changes);
  const lockVersion = textIn(tableIn(lock.value, 'metadata'), 'lock-version') ?? '';
  if (!/^(?:1\.1|2\.0|2\.1)$/.test(lockVersion))
    return `${lock.path} is of a version that Backline cannot edit`;
  for (const change of changes) {
    const block = blockOf(lock, change);
    if (typeof block === 'string') return block;
    if (block === null) continue;
    const next = readNewVersion(change);
    if (typeof next === 'string') return next;
    const source = textIn(tableIn(block.table, 'source'), 'type');
    if (source !== null && source !== 'legacy') return `${block.name} does not come from a registry`;
    const site: EntrySite = { lock, block, next, lockVersion };
    const old = tableIn(block.table, 'dependencies');
    if (next.isGuessed && Object.keys(old).length > 0)
      return `the registry does not say for certain what ${block.name} ${next.version} asks for`;
    const asked = lockedRequirements(block.name, next, {
      python: readPythonRange(textIn(tableIn(lock.value, 'metadata'), 'python-versions') ?? ''),
      versions,
      extras: activeExtras(old),
      edgeExtras: edgeExtras(old),
    });
    if (typeof asked === 'string') return asked;
    const entry = rewrite(site, asked);
    if ('reason' in entry) return `${block.name} ${next.version}: ${entry.reason}`;
    edits.push({ start: block.start, end: block.end, text: entry.text });
    const files = editFilesTable(site);
    if (files !== null && 'reason' in files) return files.reason;
    if (files !== null) edits.push(files);
  }
  return edits;
}

interface EntrySite {
  readonly lock: OpenLock;
  readonly block: LockBlock;
  readonly next: NewVersion;
  readonly lockVersion: string;
}

/** The extras that somebody asks for: their packages stand among the dependencies, as optional ones. */
function activeExtras(dependencies: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  const extras = new Set<string>();
  for (const value of Object.values(dependencies))
    for (const entry of Array.isArray(value) ? value : [value]) {
      const marker = isJsonObject(entry) ? (textIn(entry, 'markers') ?? '') : '';
      for (const [, extra = ''] of marker.matchAll(/extra == "([^"]+)"/g)) extras.add(extraKey(extra));
    }
  return extras;
}

/** What is asked for with extras already, as `name[extra]`. */
function edgeExtras(dependencies: Readonly<Record<string, unknown>>): ReadonlySet<string> {
  return new Set(
    Object.entries(dependencies).map(([name, value]) => {
      const extras = isJsonObject(value) ? textsIn(value, 'extras') : [];
      return `${normalizeName('PyPI', name)}[${extras.map(extraKey).toSorted().join()}]`;
    }),
  );
}

/** The new entry, or why it cannot be written exactly. */
type Entry = { readonly text: string } | { readonly reason: string };

function rewrite(site: EntrySite, asked: readonly LockedRequirement[]): Entry {
  const { lock, block } = site;
  const sections = sectionsOf(lock, block);
  const head = rewriteHead(site, sections[0]?.lines ?? []);
  const isKnown = sections
    .slice(1)
    .every(({ header }) => ['dependencies', 'extras', 'source'].includes(header));
  if (head === null || !isKnown) return { reason: 'its entry does not stand as Poetry writes it' };
  const edges = checkEdges(site, asked);
  if (edges !== null) return { reason: edges };
  if (new Set(asked.map(({ key }) => key)).size < asked.length)
    return { reason: 'it asks for one package in several ways' };
  const dependencies: string[] = [];
  for (const each of asked) {
    const line = dependencyLine(site, each);
    if (line === null) return { reason: `how Poetry writes ${each.requirement.name} is not certain` };
    dependencies.push(line);
  }
  const extras = extrasLines(site);
  if (extras === null) return { reason: 'how Poetry writes its extras is not certain' };
  const tables: BlockSection[] = [{ header: '', lines: head }];
  if (dependencies.length > 0) tables.push({ header: 'dependencies', lines: dependencies });
  if (extras.length > 0) tables.push({ header: 'extras', lines: extras });
  for (const section of sections) if (section.header === 'source') tables.push(section);
  return { text: writeSections(tables, lock.newline) };
}

function rewriteHead({ next }: EntrySite, lines: readonly string[]): readonly string[] | null {
  const description = tomlText(next.summary);
  const python = tomlText(next.requiresPython ?? '*');
  const written: string[] = [];
  let isInFiles = false;
  for (const line of lines) {
    if (isInFiles) {
      isInFiles = line !== ']';
      if (isInFiles && !/^ {4}\{file = "[^"]+", hash = "[^"]+"\},$/.test(line)) return null;
    } else if (line === 'files = [' || line === 'files = []') {
      isInFiles = line === 'files = [';
      written.push('files = [');
      for (const artifact of next.artifacts) written.push(fileLine(artifact));
      written.push(']');
    } else {
      const key = HEAD.exec(line)?.[1];
      if (key === undefined || line.endsWith('"""')) return null;
      if (key === 'version') written.push(`version = "${next.version}"`);
      else if (key === 'description') written.push(`description = ${description ?? ''}`);
      else if (key === 'python-versions') written.push(`python-versions = ${python ?? ''}`);
      else written.push(line);
    }
  }
  return description === null || python === null || isInFiles ? null : written;
}

function fileLine({ filename, hash }: Artifact): string {
  return `    {file = "${filename}", hash = "${hash}"},`;
}

/**
 * Poetry works out from who asks for a package in which groups it is, and whether it is optional: what is newly asked for
 * must be so already, and what is asked for no more must be asked for by another package of the same groups.
 */
function checkEdges({ lock, block }: EntrySite, asked: readonly LockedRequirement[]): string | null {
  const before = new Set(dependencyNames(block));
  const after = new Set(asked.map(({ key }) => key));
  for (const key of after) {
    const [child] = lock.byName.get(key) ?? [];
    if (child !== undefined && !before.has(key) && !covers(child, block))
      return `${child.name} is not locked for all that it would be asked for`;
  }
  for (const key of before) {
    const [child] = lock.byName.get(key) ?? [];
    if (child === undefined || after.has(key)) continue;
    const isHeld = lock.blocks.some(
      (other) => other !== block && dependencyNames(other).includes(key) && reachOf(other) === reachOf(child),
    );
    if (!isHeld) return `${child.name} may no longer be needed`;
  }
  return null;
}

function dependencyNames({ table }: LockBlock): readonly string[] {
  return Object.keys(tableIn(table, 'dependencies')).map((name) => normalizeName('PyPI', name));
}

function covers({ table: child }: LockBlock, { table: parent }: LockBlock): boolean {
  const groups = new Set(textsIn(child, 'groups'));
  const isGrouped = textsIn(parent, 'groups').every((group) => groups.has(group));
  const isMain =
    textIn(child, 'category') === 'main' || textIn(child, 'category') === textIn(parent, 'category');
  const isThere = valueIn(child, 'optional') === false || valueIn(parent, 'optional') === true;
  return isGrouped && isMain && isThere && valueIn(child, 'markers') === undefined;
}

/** In which groups a package is, and under which marker. */
function reachOf({ table }: LockBlock): string {
  return JSON.stringify(
    ['groups', 'category', 'optional', 'markers'].map((field) => valueIn(table, field) ?? null),
  );
}

function dependencyLine(
  { block }: EntrySite,
  { key, requirement, marker, extra }: LockedRequirement,
): string | null {
  const version = poetryConstraint(requirement.range);
  if (version === null) return null;
  const literal = plainMarker(requirement.marker, '"');
  const fields = [`version = "${version}"`];
  if (requirement.extras.length > 0)
    fields.push(
      `extras = [${requirement.extras
        .toSorted()
        .map((name) => `"${name}"`)
        .join(', ')}]`,
    );
  if (extra !== null) fields.push('optional = true');
  if (literal !== '') {
    const parts = marker === null ? null : poetryMarker(marker.parts);
    const rest = parts === '' || extra === null ? '' : ' and ';
    const named = /extra == "[^"]+"/.exec(literal)?.[0] ?? '';
    const isPlain = parts !== null && literal === `${parts}${rest}${extra === null ? '' : named}`;
    if (!isPlain && literal !== oldMarker(block, key)) return null;
    const text = tomlText(literal);
    if (text === null) return null;
    fields.push(`markers = ${text}`);
  }
  const name = tomlKey(requirement.name);
  return fields.length === 1 ? `${name} = "${version}"` : `${name} = {${fields.join(', ')}}`;
}

function oldMarker({ table }: LockBlock, key: string): string | null {
  for (const [name, value] of Object.entries(tableIn(table, 'dependencies')))
    if (normalizeName('PyPI', name) === key && isJsonObject(value)) return textIn(value, 'markers');
  return null;
}

/** The extras of the new version, those too that nobody asks for; null where it is not certain how one is written. */
function extrasLines({ block, next, lockVersion }: EntrySite): readonly string[] | null {
  const old = tableIn(block.table, 'extras');
  if (Object.values(old).some((items) => !Array.isArray(items) || items.length === 0)) return null;
  const spelling = new Map(Object.keys(old).map((extra) => [extraKey(extra), extra]));
  const items = new Map<string, string[]>();
  for (const requirement of next.requirements) {
    if (!/\bextra\b/.test(requirement.marker)) continue;
    const marker = readSimpleMarker(requirement.marker);
    const named = /\bextra\s*==\s*["']([^"']+)["']/.exec(requirement.marker)?.[1];
    if (marker === null || named === undefined || marker.extras.length !== 1) return null;
    const extra = spelling.get(extraKey(named)) ?? (lockVersion === '1.1' ? named : extraKey(named));
    const residual = marker.parts
      .map(({ variable, operator, value }) => `${variable} ${operator} "${value}"`)
      .join(' and ');
    const known = knownItem(textsIn(old, extra), requirement, lockVersion === '2.1' ? residual : null);
    const range = poetryExtraRange(requirement.range);
    const isPlain =
      lockVersion !== '2.1' || marker.parts.every(({ variable }) => !variable.startsWith('python_'));
    const suffix = lockVersion !== '2.1' || residual === '' ? '' : ` ; ${residual}`;
    const extras = requirement.extras.length === 0 ? '' : `[${requirement.extras.toSorted().join(',')}]`;
    const made =
      range === null || !isPlain || poetryMarker(marker.parts) === null
        ? null
        : `${requirement.name}${extras}${range}${suffix}`;
    const item = known ?? made;
    if (item === null || tomlText(item) === null) return null;
    items.set(extra, [...(items.get(extra) ?? []), item]);
  }
  return Array.from(items, ([extra, list]) => [extra, list.toSorted()] as const)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([extra, list]) => `${tomlKey(extra)} = [${list.map((item) => tomlText(item) ?? '').join(', ')}]`);
}

/** The very same item as the old version has it. A residual marker of null: the format leaves markers out. */
function knownItem(
  items: readonly string[],
  requirement: ReadRequirement,
  residual: string | null,
): string | null {
  for (const item of items) {
    const read = readRequirement(item);
    if (read === null || read.name !== requirement.name) continue;
    const isSame =
      partsOf(read.range) === partsOf(requirement.range) &&
      read.extras.toSorted().join() === requirement.extras.toSorted().join() &&
      plainMarker(read.marker, '"') === (residual ?? '');
    if (isSame) return item;
  }
  return null;
}

function partsOf(range: string): string {
  return range.replace(/\s+/g, '').split(',').toSorted().join();
}

/** Lock version 1.1 keeps the files of all packages in a table of their own. Null where there is none to edit. */
function editFilesTable({
  lock,
  block,
  next,
  lockVersion,
}: EntrySite): TextEdit | { readonly reason: string } | null {
  if (lockVersion !== '1.1') return null;
  const table = lock.text.indexOf(`${lock.newline}[metadata.files]${lock.newline}`);
  for (const name of [block.name, normalizeName('PyPI', block.name)]) {
    const opening = `${lock.newline}${tomlKey(name)} = [`;
    const start = table === -1 ? -1 : lock.text.indexOf(opening, table);
    const end = start === -1 ? -1 : lock.text.indexOf(']', start);
    if (end === -1 || lock.text.indexOf(opening, start + 1) !== -1) continue;
    const lines = next.artifacts.map((artifact) => `${fileLine(artifact)}${lock.newline}`);
    return {
      start,
      end: end + 1,
      text: `${opening}${lock.newline}${lines.join('')}]`,
    };
  }
  return { reason: `${lock.path} does not hold the files of ${block.name} as Poetry writes them` };
}

function tomlKey(name: string): string {
  return /^[A-Za-z0-9_-]+$/.test(name) ? name : `"${name}"`;
}
