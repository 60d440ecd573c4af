import { normalizeName } from '../../advisories/package-key.js';
import type { JsonObject } from '../../formats/fields.js';
import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import type { Ask, AskSite } from './ask.js';
import {
  checkLockVersion,
  packageTables,
  type PackageTable,
  type ReadLock,
  type TomlLock,
} from './lock-file.js';
import type { LockedPackage } from './lock-graph.js';
import { asksByExtra } from './manifest.js';
import { readPoetryAsk } from './poetry-ask.js';
import { readRequirement } from './requirement.js';
import { askOfRequirement } from './ask.js';
import { scopeOfGroup, strongestScope } from './scopes.js';
import { tableIn, textIn, textsIn, valueIn } from './table.js';

const NEWEST_MAJOR = 2;

/**
 * The packages of a poetry.lock, lock versions 1.0 to 2.1 and those before that have the same tables
 * (https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock).
 */
export function readPoetryLock(lock: TomlLock): ReadLock {
  const version = textIn(tableIn(lock.value, 'metadata'), 'lock-version') ?? '';
  checkLockVersion(version, NEWEST_MAJOR, lock.site);
  return { version, packages: packageTables(lock, 'package').map((entry) => readPackage(entry, lock.site)) };
}

function readPackage({ name, version, table }: PackageTable, site: AskSite): LockedPackage {
  const { asks, extras } = readDependencies(name, table, site);
  return {
    name,
    version,
    source: sourceOf(tableIn(table, 'source')),
    location: `${name}@${version}`,
    flaggedScope: scopeOf(table),
    asks,
    extras,
  };
}

/** Since 2.1 by groups, up to 1.1 by category; between them the lock does not say. */
function scopeOf(table: JsonObject): DependencyScope {
  const groups = textsIn(table, 'groups');
  const category = textIn(table, 'category');
  const names = groups.length > 0 ? groups : [category ?? 'main'];
  if (!names.includes('main')) return strongestScope(names.map(scopeOfGroup));
  return valueIn(table, 'optional') === true ? 'OPTIONAL' : 'RUNTIME';
}

function sourceOf(source: JsonObject): PackageSource {
  switch (textIn(source, 'type')) {
    case 'git':
      return 'GIT';
    case 'url':
      return 'TARBALL';
    case 'file':
    case 'directory':
      return 'FILE';
    default:
      return 'REGISTRY';
  }
}

/** What a package always asks for, and what only with an extra: the optional ones that the extra lists. */
function readDependencies(
  name: string,
  table: JsonObject,
  site: AskSite,
): Pick<LockedPackage, 'asks' | 'extras'> {
  const always: Ask[] = [];
  const optional = new Map<string, readonly Ask[]>();
  for (const [asked, value] of Object.entries(tableIn(table, 'dependencies'))) {
    const asks = readPoetryAsk(asked, value, { kind: 'RUNTIME', site });
    const whenOptional = asks.filter(({ kind }) => kind === 'OPTIONAL');
    for (const ask of asks) if (ask.kind !== 'OPTIONAL') always.push(ask);
    if (whenOptional.length > 0) optional.set(normalizeName('PyPI', asked), whenOptional);
  }
  const listed = new Set<string>();
  const extras = Object.entries(tableIn(table, 'extras')).map(
    ([extra, requirements]): readonly [string, readonly Ask[]] => [
      extra,
      (Array.isArray(requirements) ? requirements : []).flatMap((text: unknown) => {
        const requirement = typeof text === 'string' ? readRequirement(text) : null;
        if (requirement === null) return [];
        const key = normalizeName('PyPI', requirement.name);
        if (key === normalizeName('PyPI', name)) return askOfRequirement(requirement, 'RUNTIME');
        listed.add(key);
        return (optional.get(key) ?? []).map((ask) => ({ ...ask, kind: 'RUNTIME' as const }));
      }),
    ],
  );
  const unlisted = [...optional].flatMap(([key, asks]) => (listed.has(key) ? [] : asks));
  return { asks: [...always, ...unlisted], extras: asksByExtra(extras) };
}
