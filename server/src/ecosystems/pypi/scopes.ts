import { SCOPE_ORDER } from '../../inventory/graph.js';
import type { DependencyScope } from '../../inventory/inventory.js';

const MAX_NAME_LENGTH = 512;
const TEST_WORDS: ReadonlySet<string> = new Set([
  'e2e',
  'pytest',
  'test',
  'testing',
  'tests',
  'tox',
  'unittest',
]);
const DEVELOPMENT_WORDS: ReadonlySet<string> = new Set([
  'build',
  'ci',
  'dev',
  'devel',
  'develop',
  'development',
  'doc',
  'docs',
  'documentation',
  'format',
  'lint',
  'linters',
  'linting',
  'mypy',
  'precommit',
  'quality',
  'style',
  'typecheck',
  'typing',
]);

/** What the name of a group, an extra or a file says of its purpose; null where it says nothing. */
export function scopeOfName(name: string): 'TEST' | 'DEVELOPMENT' | null {
  const words = name
    .slice(0, MAX_NAME_LENGTH)
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  if (words.some((word) => TEST_WORDS.has(word))) return 'TEST';
  return words.some((word) => DEVELOPMENT_WORDS.has(word)) ? 'DEVELOPMENT' : null;
}

/** The scope of a group of dependencies that nobody installs with the project (https://peps.python.org/pep-0735/). */
export function scopeOfGroup(name: string): DependencyScope {
  return scopeOfName(name) ?? 'DEVELOPMENT';
}

/** The scope of an extra: installed when asked for, unless its name says that it is for the project's developers. */
export function scopeOfExtra(name: string): DependencyScope {
  return scopeOfName(name) ?? 'OPTIONAL';
}

/** The strongest of several scopes; RUNTIME where there are none. */
export function strongestScope(scopes: Iterable<DependencyScope>): DependencyScope {
  let strongest: DependencyScope | null = null;
  for (const scope of scopes)
    if (strongest === null || SCOPE_ORDER.indexOf(scope) < SCOPE_ORDER.indexOf(strongest)) strongest = scope;
  return strongest ?? 'RUNTIME';
}
