import type { DependencyScope, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import { isJsonObject, readFields } from '../../formats/fields.js';
import { readJsonText } from '../../formats/json-text.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { pinnedVersion } from './constraints.js';
import { linksOf, manifestSchema, repositorySchema } from './schema.js';

/** One line of `require` or `require-dev`. */
export interface Ask {
  readonly name: string;
  readonly range: string;
  readonly kind: DependencyScope;
}

/** What a composer.json declares. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly asks: readonly Ask[];
  /** Keys of the version control repositories that packages come from, see `repositoryKey`. */
  readonly repositories: ReadonlySet<string>;
  /** Names of packages that the manifest describes itself. */
  readonly inlinePackages: ReadonlySet<string>;
}

const PLATFORM = /^(?:php(?:-[a-z0-9]+)?|hhvm|(?:ext|lib)-[^/]+|composer(?:-(?:plugin|runtime)-api)?)$/i;
const VERSION_CONTROL: ReadonlySet<string> = new Set([
  'bitbucket',
  'fossil',
  'git',
  'git-bitbucket',
  'github',
  'gitlab',
  'hg',
  'perforce',
  'svn',
  'vcs',
]);

/** Reads a composer.json; null, and a problem, where it holds no object. */
export function readManifest(path: string, text: string, problems: ProblemList): Manifest | null {
  const json = readJsonText(path, text, problems);
  if (json.value === null) return null;
  const { fields, badFields } = readFields(manifestSchema, json.value);
  for (const field of badFields) {
    const message = `The field ${quote(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  const asks = (['require', 'require-dev'] as const).flatMap((section) => {
    const value = fields[section];
    for (const [name, range] of isJsonObject(value) ? Object.entries(value) : []) {
      if (typeof range === 'string') continue;
      const message = `The requirement of ${quote(name)} is no text and was left out.`;
      problems.add('BAD_ENTRY', path, () => json.lineOf(section, name), message);
    }
    const kind: DependencyScope = section === 'require' ? 'RUNTIME' : 'DEVELOPMENT';
    return Array.from(linksOf(value), ([name, range]): Ask => ({ name, range, kind })).filter(
      ({ name }) => !isPlatform(name),
    );
  });
  return {
    name: fields.name ?? '',
    version: fields.version ?? '',
    asks,
    ...readRepositories(fields.repositories),
  };
}

/** PHP itself, its extensions and libraries, and Composer: required like packages, but none. */
export function isPlatform(name: string): boolean {
  return PLATFORM.test(name);
}

/** The packages of a composer.json that no lock covers: their versions are the constraints, or the one that is allowed. */
export function declaredPackages(path: string, manifest: Manifest): readonly InventoryPackage[] {
  const unique = [...new Map(manifest.asks.map((ask) => [`${ask.kind}/${ask.name}`, ask])).values()];
  const declared = unique.map((ask): GraphNode => ({
    name: ask.name,
    version: pinnedVersion(ask.range) ?? ask.range,
    source: 'REGISTRY',
    location: `${path}#${ask.kind}/${ask.name}`,
    isBundled: false,
    flaggedScope: ask.kind,
    requires: [],
  }));
  const root: GraphNode = {
    name: manifest.name,
    version: manifest.version,
    source: 'ROOT',
    location: path,
    isBundled: false,
    flaggedScope: 'RUNTIME',
    requires: unique.map((ask, index) => ({ ...ask, target: index + 1 })),
  };
  return packagesOfGraph([root, ...declared]);
}

/** An address without its scheme, user, case and ending, so that the ways to write one repository are the same. */
export function repositoryKey(url: string): string {
  return url
    .slice(0, MAX_URL_LENGTH)
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//, '')
    .replace(/^[^/@]*@/, '')
    .replace(/^([^/:]+):(?!\d)/, '$1/')
    .replace(/(?:\.git)?\/?$/, '');
}

const MAX_URL_LENGTH = 2000;

function readRepositories(value: unknown): Pick<Manifest, 'repositories' | 'inlinePackages'> {
  const repositories = new Set<string>();
  const inlinePackages = new Set<string>();
  const entries = Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  for (const entry of entries) {
    if (!isJsonObject(entry)) continue;
    const { type = '', url, package: inline } = readFields(repositorySchema, entry).fields;
    if (VERSION_CONTROL.has(type) && url !== undefined) repositories.add(repositoryKey(url));
    if (type !== 'package') continue;
    for (const one of Array.isArray(inline) ? inline : [inline])
      if (isJsonObject(one) && typeof one['name'] === 'string') inlinePackages.add(one['name'].toLowerCase());
  }
  return { repositories, inlinePackages };
}
