import { normalizeName } from '../../advisories/package-key.js';
import { checkHoldsAny, isJsonObject, type JsonObject } from '../../formats/fields.js';
import { readJsonText } from '../../formats/json-text.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { InventoryPackage, Requirement } from '../../inventory/inventory.js';
import { type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import type { Manifest } from './manifest.js';
import { scopeOfSection } from './pipfile.js';
import { askOfAddressTable } from './poetry-ask.js';
import { pinnedVersion } from './specifiers.js';
import { tableIn, textIn, valueIn } from './table.js';
import { UniqueTexts } from './unique-texts.js';

/** A Pipfile.lock, read. */
export interface PipfileLock {
  readonly version: string;
  readonly packages: readonly InventoryPackage[];
}

/**
 * Reads a Pipfile.lock, its packages at `<section>/<name>`. It does not say who asks for what: with the Pipfile the root
 * asks for what that names, without it for everything. Null, and a problem, where it is no JSON object.
 */
export function readPipfileLock(
  lock: { readonly path: string; readonly text: string; readonly manifest: Manifest | null },
  problems: ProblemList,
): PipfileLock | null {
  const { path, manifest } = lock;
  const json = readJsonText(path, lock.text, problems);
  if (json.value === null) return null;
  const spec = valueIn(tableIn(json.value, '_meta'), 'pipfile-spec');
  const nodes = Object.entries(json.value).flatMap(([section, entries]) => {
    if (section === '_meta' || !isJsonObject(entries)) return [];
    return Object.entries(entries).flatMap(([name, entry]): GraphNode | readonly [] => {
      if (name !== '' && isJsonObject(entry)) return readEntry(section, name, entry);
      const message = `The entry ${quote(name)} could not be read and was left out.`;
      problems.add('BAD_ENTRY', path, () => json.lineOf(section, name), message);
      return [];
    });
  });
  if (nodes.length === 0) checkHoldsAny(json.value, ['_meta', 'default', 'develop'], { path, problems });
  return { version: typeof spec === 'number' ? String(spec) : '', packages: withRoot(path, nodes, manifest) };
}

function readEntry(section: string, name: string, entry: JsonObject): GraphNode {
  const flaggedScope = scopeOfSection(section);
  const range = textIn(entry, 'version') ?? '';
  return {
    name,
    version: pinnedVersion(range) ?? '',
    source: askOfAddressTable(name, entry, flaggedScope)?.source ?? 'REGISTRY',
    location: `${section}/${name}`,
    flaggedScope,
    isBundled: false,
    requires: [],
  };
}

function withRoot(
  path: string,
  nodes: readonly GraphNode[],
  manifest: Manifest | null,
): readonly InventoryPackage[] {
  if (nodes.length === 0 && manifest === null) return [];
  const requires = manifest === null ? asksForAll(nodes) : asksOf(manifest, nodes);
  const root: GraphNode = {
    name: '',
    version: '',
    source: 'ROOT',
    location: manifest?.path ?? path,
    flaggedScope: 'RUNTIME',
    isBundled: false,
    requires,
  };
  const locations = new UniqueTexts();
  return packagesOfGraph(
    [root, ...nodes].map((node) => ({ ...node, location: locations.make(node.location) })),
  );
}

function asksForAll(nodes: readonly GraphNode[]): readonly Requirement[] {
  return nodes.map(({ name, version, flaggedScope: kind }, at) => ({
    name,
    range: version === '' ? '' : `==${version}`,
    kind,
    target: at + 1,
  }));
}

/** Each section of the Pipfile is answered by its own section of the lock; the root stands before the nodes. */
function asksOf({ asks }: Manifest, nodes: readonly GraphNode[]): readonly Requirement[] {
  const positions = new Map<string, number>();
  nodes.forEach(({ name, flaggedScope }, at) => {
    positions.set(`${flaggedScope}\n${normalizeName('PyPI', name)}`, at + 1);
  });
  return asks.map(({ name, range, kind }) => ({
    name,
    range,
    kind,
    target: positions.get(`${kind}\n${normalizeName('PyPI', name)}`) ?? null,
  }));
}
