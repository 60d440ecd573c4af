import { normalizeName } from '../../advisories/package-key.js';
import type { JsonObject } from '../../formats/fields.js';
import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import { type Ask, askOfText, type AskSite } from './ask.js';
import {
  checkLockVersion,
  packageTables,
  type PackageTable,
  type ReadLock,
  type TomlLock,
} from './lock-file.js';
import type { LockedPackage } from './lock-graph.js';
import { asksByExtra } from './manifest.js';
import { scopeOfExtra, strongestScope } from './scopes.js';
import { tableIn, textIn, textsIn } from './table.js';

const NEWEST_MAJOR = 4;

/**
 * The packages of a pdm.lock (https://pdm-project.org/latest/usage/lockfile/). A package that is asked for with extras has
 * an entry of its own for them; it is the same package here, with what the extras add.
 */
export function readPdmLock(lock: TomlLock): ReadLock {
  const version = textIn(tableIn(lock.value, 'metadata'), 'lock_version') ?? '';
  checkLockVersion(version, NEWEST_MAJOR, lock.site);
  const entries = new Map<string, PackageTable[]>();
  for (const entry of packageTables(lock, 'package')) {
    const key = `${normalizeName('PyPI', entry.name)}\n${entry.version}\n${addressOf(entry.table) ?? ''}`;
    const same = entries.get(key);
    if (same === undefined) entries.set(key, [entry]);
    else same.push(entry);
  }
  return { version, packages: [...entries.values()].flatMap((same) => readPackage(same, lock.site)) };
}

function readPackage(entries: readonly PackageTable[], site: AskSite): readonly LockedPackage[] {
  const [first] = entries;
  if (first === undefined) return [];
  const { name, version, table } = first;
  const asks: Ask[] = [];
  const extras: (readonly [string, readonly Ask[]])[] = [];
  for (const entry of entries) {
    const asked = textsIn(entry.table, 'dependencies').flatMap(
      (text) => askOfText(text, 'RUNTIME', site) ?? [],
    );
    const names = textsIn(entry.table, 'extras');
    if (names.length === 0) for (const ask of asked) asks.push(ask);
    for (const extra of names) extras.push([extra, asked]);
  }
  return [
    {
      name,
      version,
      source: sourceOf(table),
      location: `${name}@${version}`,
      flaggedScope: strongestScope(entries.flatMap((entry) => scopesOf(entry.table))),
      asks,
      extras: asksByExtra(extras),
    },
  ];
}

/** A group's name is all that the lock says of it: without the manifest one that is not for developers counts as optional. */
function scopesOf(table: JsonObject): readonly DependencyScope[] {
  return textsIn(table, 'groups').map((group) => (group === 'default' ? 'RUNTIME' : scopeOfExtra(group)));
}

function sourceOf(table: JsonObject): PackageSource {
  if (textIn(table, 'git') !== null || textIn(table, 'hg') !== null) return 'GIT';
  if (textIn(table, 'url') !== null) return 'TARBALL';
  return textIn(table, 'path') === null ? 'REGISTRY' : 'FILE';
}

function addressOf(table: JsonObject): string | null {
  return textIn(table, 'git') ?? textIn(table, 'hg') ?? textIn(table, 'url') ?? textIn(table, 'path');
}
