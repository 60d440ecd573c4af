import type { DependencyScope, InventoryPackage, PackageSource } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import { checkHoldsAny, isJsonObject, readFields } from '../../formats/fields.js';
import { readJsonText } from '../../formats/json-text.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { UniqueTexts } from '../pypi/unique-texts.js';
import { isPlatform, type Manifest, repositoryKey } from './manifest.js';
import { entrySchema, linksOf, lockSchema } from './schema.js';

interface Entry {
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly scope: DependencyScope;
  readonly location: string;
  readonly asks: ReadonlyMap<string, string>;
  /** Names that it answers for besides its own: `provide` and `replace`. */
  readonly answersFor: readonly string[];
}

type Section = 'packages' | 'packages-dev';

/**
 * The packages of a composer.lock. What the project asks for stands in its composer.json; without that, what no other
 * package asks for. Scopes are the lock's own: its two lists say what is installed without development.
 */
export function readLock(
  path: string,
  text: string,
  { manifest, problems }: { readonly manifest: Manifest | null; readonly problems: ProblemList },
): readonly InventoryPackage[] {
  const json = readJsonText(path, text, problems);
  if (json.value === null) return [];
  checkHoldsAny(json.value, ['packages', 'packages-dev', 'content-hash'], { path, problems });
  const { fields, badFields } = readFields(lockSchema, json.value);
  for (const field of badFields) {
    const message = `The list ${quote(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  const locations = new UniqueTexts();
  const entries = (['packages', 'packages-dev'] as const).flatMap((section) =>
    (fields[section] ?? []).flatMap((value) => {
      if (problems.isHopeless(path)) return [];
      const entry = readEntry(value, section, { manifest, locations });
      if (entry !== null) return [entry];
      const message = `An entry of ${quote(section)} has no name or no version and was left out.`;
      problems.add('BAD_ENTRY', path, () => json.lineOf(section), message);
      return [];
    }),
  );
  return buildPackages(entries, manifest);
}

function readEntry(
  value: unknown,
  section: Section,
  { manifest, locations }: { readonly manifest: Manifest | null; readonly locations: UniqueTexts },
): Entry | null {
  if (!isJsonObject(value)) return null;
  const { fields } = readFields(entrySchema, value);
  const { name, version } = fields;
  if (name === undefined || name === '' || version === undefined || version === '') return null;
  return {
    name,
    version,
    source: sourceOf(fields, name, manifest),
    scope: section === 'packages' ? 'RUNTIME' : 'DEVELOPMENT',
    location: locations.make(`${section}/${name}`),
    // https://getcomposer.org/doc/articles/versions.md: a monorepository's packages ask for each other so.
    asks: new Map(
      [...linksOf(fields.require)].map(([asked, range]) => [
        asked,
        range === 'self.version' ? version : range,
      ]),
    ),
    answersFor: [...linksOf(fields.provide).keys(), ...linksOf(fields.replace).keys()],
  };
}

interface Origins {
  readonly source?: { readonly type?: string | undefined; readonly url?: string | undefined } | undefined;
  readonly dist?: { readonly type?: string | undefined } | undefined;
}

/**
 * Packages of Packagist also name a git repository and an archive, so those say nothing; a folder, and a repository or a
 * package that composer.json itself describes, do.
 */
function sourceOf({ source, dist }: Origins, name: string, manifest: Manifest | null): PackageSource {
  if (dist?.type === 'path' || source?.type === 'path') return 'FILE';
  if (manifest?.inlinePackages.has(name.toLowerCase()) === true) return 'TARBALL';
  const isNamed = source?.url !== undefined && manifest?.repositories.has(repositoryKey(source.url)) === true;
  return isNamed ? 'GIT' : 'REGISTRY';
}

function buildPackages(entries: readonly Entry[], manifest: Manifest | null): readonly InventoryPackage[] {
  const answers = new Map<string, number>();
  const answer = (name: string, index: number): void => {
    const key = name.toLowerCase();
    if (!answers.has(key)) answers.set(key, index + 1);
  };
  entries.forEach(({ name }, index) => answer(name, index));
  entries.forEach(({ answersFor }, index) => answersFor.forEach((name) => answer(name, index)));
  const edge = (name: string, range: string, kind: DependencyScope): GraphEdge => {
    return { name, range, kind, target: answers.get(name.toLowerCase()) ?? null };
  };
  const asks = manifest?.asks ?? [];
  const root: GraphNode = {
    name: manifest?.name ?? '',
    version: manifest?.version ?? '',
    source: 'ROOT',
    location: '',
    isBundled: false,
    flaggedScope: 'RUNTIME',
    requires:
      manifest === null ? unasked(entries, edge) : asks.map((ask) => edge(ask.name, ask.range, ask.kind)),
  };
  const nodes = entries.map(({ name, version, source, location, scope, asks: own }): GraphNode => ({
    name,
    version,
    source,
    location,
    isBundled: false,
    flaggedScope: scope,
    requires: [...own].flatMap(([asked, range]) => (isPlatform(asked) ? [] : edge(asked, range, 'RUNTIME'))),
  }));
  const packages = packagesOfGraph([root, ...nodes]);
  return packages.map((item, index) => ({ ...item, scope: entries[index - 1]?.scope ?? item.scope }));
}

function unasked(
  entries: readonly Entry[],
  edge: (name: string, range: string, kind: DependencyScope) => GraphEdge,
): readonly GraphEdge[] {
  const asked = new Set(entries.flatMap(({ asks }) => [...asks.keys()].map((name) => name.toLowerCase())));
  return entries.flatMap(({ name, version, scope, answersFor }) =>
    [name, ...answersFor].some((answered) => asked.has(answered.toLowerCase()))
      ? []
      : [edge(name, version, scope)],
  );
}
