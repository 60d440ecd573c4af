import type { JsonObject } from '../../formats/fields.js';
import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import { askOfRange } from './ask.js';
import {
  checkLockVersion,
  packageTables,
  type PackageTable,
  type ReadLock,
  type TomlLock,
} from './lock-file.js';
import type { LockedPackage } from './lock-graph.js';
import { type Comparison, markerHolds } from './markers.js';
import { scopeOfExtra, scopeOfGroup, strongestScope } from './scopes.js';
import { tableIn, tablesIn, textIn, textsIn, valueIn } from './table.js';

const NEWEST_MAJOR = 1;

/**
 * The packages of a pylock.toml (https://packaging.python.org/en/latest/specifications/pylock-toml/), without the project
 * itself. Scopes follow from the markers: what is installed without extras and with the default groups is RUNTIME.
 */
export function readPylock(lock: TomlLock): ReadLock {
  const version = textIn(lock.value, 'lock-version') ?? '';
  checkLockVersion(version, NEWEST_MAJOR, lock.site);
  const defaults = new Set(textsIn(lock.value, 'default-groups'));
  const entries = packageTables(lock, 'packages').filter(({ table }) => !isProject(table));
  return { version, packages: entries.map((entry) => readPackage(entry, defaults)) };
}

function isProject(table: JsonObject): boolean {
  const path = textIn(tableIn(table, 'directory'), 'path');
  return path === '.' || path === './';
}

function readPackage({ name, version, table }: PackageTable, defaults: ReadonlySet<string>): LockedPackage {
  return {
    name,
    version,
    source: sourceOf(table),
    location: `${name}@${version}`,
    flaggedScope: scopeOfMarker(textIn(table, 'marker') ?? '', defaults),
    asks: tablesIn(table, 'dependencies').flatMap((asked) => {
      const asksFor = textIn(asked, 'name');
      if (asksFor === null) return [];
      return { ...askOfRange(asksFor, '', { kind: 'RUNTIME' }), pinned: textIn(asked, 'version') ?? '' };
    }),
    extras: new Map(),
  };
}

function sourceOf(table: JsonObject): PackageSource {
  if (valueIn(table, 'vcs') !== undefined) return 'GIT';
  if (valueIn(table, 'directory') !== undefined) return 'FILE';
  const archive = valueIn(table, 'archive');
  if (archive === undefined) return 'REGISTRY';
  return textIn(tableIn(table, 'archive'), 'url') === null ? 'FILE' : 'TARBALL';
}

/** What the environment decides is taken as given: only extras and groups tell scopes apart. */
function scopeOfMarker(marker: string, defaults: ReadonlySet<string>): DependencyScope {
  const scopes: DependencyScope[] = [];
  const isDefault = markerHolds(marker, ({ variable, operator, value }) => {
    if (variable !== 'extras' && variable !== 'dependency_groups') return true;
    const isIn = variable === 'dependency_groups' && defaults.has(value);
    if (operator === 'in' && !isIn) scopes.push(scopeOfMember({ variable, operator, value }));
    return isIn === (operator === 'in');
  });
  return isDefault ? 'RUNTIME' : strongestScope(scopes);
}

function scopeOfMember({ variable, value }: Comparison): DependencyScope {
  return variable === 'extras' ? scopeOfExtra(value) : scopeOfGroup(value);
}
