import type { DependencyScope, PackageSource } from '../../inventory/inventory.js';
import { readAskMap } from './asks.js';
import type { LockContext } from './lockfile-packages.js';
import { aliasedName, isPackageName, readLocation, sourceOfRange } from './names.js';
import { quote } from '../../formats/problem-list.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { type DependencyEntry, readDependencyEntry } from './lock-entries.js';
import type { LockNode, LockTree } from './tree.js';

const MAX_VERSION_LENGTH = 512;

interface Pending {
  readonly dependencies: JsonObject;
  /** Location and JSON path of the package that holds these. */
  readonly location: string;
  readonly jsonPath: readonly string[];
}

/**
 * Reads `dependencies` of lockfile version 1: a tree of installed copies, without the root (what the project itself
 * asks for stands in package.json only).
 */
export function readDependencies(dependencies: JsonObject, context: LockContext): LockTree {
  const nodes: LockNode[] = [];
  const folders = new Set<string>();
  const pending: Pending[] = [{ dependencies, location: '', jsonPath: ['dependencies'] }];
  for (let next = 0; next < pending.length; next += 1) {
    const level = pending[next];
    if (level === undefined) break;
    for (const [name, value] of Object.entries(level.dependencies)) {
      if (context.problems.isHopeless(context.path)) break;
      const location = `${level.location}${level.location === '' ? '' : '/'}node_modules/${name}`;
      const jsonPath = [...level.jsonPath, name];
      const entry = readEntry(location, name, { value, jsonPath }, context);
      if (entry === null) continue;
      const node = readNode(location, name, { entry, jsonPath, isTop: level.location === '' }, context);
      if (node !== null) nodes.push(node);
      if (entry.version?.startsWith('file:') === true) folders.add(entry.version.slice('file:'.length));
      if (entry.dependencies === undefined) continue;
      pending.push({ dependencies: entry.dependencies, location, jsonPath: [...jsonPath, 'dependencies'] });
    }
  }
  return { nodes, links: new Map(), folders, isKindGuessed: true };
}

function readEntry(
  location: string,
  name: string,
  at: { readonly value: unknown; readonly jsonPath: readonly string[] },
  context: LockContext,
): DependencyEntry | null {
  const { path, json, problems } = context;
  const findLine = (): number | null => json.lineOf(...at.jsonPath);
  const place = readLocation(location);
  if (place.kind === 'bad' || !isPackageName(name)) {
    const [code, reason] =
      place.kind === 'bad' ? [place.code, place.reason] : ['BAD_ENTRY' as const, 'is not a package name'];
    problems.add(code, path, findLine, `The entry ${quote(name)} ${reason}; it was left out.`);
    return null;
  }
  if (!isJsonObject(at.value)) {
    problems.add(
      'BAD_ENTRY',
      path,
      findLine,
      `The entry ${quote(location)} is not an object; it was left out.`,
    );
    return null;
  }
  const { fields, badFields } = readDependencyEntry(at.value);
  if (badFields.length > 0) {
    const message = `In the entry ${quote(location)} the field ${quote(badFields.join(', '))} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, findLine, message);
  }
  return fields;
}

function readNode(
  location: string,
  name: string,
  at: { readonly entry: DependencyEntry; readonly jsonPath: readonly string[]; readonly isTop: boolean },
  context: LockContext,
): LockNode | null {
  const { entry, jsonPath } = at;
  const { path, json, problems } = context;
  const stated = entry.version ?? '';
  if (stated === '' || stated.length > MAX_VERSION_LENGTH) {
    const what = stated === '' ? 'has no version' : 'has a version that is too long';
    problems.add(
      'BAD_ENTRY',
      path,
      () => json.lineOf(...jsonPath),
      `The entry ${quote(location)} ${what}; it was left out.`,
    );
    return null;
  }
  const source = sourceOfRange(stated);
  const requires = isJsonObject(entry.requires) ? entry.requires : {};
  return {
    location,
    installedAs: name,
    name: aliasedName(stated) ?? name,
    version: versionOf(stated, source),
    source,
    isBundled: entry.bundled === true && !at.isTop,
    flaggedScope: flaggedScope(entry),
    asks: readAskMap(
      requires,
      { kind: 'RUNTIME', section: 'requires' },
      { path, problems, lineOf: (section, asked) => json.lineOf(...jsonPath, section, asked) },
    ),
  };
}

/** Version 1 puts an address in place of the version of what does not come from a registry. */
function versionOf(stated: string, source: PackageSource): string {
  if (source !== 'REGISTRY') return '';
  return aliasedName(stated) === null ? stated : stated.slice(stated.lastIndexOf('@') + 1);
}

function flaggedScope(entry: DependencyEntry): DependencyScope {
  if (entry.dev === true) return 'DEVELOPMENT';
  return entry.optional === true ? 'OPTIONAL' : 'RUNTIME';
}
