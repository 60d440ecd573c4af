import type { DependencyScope, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { XmlElement } from '../../formats/xml-text.js';
import { isUnresolved, type Properties } from './properties.js';
import { metadataOf, type ProjectFiles, type ProjectItem } from './project-files.js';
import { pinnedVersion } from './ranges.js';
import { isBuildOnly } from './reference-scope.js';
import { TEST_PACKAGE } from './resolved-graph.js';

/** What a project declares of one package. */
export interface Reference {
  readonly name: string;
  /** All that the version may be, as written, properties filled in; empty where none is written. */
  readonly versions: readonly string[];
  readonly isBuildOnly: boolean;
  readonly item: ProjectItem;
}

/** All references of a project. */
export interface References {
  readonly list: readonly Reference[];
  /** Whether the project is one of tests: what it asks for is there for them. */
  readonly isTest: boolean;
}

/** These need no version: the SDK that builds the project knows it. */
const KNOWN_TO_SDK: ReadonlySet<string> = new Set([
  'microsoft.aspnetcore.all',
  'microsoft.aspnetcore.app',
  'microsoft.netcore.app',
  'microsoft.windowsdesktop.app',
  'netstandard.library',
]);
const BUILD_ONLY_ITEMS: ReadonlySet<string> = new Set([
  'DotNetCliToolReference',
  'GlobalPackageReference',
  'PackageDownload',
]);
/** A package is referenced a few times at most, under conditions that exclude each other. */
const MAX_REFERENCES = 16;
const MAX_NAMES = 50_000;

/**
 * The packages that the items of a project's files name: PackageReference, GlobalPackageReference, PackageDownload and
 * DotNetCliToolReference, their versions from VersionOverride, Version, or PackageVersion (central package management,
 * https://learn.microsoft.com/nuget/consume-packages/central-package-management). Conditions are not judged: what stands under
 * one counts.
 */
export function readReferences(files: ProjectFiles, problems: ProblemList): References {
  const { items, properties } = files;
  const central = readCentralVersions(files, problems);
  const byName = new Map<string, Reference[]>();
  let names = 0;
  for (const item of items) {
    const kind = item.element.name;
    const isReference = kind === 'PackageReference';
    if (!isReference && !BUILD_ONLY_ITEMS.has(kind)) continue;
    const given = { ...readItem(item, properties), item };
    const included = namesOf(item, 'Include', properties);
    const updated = isReference ? namesOf(item, 'Update', properties) : [];
    const removed = isReference && !item.isConditional ? namesOf(item, 'Remove', properties) : [];
    names += included.length + updated.length + removed.length;
    if (names > MAX_NAMES) {
      reportTooMany(item, problems);
      break;
    }
    for (const name of included) {
      const known = byName.get(name.toLowerCase());
      if (known === undefined) byName.set(name.toLowerCase(), [{ ...given, name }]);
      else if (known.length < MAX_REFERENCES) known.push({ ...given, name });
    }
    for (const name of updated) updateReferences(byName, name, given);
    for (const name of removed) byName.delete(name.toLowerCase());
  }
  const list = [...byName].flatMap(([key, references]) =>
    references.map((one) =>
      one.versions.length > 0 ? one : { ...one, versions: central.get(key)?.versions ?? [] },
    ),
  );
  return { list, isTest: byName.has(TEST_PACKAGE) || properties.mayBeTrue('IsTestProject') };
}

/** The versions that a Directory.Packages.props sets, where no project stands below it; references in it too. */
export function readCentralReferences(files: ProjectFiles, problems: ProblemList): References {
  const { list, isTest } = readReferences(files, problems);
  const known = new Set(list.map(({ name }) => name.toLowerCase()));
  const central = readCentralVersions(files, problems);
  return { list: [...list, ...[...central].flatMap(([key, one]) => (known.has(key) ? [] : [one]))], isTest };
}

/** Why a project asks for each of its packages, by lower-case name. */
export function scopesOf({ list, isTest }: References): ReadonlyMap<string, DependencyScope> {
  const scopes = new Map<string, DependencyScope>();
  for (const { name, isBuildOnly: isTool } of list) {
    const key = name.toLowerCase();
    const scope = isTool ? 'DEVELOPMENT' : isTest ? 'TEST' : 'RUNTIME';
    if (!isTool || !scopes.has(key)) scopes.set(key, scope);
  }
  return scopes;
}

/**
 * The packages of a project that nothing locks: one for each version that may be meant, as written, or just the version where
 * NuGet would take that one.
 */
export function declaredPackages(
  own: { readonly name: string; readonly path: string },
  references: References,
  problems: ProblemList,
): readonly InventoryPackage[] {
  const nodes = new Map<string, GraphNode>();
  const edges: GraphEdge[] = [];
  const counts = new Map<string, number>();
  for (const reference of references.list) {
    reportUnresolved(reference, problems);
    const kind = reference.isBuildOnly ? 'DEVELOPMENT' : references.isTest ? 'TEST' : 'RUNTIME';
    for (const range of reference.versions.length > 0 ? reference.versions : ['']) {
      const version = pinnedVersion(range) ?? range;
      const key = `${reference.name}/${version}`;
      if (nodes.has(key)) continue;
      const count = (counts.get(reference.name) ?? 0) + 1;
      counts.set(reference.name, count);
      nodes.set(key, {
        name: reference.name,
        version,
        source: 'REGISTRY',
        location: `${own.path}#${reference.name}${count === 1 ? '' : `#${count}`}`,
        isBundled: false,
        flaggedScope: kind,
        requires: [],
      });
      edges.push({ name: reference.name, range, kind, target: nodes.size });
    }
  }
  const root: GraphNode = {
    name: own.name,
    version: '',
    source: 'ROOT',
    location: own.path,
    isBundled: false,
    flaggedScope: 'RUNTIME',
    requires: edges,
  };
  return packagesOfGraph([root, ...nodes.values()]);
}

function reportUnresolved({ name, versions, item }: Reference, problems: ProblemList): void {
  const { path, element } = item;
  const open = versions.find(isUnresolved);
  if (open !== undefined) {
    const message = `The version ${quote(open)} of ${quote(name)} is set nowhere in the files that were read; the package is listed without a known version.`;
    problems.add('NOT_RESOLVED', path, () => element.line, message);
  } else if (versions.length === 0 && !KNOWN_TO_SDK.has(name.toLowerCase())) {
    const message = `No file that was read says which version of ${quote(name)} is asked for; the package is listed without one.`;
    problems.add('NOT_RESOLVED', path, () => element.line, message);
  }
}

function readCentralVersions(
  { items, properties }: ProjectFiles,
  problems: ProblemList,
): ReadonlyMap<string, Reference> {
  const central = new Map<string, Reference>();
  let count = 0;
  for (const item of items) {
    if (item.element.name !== 'PackageVersion') continue;
    const names = [...namesOf(item, 'Include', properties), ...namesOf(item, 'Update', properties)];
    count += names.length;
    if (count > MAX_NAMES) {
      reportTooMany(item, problems);
      break;
    }
    const given = { ...readItem(item, properties), item };
    for (const name of names) {
      const known = central.get(name.toLowerCase());
      const versions =
        known === undefined || !item.isConditional
          ? given.versions
          : [...new Set([...known.versions, ...given.versions])];
      central.set(name.toLowerCase(), { ...given, name, versions: versions.slice(0, MAX_REFERENCES) });
    }
  }
  return central;
}

function reportTooMany({ path, element }: ProjectItem, problems: ProblemList): void {
  const message = `The project names more than ${MAX_NAMES} packages; those from this line on were left out.`;
  problems.add('TOO_LARGE', path, () => element.line, message);
}

function readItem(
  { element }: ProjectItem,
  properties: Properties,
): Pick<Reference, 'versions' | 'isBuildOnly'> {
  const privateAssets = metadataOf(element, 'PrivateAssets');
  const isTool =
    privateAssets !== undefined &&
    isBuildOnly({
      privateAssets,
      includeAssets: metadataOf(element, 'IncludeAssets'),
      excludeAssets: metadataOf(element, 'ExcludeAssets'),
    });
  return {
    versions: versionsOf(element, properties),
    isBuildOnly: isTool || BUILD_ONLY_ITEMS.has(element.name),
  };
}

/** Update changes what is there: a version or the assets of references that were included before. */
function updateReferences(
  byName: Map<string, Reference[]>,
  name: string,
  update: Pick<Reference, 'versions' | 'isBuildOnly'>,
): void {
  const known = byName.get(name.toLowerCase());
  if (known === undefined) return;
  byName.set(
    name.toLowerCase(),
    known.map((one) => ({
      ...one,
      versions: update.versions.length > 0 ? update.versions : one.versions,
      isBuildOnly: one.isBuildOnly || update.isBuildOnly,
    })),
  );
}

/** Which metadatum of an item counts as its version, and as it is written; null where it says none. */
export function writtenVersion(
  element: XmlElement,
): { readonly name: 'VersionOverride' | 'Version'; readonly text: string } | null {
  for (const name of ['VersionOverride', 'Version'] as const) {
    const text = metadataOf(element, name);
    if (text !== undefined) return { name, text };
  }
  return null;
}

/** All packages that an item includes or updates. */
export function packagesOfItem(item: ProjectItem, properties: Properties): readonly string[] {
  return [...namesOf(item, 'Include', properties), ...namesOf(item, 'Update', properties)];
}

function versionsOf(element: XmlElement, properties: Properties): readonly string[] {
  return properties
    .expand(writtenVersion(element)?.text ?? '')
    .flatMap((text) => text.split(';'))
    .map((version) => version.trim())
    .filter((version) => version !== '');
}

/** The names of an item, which may be several, separated by semicolons; wildcards and item lists name nothing. */
function namesOf(
  { element }: ProjectItem,
  attribute: 'Include' | 'Update' | 'Remove',
  properties: Properties,
): readonly string[] {
  const written = element.attributes.get(attribute);
  if (written === undefined || written === '') return [];
  return properties
    .expand(written)
    .flatMap((text) => text.split(';'))
    .map((name) => name.trim())
    .filter((name) => name !== '' && !isUnresolved(name) && !name.includes('*'));
}
