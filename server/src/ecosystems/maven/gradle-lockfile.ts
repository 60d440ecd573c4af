import type { DependencyScope } from '../../inventory/inventory.js';
import { SCOPE_ORDER } from '../../inventory/graph.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readSourceText } from '../../formats/source-text.js';
import type { GraphNode } from '../../inventory/reach.js';
import { splitPath } from '../manifest-paths.js';
import { MAX_NAME_LENGTH } from './names.js';

/** `testRuntimeClasspath`, `androidTestUtil`, `integration-test`, but not `latestRelease`. */
const TEST_CONFIGURATION = /^test|[^a-zA-Z]test|Test/;

/**
 * Reads Gradle's locks (https://docs.gradle.org/current/userguide/dependency_locking.html): of all configurations in one
 * file, `group:name:version=first,second`, or of Gradle before 7 one file for each. What asks for what is not in them, so
 * the root asks for everything.
 */
export function packagesOfGradleLocks(
  texts: ReadonlyMap<string, string>,
  root: string,
  problems: ProblemList,
): readonly GraphNode[] {
  const scopes = new Map<string, DependencyScope>();
  for (const [path, text] of texts) readLock(path, text, { scopes, problems });
  const packages = Array.from(scopes, ([location, scope]): GraphNode => {
    const [group = '', name = '', version = ''] = location.split(':');
    return {
      name: `${group}:${name}`,
      version,
      source: 'REGISTRY',
      location,
      flaggedScope: scope,
      isBundled: false,
      requires: [],
    };
  });
  return [rootOf(root, packages), ...packages];
}

/** The root of what has no edges: it asks for every package, for the reason that the file gives. */
export function rootOf(location: string, packages: readonly GraphNode[]): GraphNode {
  return {
    name: '',
    version: '',
    source: 'ROOT',
    location,
    flaggedScope: 'RUNTIME',
    isBundled: false,
    requires: packages.map(({ name, version, flaggedScope }, index) => ({
      name,
      range: version,
      kind: flaggedScope,
      target: index + 1,
    })),
  };
}

/** Reads one lock's lines into `scopes`, by `group:name:version`; of several scopes the strongest stays. */
function readLock(
  path: string,
  text: string,
  found: { readonly scopes: Map<string, DependencyScope>; readonly problems: ProblemList },
): void {
  const { scopes, problems } = found;
  const source = readSourceText(path, text, problems);
  if (source === null) return;
  const { file } = splitPath(path);
  const isOfBuild = file.endsWith('-gradle.lockfile');
  const ofFile = file.endsWith('gradle.lockfile') ? null : file.slice(0, -'.lockfile'.length);
  const known = new Map<string, DependencyScope>();
  for (const [index, line] of source.split('\n').entries()) {
    const entry = line.trim();
    if (entry === '' || entry.startsWith('#') || entry.startsWith('empty=')) continue;
    if (problems.isHopeless(path)) return;
    const equals = entry.indexOf('=');
    const module = ofFile !== null ? entry : equals === -1 ? '' : entry.slice(0, equals);
    if (!isModule(module)) {
      const message = `The line ${quote(entry)} is not "group:name:version=configurations" and was left out.`;
      problems.add('BAD_ENTRY', path, () => index + 1, message);
      continue;
    }
    const configurations = ofFile ?? entry.slice(equals + 1);
    const scope = isOfBuild ? 'DEVELOPMENT' : (known.get(configurations) ?? scopeOf(configurations));
    known.set(configurations, scope);
    const before = scopes.get(module) ?? scope;
    scopes.set(module, SCOPE_ORDER.indexOf(before) < SCOPE_ORDER.indexOf(scope) ? before : scope);
  }
}

function isModule(text: string): boolean {
  const parts = text.split(':', 4);
  return parts.length === 3 && parts.every((part) => part !== '' && part.length <= MAX_NAME_LENGTH);
}

/** The strongest of the configurations' scopes: what is on the runtime class path is there at run time, tested or not. */
function scopeOf(configurations: string): DependencyScope {
  const isTest = (name: string): boolean => TEST_CONFIGURATION.test(name);
  return configurations.split(',').every(isTest) ? 'TEST' : 'RUNTIME';
}
