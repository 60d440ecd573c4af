import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { ProblemList, quote } from '../../formats/problem-list.js';
import { TextEdits } from '../../formats/text-edits.js';
import { readTomlText } from '../../formats/toml-text.js';
import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { findTexts, isSameValue, type TomlPlace, withText } from './catalog-places.js';
import { kindOfFile } from './files.js';
import { declaredVersion, entriesOf, type Library, librariesOf } from './gradle-catalog.js';
import { isRequirement, type Refusal, refuse } from './pom-edit.js';

const MAX_LISTED = 5;
const RICH_KEYS = ['strictly', 'require', 'prefer'] as const;

/**
 * Raises versions in a version catalog where they stand: in the notation, the version, the rich version, or the entry that
 * `version.ref` names. Refused beside a lock or verification metadata, which only Gradle can bring in line.
 */
export function editCatalog(files: readonly ManifestFile[], { ranges, forces }: Changes): EditResult {
  const [force] = forces;
  if (force !== undefined)
    return refuse(`${force.name}: a catalog has no place for a rule that forces a version`);
  const written = files.find(({ path }) => kindOfFile(path) !== 'CATALOG');
  if (written !== undefined && ranges.length > 0)
    return refuse(`${written.path} would no longer fit the catalog, and only Gradle can write it`);
  const file = files.find(({ path }) => kindOfFile(path) === 'CATALOG');
  const edits = file === undefined ? null : TextEdits.open(file.text);
  const value = edits === null ? null : readWhole(edits.text);
  if (file === undefined || edits === null || value === null)
    return refuse('the catalog cannot be read whole');
  const places = new Map<string, Target>();
  const catalog: Catalog = { path: file.path, value, ranges, places, libraries: librariesOf(value) };
  for (const change of ranges) {
    const refusal = changeRange(change, catalog);
    if (refusal !== null) return refusal;
  }
  return apply(file, { edits, value }, [...places.values()]);
}

interface Target extends TomlPlace {
  readonly newText: string;
}

interface Catalog {
  readonly path: string;
  readonly value: JsonObject;
  readonly ranges: readonly RangeChange[];
  readonly libraries: readonly Library[];
  readonly places: Map<string, Target>;
}

function readWhole(text: string): JsonObject | null {
  const problems = new ProblemList();
  const { value } = readTomlText('', text, problems);
  return problems.list().length === 0 ? value : null;
}

function changeRange(change: RangeChange, catalog: Catalog): Refusal | null {
  const { name, from, range, manifestPath } = change;
  if (manifestPath !== null && manifestPath !== catalog.path)
    return refuse(`${name}: ${manifestPath} is no catalog`);
  if (!isRequirement(range))
    return refuse(`${name}: ${quote(range)} is no version that a catalog could ask for`);
  const own = catalog.libraries.filter((library) => library.name === name);
  const asked = own.filter((library) => library.range === from);
  if (asked.length === 0)
    return own.some((library) => library.range === range)
      ? null
      : refuse(`${name}: it is not declared there as ${quote(from)}`);
  for (const library of asked) {
    const refusal =
      (library.ref === null ? null : refuseUnasked(library.ref, change, catalog)) ??
      addPlaces(library, change, catalog);
    if (refusal !== null) return refusal;
  }
  return null;
}

/** The libraries and plugins that take their version from the same entry must be asked to move as well. */
function refuseUnasked(
  ref: string,
  change: RangeChange,
  { path, value, ranges, libraries }: Catalog,
): Refusal | null {
  const { name, from, range } = change;
  const plugin = entriesOf(value, 'plugins').find(
    ([, entry]) => isJsonObject(entry) && isJsonObject(entry.version) && entry.version.ref === ref,
  );
  const what = `${name}: the version ${quote(ref)} is also that of`;
  if (plugin !== undefined) return refuse(`${what} the plugin ${quote(plugin[0])}`);
  const asked = new Set(ranges.filter((one) => one.range === range).map((one) => one.name));
  const users = libraries.filter((library) => library.ref === ref && library.name !== name);
  const unasked = [...new Set(users.map((library) => library.name))].filter((one) => !asked.has(one)).sort();
  if (unasked.length === 0) return null;
  const rest = unasked.length > MAX_LISTED ? ` and ${unasked.length - MAX_LISTED} more` : '';
  return {
    ...refuse(
      `${what} ${unasked.slice(0, MAX_LISTED).join(', ')}${rest}, which nobody asked to move to ${range}`,
    ),
    needs: unasked.map((one) => ({ manifestPath: path, name: one, from, range })),
  };
}

function addPlaces(
  library: Library,
  { name, from, range }: RangeChange,
  { value, places }: Catalog,
): Refusal | null {
  const { alias, ref } = library;
  const keys = ref === null ? ['libraries', alias] : ['versions', ref];
  const entry = at(value, keys);
  const add = (place: Target): Refusal | null => {
    const key = place.keys.join('\n');
    const before = places.get(key);
    if (before !== undefined && before.newText !== place.newText)
      return refuse(`${name}: its version is to become two`);
    places.set(key, place);
    return null;
  };
  if (ref === null && typeof entry === 'string') {
    const newText = entry.trim() === `${name}:${from}` ? `${name}:${range}` : null;
    if (newText === null) return refuse(`${name}: its notation ${quote(entry)} cannot be changed`);
    return add({ keys, text: entry, newText });
  }
  const versionKeys = ref === null ? [...keys, 'version'] : keys;
  const version = at(value, versionKeys);
  if (typeof version === 'string') return add({ keys: versionKeys, text: version, newText: range });
  if (!isJsonObject(version)) return refuse(`${name}: its version cannot be read`);
  const key = RICH_KEYS.find((one) => typeof version[one] === 'string' && version[one].trim() === from);
  const text = key === undefined ? undefined : version[key];
  if (key === undefined || typeof text !== 'string') return refuse(`${name}: its version cannot be read`);
  if (declaredVersion({ ...version, [key]: range }) !== range)
    return refuse(`${name}: what else its version says does not allow ${range}`);
  return add({ keys: [...versionKeys, key], text, newText: range });
}

function apply(
  file: ManifestFile,
  { edits, value }: { readonly edits: TextEdits; readonly value: JsonObject },
  targets: readonly Target[],
): EditResult {
  const spans = findTexts(edits.text, targets);
  let expected = value;
  for (const { keys, newText } of targets) {
    const span = spans.get(keys.join('\n'));
    if (span === undefined) return refuse(`${keys.join('.')} is not written as a plain string on one line`);
    edits.replace(span.start, span.end, newText);
    expected = withText(expected, keys, newText);
  }
  const text = edits.finish();
  const read = text === null ? null : readWhole(text);
  if (text === null || read === null || !isSameValue(read, expected))
    return refuse('the catalog is written in a way that cannot be edited safely');
  return { kind: 'edited', files: text === file.text ? [] : [{ path: file.path, text }] };
}

function at(value: JsonObject, keys: readonly string[]): unknown {
  let inner: unknown = value;
  for (const key of keys) inner = isJsonObject(inner) && Object.hasOwn(inner, key) ? inner[key] : undefined;
  return inner;
}
