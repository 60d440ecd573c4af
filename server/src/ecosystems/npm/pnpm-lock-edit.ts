import type { VersionChange } from '../ecosystem.js';
import { isBlockMap } from '../../formats/block-yaml.js';
import type { BlockMap, BlockValue } from '../../formats/yaml-scalars.js';
import type { EditedDeclaration } from './edit-manifests.js';
import type { CatalogChange } from './edit-pnpm-catalogs.js';
import { joinFolders } from './pnpm-importers.js';
import { pnpmKeyOf, readPnpmKey, withoutPeers } from './pnpm-keys.js';
import { movePnpmCopies, type PnpmMoves, renameReference } from './pnpm-moves.js';
import { mergeEntry } from './pnpm-entry.js';
import type { PnpmCopies } from './pnpm-peers.js';
import {
  closePnpmText,
  placeEntries,
  type PnpmEntry,
  type PnpmSection,
  type PnpmText,
  writePnpmEntry,
} from './pnpm-text.js';
import { writeBlockMap } from './pnpm-yaml.js';
import { satisfies } from './versions.js';

const NOTHING: BlockMap = new Map();
const SECTIONS = ['dependencies', 'optionalDependencies', 'devDependencies'];
/** What pnpm writes behind its rules. */
const AFTER_OVERRIDES: ReadonlySet<string> = new Set([
  'packageExtensionsChecksum',
  'pnpmfileChecksum',
  'ignoredOptionalDependencies',
  'patchedDependencies',
  'importers',
  'specifiers',
  'dependencies',
  'optionalDependencies',
  'devDependencies',
  'packages',
]);

/** One rule as the lock repeats it. */
export interface PnpmRule {
  readonly selector: string;
  readonly name: string;
  readonly isEverywhere: boolean;
  readonly to: string;
}

/** A pnpm-lock.yaml of one document while it changes. */
export class PnpmLock {
  readonly #text: PnpmText;
  readonly #copies: PnpmCopies;
  #moves: PnpmMoves = { keys: new Map(), snapshots: new Map(), packages: new Map() };
  /** The declarations of each own package, by its key in `importers` (`.` where there is no such section). */
  readonly #importers: Map<string, BlockMap>;
  readonly #rules: PnpmRule[] = [];
  #catalogs: BlockMap;

  constructor(text: PnpmText) {
    this.#text = text;
    const { form, content } = text.document;
    const packages = mapsOf(content.get('packages'));
    const snapshots = form === 9 ? mapsOf(content.get('snapshots')) : packages;
    this.#copies = { form, packages, snapshots };
    const catalogs = content.get('catalogs');
    this.#catalogs = isBlockMap(catalogs) ? catalogs : NOTHING;
    const importers = content.get('importers');
    this.#importers = new Map(isBlockMap(importers) ? mapsOf(importers) : [['.', content]]);
  }

  move(changes: readonly VersionChange[]): string | null {
    const result = movePnpmCopies(this.#copies, changes);
    if (result.kind === 'refused') return result.reason;
    this.#moves = result.moves;
    return null;
  }

  /** The key of what had this one. */
  keyNow(key: string): string {
    return this.#moves.keys.get(key) ?? key;
  }

  /** Whether a key stands for several copies of before. */
  hasMerged(key: string): boolean {
    return this.#copies.snapshots.has(key) && [...this.#moves.keys.values()].includes(key);
  }

  /** What the lock's flags say of a copy that is reached in these ways; form 9 tells only what may be absent. */
  flagsOf(ways: number): string {
    const isOptional = (ways & 3) === 0;
    return this.#copies.form === 9 ? String(isOptional) : `${isOptional} ${ways & 2} ${ways & 5}`;
  }

  /** Takes new ranges of the project's manifests into the lock's copy of them. */
  declare(declarations: readonly (EditedDeclaration & { readonly folder: string | null })[]): string | null {
    for (const { folder, name, before, after } of declarations) {
      const path = [...this.#importers.keys()].find(
        (key) => folder !== null && joinFolders('', key) === folder,
      );
      const importer = path === undefined ? undefined : this.#importers.get(path);
      if (path === undefined || importer === undefined) return `the lock does not know who declares ${name}`;
      const declared = declare(importer, { name, before, after });
      if (declared === null)
        return 'the lock does not repeat the declaration, so the two would no longer agree';
      const key = pnpmKeyOf(name, declared.reference, this.#copies.form);
      const version = readPnpmKey(this.keyNow(key), this.#copies.form).version;
      if (!declared.reference.startsWith('link:') && !satisfies(version, after))
        return `the lock has no version of ${name} that fits ${after}`;
      this.#importers.set(path, declared.importer);
    }
    return null;
  }

  /** Takes new ranges of catalogs into the lock's copy of those. */
  catalog(changes: readonly CatalogChange[]): string | null {
    for (const { catalog, name, before, after } of changes) {
      const names = mapsOf(this.#catalogs).get(catalog);
      const value = mapsOf(names).get(name);
      const reference = value?.get('version');
      if (names === undefined || value?.get('specifier') !== before || typeof reference !== 'string')
        return 'the lock does not repeat the catalog, so the two would no longer agree';
      const key = pnpmKeyOf(name, reference, this.#copies.form);
      const { version } = readPnpmKey(this.keyNow(key), this.#copies.form);
      if (!satisfies(version, after)) return `the lock has no version of ${name} that fits ${after}`;
      const declared = new Map([...names, [name, new Map([...value, ['specifier', after]])]]);
      this.#catalogs = new Map([...this.#catalogs, [catalog, declared]]);
    }
    return null;
  }

  /** The lock repeats the rules; a package of the project that asks for a forced one is held to ask for that version. */
  force(rules: readonly PnpmRule[]): string | null {
    for (const rule of rules) {
      this.#rules.push(rule);
      const locked = Array.from(this.#copies.snapshots.keys(), (key) =>
        readPnpmKey(this.keyNow(key), this.#copies.form),
      );
      if (!locked.some(({ name, version }) => name === rule.name && version === rule.to))
        return `the lock has no ${rule.name}@${rule.to}`;
      if (!rule.isEverywhere) continue;
      for (const [path, importer] of this.#importers) {
        const declared = declare(importer, { name: rule.name, before: null, after: rule.to });
        if (declared !== null) this.#importers.set(path, declared.importer);
      }
    }
    return null;
  }

  /** The new text, without these copies; null where something in it cannot be written as pnpm does. */
  write(gone: ReadonlySet<string> = new Set()): string | null {
    const { form } = this.#copies;
    const snapshots = this.#newSnapshots();
    for (const key of gone) snapshots.delete(key);
    const ids = new Set(Array.from(snapshots.keys(), (key) => (form === 9 ? withoutPeers(key) : key)));
    const wasThere = new Set(
      Array.from(this.#copies.snapshots.keys(), (key) => (form === 9 ? withoutPeers(key) : key)),
    );
    const packages = new Map<string, BlockMap>();
    for (const [key, entry] of this.#copies.packages)
      if (form !== 9 || ids.has(key) || !wasThere.has(key)) packages.set(key, entry);
    for (const [key, entry] of form === 9 ? this.#moves.packages : [])
      if (ids.has(key) && !packages.has(key)) packages.set(key, entry);
    const sections: PnpmSection[] = [];
    for (const section of this.#text.sections) {
      const { key, entries } = section;
      const list =
        key === 'packages' ? (form === 9 ? packages : snapshots) : key === 'snapshots' ? snapshots : null;
      const written = entries === null ? this.#writePlain(section) : this.#writeList(section, list);
      if (written === null) return null;
      sections.push(written);
    }
    const ruled = this.#withRules(sections);
    return ruled === null ? null : closePnpmText(this.#text, ruled);
  }

  /** All copies by their new keys, with references to new keys. */
  #newSnapshots(): Map<string, BlockMap> {
    const { form, snapshots } = this.#copies;
    const all = new Map<string, BlockMap>();
    for (const [key, old] of snapshots) {
      const to = this.keyNow(key);
      if (to !== key && snapshots.has(to) && !this.#moves.keys.has(to)) continue;
      const moved = this.#moves.snapshots.get(key);
      const renamed = this.#renameIn(moved ?? old);
      const described = form === 9 || moved === undefined ? null : this.#moves.packages.get(key);
      all.set(to, described === null || described === undefined ? renamed : mergeEntry(renamed, described));
    }
    return all;
  }

  /** The same map where nothing in it changes. */
  #renameIn(entry: BlockMap): BlockMap {
    let changed: Map<string, BlockValue> | null = null;
    for (const section of SECTIONS) {
      const names = entry.get(section);
      if (!isBlockMap(names)) continue;
      const renamed = new Map(
        Array.from(names, ([name, value]) => [name, this.#renameValue(name, value)] as const),
      );
      if ([...names].every(([name, value]) => renamed.get(name) === value)) continue;
      changed ??= new Map(entry);
      changed.set(section, renamed);
    }
    return changed ?? entry;
  }

  #renameValue(name: string, value: BlockValue): BlockValue {
    if (typeof value === 'string') return renameReference(this.#copies, this.#moves.keys, [name, value]);
    const reference = isBlockMap(value) ? value.get('version') : undefined;
    if (!isBlockMap(value) || typeof reference !== 'string') return value;
    const renamed = renameReference(this.#copies, this.#moves.keys, [name, reference]);
    return renamed === reference ? value : new Map([...value, ['version', renamed]]);
  }

  #writeList(section: PnpmSection, list: ReadonlyMap<string, BlockMap> | null): PnpmSection | null {
    const entries = section.entries ?? [];
    const old = new Map(entries.map((entry) => [entry.key, entry]));
    const wanted =
      list ?? new Map(Array.from(this.#importers, ([key, entry]) => [key, this.#renameIn(entry)] as const));
    const added: PnpmEntry[] = [];
    for (const [key, value] of wanted) {
      const before = old.get(key);
      if (before?.value === value) continue;
      if (before !== undefined && !isLaidOut(before)) return null;
      const written = writePnpmEntry(key, value);
      if (written === null) return null;
      added.push(written);
    }
    const gone = new Set([...old.keys()].filter((key) => !wanted.has(key)));
    return { ...section, entries: placeEntries(entries, { gone, added }) };
  }

  /** A key at the margin; of a lock without `importers` it can be a part of the project's declarations. */
  #writePlain(section: PnpmSection): PnpmSection | null {
    const { key } = section;
    const old = this.#text.document.content.get(key);
    const root = this.#text.document.content.has('importers') ? undefined : this.#importers.get('.');
    const value = root === undefined ? this.#withCatalogs(key, old) : this.#renameIn(root).get(key);
    if (value === old || !isBlockMap(value) || !isBlockMap(old)) return section;
    const [before, after] = [writeBlockMap(old, '  '), writeBlockMap(value, '  ')];
    const isAsWritten = before !== null && before.join('\n') === section.lines.slice(1).join('\n');
    return after === null || !isAsWritten ? null : { ...section, lines: [`${key}:`, ...after] };
  }

  /** A catalog states the version that its range came to. */
  #withCatalogs(key: string, old: BlockValue | undefined): BlockValue | undefined {
    if (key !== 'catalogs') return old;
    let isChanged = this.#catalogs !== old;
    const catalogs = Array.from(this.#catalogs, ([catalog, names]): [string, BlockValue] => {
      if (!isBlockMap(names)) return [catalog, names];
      const renamed = Array.from(names, ([name, value]) => [name, this.#renameValue(name, value)] as const);
      isChanged ||= renamed.some(([name, value]) => names.get(name) !== value);
      return [catalog, new Map(renamed)];
    });
    return isChanged ? new Map(catalogs) : old;
  }

  #withRules(sections: readonly PnpmSection[]): readonly PnpmSection[] | null {
    if (this.#rules.length === 0) return sections;
    const old = this.#text.document.content.get('overrides');
    const rules = new Map(isBlockMap(old) ? old : NOTHING);
    for (const { selector, to } of this.#rules) rules.set(selector, to);
    const body = writeBlockMap(rules, '  ');
    if (body === null || rules.size > 10_000) return null;
    const section: PnpmSection = { key: 'overrides', lines: ['overrides:', ...body], entries: null };
    const others = sections.filter(({ key }) => key !== 'overrides');
    const known = sections.findIndex(({ key }) => key === 'overrides');
    const at = known === -1 ? others.findIndex(({ key }) => AFTER_OVERRIDES.has(key)) : known;
    return others.toSpliced(at === -1 ? others.length : at, 0, section);
  }
}

/** Writes a range into an own package's declarations; null where it is not declared so (`before` null: however). */
function declare(
  importer: BlockMap,
  { name, before, after }: { readonly name: string; readonly before: string | null; readonly after: string },
): { readonly importer: BlockMap; readonly reference: string } | null {
  const section = SECTIONS.find((each) => {
    const names = importer.get(each);
    return isBlockMap(names) && names.has(name);
  });
  const names = section === undefined ? undefined : importer.get(section);
  if (section === undefined || !isBlockMap(names)) return null;
  const value = names.get(name);
  if (isBlockMap(value)) {
    const reference = value.get('version');
    const isMeant = before === null || value.get('specifier') === before;
    if (!isMeant || typeof reference !== 'string') return null;
    const declared = new Map([...value, ['specifier', after]]);
    return { importer: new Map([...importer, [section, new Map([...names, [name, declared]])]]), reference };
  }
  const specifiers = importer.get('specifiers');
  if (typeof value !== 'string' || !isBlockMap(specifiers)) return null;
  if (!specifiers.has(name) || (before !== null && specifiers.get(name) !== before)) return null;
  const declared = new Map([...specifiers, [name, after]]);
  return { importer: new Map([...importer, ['specifiers', declared]]), reference: value };
}

/** Whether an entry stands as it would be written, so that nothing of it is lost. */
function isLaidOut(entry: PnpmEntry): boolean {
  return writePnpmEntry(entry.key, entry.value)?.lines.join('\n') === entry.lines.join('\n');
}

function mapsOf(value: BlockValue | undefined): ReadonlyMap<string, BlockMap> {
  if (!isBlockMap(value)) return new Map();
  return new Map([...value].flatMap(([key, entry]) => (isBlockMap(entry) ? [[key, entry] as const] : [])));
}
