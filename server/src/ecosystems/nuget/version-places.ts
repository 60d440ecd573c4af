import type { XmlElement } from '../../formats/xml-text.js';
import type { ProjectFiles, PropertyDefinition } from './project-files.js';
import { packagesOfItem, writtenVersion } from './references.js';

const MAX_DEPTH = 20;
const EXPRESSION = /\$\(\s*([A-Za-z_][\w.-]{0,200})\s*\)/g;
/** Properties that give what the project itself is published or built as. */
const OWN_VERSION: ReadonlySet<string> = new Set([
  'assemblyversion',
  'fileversion',
  'informationalversion',
  'packageversion',
  'version',
  'versionprefix',
]);

/** A place that holds a version, or the part of it that a property gives, and what it is to hold. */
export interface VersionPlace {
  readonly path: string;
  readonly element: XmlElement;
  /** The attribute or child that holds it; null where it is the element's own text. */
  readonly metadata: string | null;
  readonly text: string;
}

/** All places from which a package has a version, and what else moves with them. */
export interface FoundPlaces {
  readonly places: readonly VersionPlace[];
  /** The packages that take their version from the same places, as written. */
  readonly others: readonly string[];
  readonly isOwnVersion: boolean;
  /** Whether some place already gives the version that is wanted. */
  readonly isThere: boolean;
  /** Why some version that is meant cannot be changed, as the end of a sentence. */
  readonly unfit: string | null;
}

/** The items of a project's files that say a version, by the packages that they name (in lower case). */
export interface VersionedItems {
  readonly files: ProjectFiles;
  readonly byName: ReadonlyMap<string, readonly VersionedItem[]>;
  /** Those whose version holds a property. */
  readonly withProperties: readonly VersionedItem[];
}

interface VersionedItem {
  readonly place: Omit<VersionPlace, 'text'>;
  readonly text: string;
  readonly names: readonly string[];
}

/** Looks through a project's items once. */
export function findVersionedItems(files: ProjectFiles): VersionedItems {
  const byName = new Map<string, VersionedItem[]>();
  const withProperties: VersionedItem[] = [];
  for (const item of files.items) {
    const written = writtenVersion(item.element);
    if (written === null) continue;
    const place = { path: item.path, element: item.element, metadata: written.name };
    const versioned = { place, text: written.text, names: packagesOfItem(item, files.properties) };
    if (written.text.includes('$(')) withProperties.push(versioned);
    for (const name of new Set(versioned.names.map((one) => one.toLowerCase()))) {
      const known = byName.get(name);
      if (known === undefined) byName.set(name, [versioned]);
      else known.push(versioned);
    }
  }
  return { files, byName, withProperties };
}

/** Finds every item and property of a project's files that makes a package's version `from`, under whatever condition. */
export function findPlaces(
  { files, byName, withProperties }: VersionedItems,
  name: string,
  { from, range }: { readonly from: string; readonly range: string },
): FoundPlaces {
  const search = new PlaceSearch(files.definitions);
  const others = new Map<string, string>();
  let isThere = false;
  const wanted = name.toLowerCase();
  for (const { place, text, names } of byName.get(wanted) ?? []) {
    const versions = files.properties.expand(text);
    const before = search.places.length;
    search.follow(text, place, { from, range, depth: 0 });
    const isFound = search.places.length > before;
    isThere ||= versions.includes(range);
    if (isFound || versions.includes(range)) for (const one of names) others.set(one.toLowerCase(), one);
    if (!isFound && text.includes('$(') && !search.isKnown(text) && versions.includes(from))
      search.unfit ??= `its version ${JSON.stringify(text)} is put together from several parts`;
  }
  const through = propertiesThrough(files.definitions, search.properties);
  for (const { text, names } of through.size === 0 ? [] : withProperties)
    if (expressionsIn(text).some((one) => through.has(one)))
      for (const one of names) others.set(one.toLowerCase(), one);
  others.delete(wanted);
  const { places, unfit } = search;
  const isOwnVersion = [...through].some((one) => OWN_VERSION.has(one));
  return { places, others: [...others.values()].sort(), isOwnVersion, isThere, unfit };
}

interface Wanted {
  readonly from: string;
  readonly range: string;
  readonly depth: number;
}

class PlaceSearch {
  readonly places: VersionPlace[] = [];
  /** The properties whose text changes, or that lead to it. */
  readonly properties = new Set<string>();
  unfit: string | null = null;
  readonly #byName = new Map<string, PropertyDefinition[]>();
  readonly #seen = new Set<string>();

  constructor(definitions: readonly PropertyDefinition[]) {
    for (const definition of definitions) {
      const known = this.#byName.get(definition.name);
      if (known === undefined) this.#byName.set(definition.name, [definition]);
      else known.push(definition);
    }
  }

  /** Whether a text's one property was followed before, by another item. */
  isKnown(text: string): boolean {
    return expressionsIn(text).some((name) => this.properties.has(name));
  }

  /** Follows a text to what is literally written; true where that makes it `from`. */
  follow(text: string, place: Omit<VersionPlace, 'text'>, { from, range, depth }: Wanted): boolean {
    const found = [...text.matchAll(EXPRESSION)];
    const [first] = found;
    if (!text.includes('$(')) {
      if (text.trim() !== from) return false;
      this.places.push({ ...place, text: range });
      return true;
    }
    if (first === undefined || found.length > 1 || depth >= MAX_DEPTH) return false;
    const before = text.slice(0, first.index).trimStart();
    const after = text.slice(first.index + first[0].length).trimEnd();
    const isLong = (whole: string): boolean => whole.length > before.length + after.length;
    const fits = (whole: string): boolean =>
      isLong(whole) && whole.startsWith(before) && whole.endsWith(after);
    if (!fits(from) || after.includes('$(')) return false;
    const inner = (whole: string): string => whole.slice(before.length, whole.length - after.length);
    const name = (first[1] ?? '').toLowerCase();
    let isFound = false;
    for (const definition of this.#byName.get(name) ?? []) {
      const key = `${definition.path}\n${definition.element.start}\n${inner(from)}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      const { path, element } = definition;
      const wanted = { from: inner(from), range: fits(range) ? inner(range) : '', depth: depth + 1 };
      if (this.follow(element.text, { path, element, metadata: null }, wanted)) isFound = true;
    }
    if (isFound) this.properties.add(name);
    if (isFound && !fits(range))
      this.unfit ??= `its version is written as ${JSON.stringify(text)}, which ${range} does not fit`;
    return isFound;
  }
}

/** These properties, and those whose value refers to them, through any number of others. */
function propertiesThrough(
  definitions: readonly PropertyDefinition[],
  names: ReadonlySet<string>,
): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  for (const { name, element } of definitions)
    for (const used of expressionsIn(element.text)) {
      const known = users.get(used);
      if (known === undefined) users.set(used, [name]);
      else known.push(name);
    }
  const found = new Set(names);
  for (const each of found) for (const user of users.get(each) ?? []) found.add(user);
  return found;
}

function expressionsIn(text: string): readonly string[] {
  if (!text.includes('$(')) return [];
  return Array.from(text.matchAll(EXPRESSION), ([, name = '']) => name.toLowerCase());
}
