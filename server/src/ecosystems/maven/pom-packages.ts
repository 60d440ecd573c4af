import type { DependencyScope } from '../../inventory/inventory.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { GraphNode } from '../../inventory/reach.js';
import {
  type EffectiveDependency,
  type EffectivePom,
  effectivePom,
  type MissingPom,
} from './effective-pom.js';
import type { Pom } from './pom.js';
import { MAX_NAME_LENGTH } from './names.js';
import type { UnresolvedExpression } from './interpolation.js';
import type { PomRepository } from './pom-repository.js';
import { pinnedVersion } from './versions.js';

const MAX_LISTED = 10;
const REASONS: Readonly<Record<UnresolvedExpression['reason'], string>> = {
  UNKNOWN: 'nothing here gives the property ?',
  CYCLE: 'the property ? refers to itself or through too many others',
  TOO_LONG: 'the property ? is too long',
};

/**
 * The packages of one POM: itself, and what it, its parents and its profiles declare; what those bring in turn only a
 * registry knows. Modules of the repository are workspaces, files named by `systemPath` are FILE.
 */
export function packagesOfPom(
  pom: Pom,
  repository: PomRepository,
  problems: ProblemList,
): readonly GraphNode[] {
  const model = effectivePom(pom, repository);
  const { groupId, artifactId, version } = model.coordinates;
  const listed = model.dependencies.filter((dependency) => isNamed(dependency, { pom, problems }));
  const locations = uniqueTexts(listed.map(locationOf));
  const packages = listed.map((dependency, index): GraphNode => ({
    name: nameOf(dependency),
    version: pinnedVersion(dependency.version.text),
    source: sourceOf(dependency, model, repository),
    location: locations[index] ?? '',
    flaggedScope: kindOf(dependency),
    isBundled: false,
    requires: [],
  }));
  reportMissing(pom, model, problems);
  reportUnresolved(pom, { model, listed, problems });
  const root: GraphNode = {
    name: `${groupId}:${artifactId}`,
    version,
    source: 'ROOT',
    location: pom.path,
    flaggedScope: 'RUNTIME',
    isBundled: false,
    requires: listed.map((dependency, index) => ({
      name: nameOf(dependency),
      range: dependency.version.text,
      kind: kindOf(dependency),
      target: index + 1,
    })),
  };
  return [root, ...packages];
}

/** Whether a dependency can be named at all; a problem where not. */
function isNamed(
  dependency: EffectiveDependency,
  { pom, problems }: { readonly pom: Pom; readonly problems: ProblemList },
): boolean {
  const { groupId, artifactId, version, line } = dependency;
  const parts = [groupId, artifactId];
  const isWhole = parts.every(({ text, unresolved }) => text !== '' && unresolved === null);
  if (isWhole && [...parts, version].every(({ text }) => text.length <= MAX_NAME_LENGTH)) return true;
  const isOwn = dependency.path === pom.path;
  const why = isWhole
    ? `is longer than ${MAX_NAME_LENGTH} characters`
    : 'lacks a groupId or artifactId that can be read';
  const message = `The dependency ${quote(nameOf(dependency))} ${why} and was left out.`;
  problems.add('BAD_ENTRY', pom.path, () => (isOwn ? line : null), message);
  return false;
}

function nameOf({ groupId, artifactId }: Pick<EffectiveDependency, 'groupId' | 'artifactId'>): string {
  return `${groupId.text}:${artifactId.text}`;
}

/** The file, and what Maven tells the dependencies in it apart by. */
function locationOf({ path, profile, type, classifier, ...dependency }: EffectiveDependency): string {
  const variant = classifier !== '' ? `:${type}:${classifier}` : type !== 'jar' ? `:${type}` : '';
  const place = profile === null ? '' : `profiles/${profile}/`;
  return `${path}#${place}${nameOf(dependency)}${variant}`;
}

/** The texts, each that stood there before with a number behind it. */
function uniqueTexts(texts: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  const taken = new Set(texts);
  return texts.map((text) => {
    let count = (counts.get(text) ?? 0) + 1;
    while (count > 1 && taken.has(`${text}#${count}`)) count += 1;
    counts.set(text, count);
    return count === 1 ? text : `${text}#${count}`;
  });
}

function sourceOf(
  { groupId, artifactId, version, scope }: EffectiveDependency,
  model: EffectivePom,
  repository: PomRepository,
): GraphNode['source'] {
  if (scope === 'system') return 'FILE';
  const coordinates = { groupId: groupId.text, artifactId: artifactId.text, version: version.text };
  return repository.isModule(coordinates, model.interpolate) ? 'WORKSPACE' : 'REGISTRY';
}

/**
 * What is `provided` is there at run time but brought by somebody else, as a peer is; what only a profile brings that must
 * be asked for is optional.
 */
function kindOf({ scope, isOptional, profile }: EffectiveDependency): DependencyScope {
  if (scope === 'test') return 'TEST';
  if (isOptional || profile !== null) return 'OPTIONAL';
  return scope === 'provided' ? 'PEER' : 'RUNTIME';
}

/** What this POM itself refers to; what its parents refer to is said where they are read. */
function reportMissing(pom: Pom, { missing }: EffectivePom, problems: ProblemList): void {
  for (const { kind, coordinates, path, line, isCircular } of missing) {
    if (path !== pom.path) continue;
    const what = kind === 'PARENT' ? 'The parent' : 'The imported BOM';
    const why = isCircular ? 'leads back to this file' : 'is not in the repository';
    const message = `${what} ${quote(describe(coordinates))} ${why}, so what it declares was left out.`;
    problems.add('NOT_RESOLVED', pom.path, () => line, message);
  }
}

function describe({ groupId, artifactId, version }: MissingPom['coordinates']): string {
  return `${groupId}:${artifactId}:${version}`;
}

/** One problem for all dependencies without a version, and one for each expression that nothing resolves. */
function reportUnresolved(
  pom: Pom,
  found: {
    readonly model: EffectivePom;
    readonly listed: readonly EffectiveDependency[];
    readonly problems: ProblemList;
  },
): void {
  const byReason = new Map<string, EffectiveDependency[]>();
  for (const dependency of found.listed) {
    const { text, unresolved } = dependency.version;
    if (text !== '' && unresolved === null) continue;
    const reason = unresolved === null ? '' : REASONS[unresolved.reason].replace('?', quote(unresolved.name));
    const others = byReason.get(reason);
    if (others === undefined) byReason.set(reason, [dependency]);
    else others.push(dependency);
  }
  const sources = [...new Set(found.model.missing.map(({ coordinates }) => describe(coordinates)))];
  const hint =
    sources.length === 0 ? '' : ` It may come from ${listSome(sources)}, which the repository does not have.`;
  for (const [reason, dependencies] of byReason) {
    const own = dependencies.find(({ path }) => path === pom.path);
    const why = reason === '' ? 'neither this file nor its parents and BOMs here give one' : reason;
    const names = listSome(dependencies.map(nameOf));
    const message = `No version is known of ${names}, because ${why}.${hint}`;
    found.problems.add('NOT_RESOLVED', pom.path, () => own?.line ?? null, message);
  }
}

function listSome(names: readonly string[]): string {
  const rest = names.length - MAX_LISTED;
  const first = names.slice(0, MAX_LISTED).map(quote).join(', ');
  return rest > 0 ? `${first} and ${rest} more` : first;
}
