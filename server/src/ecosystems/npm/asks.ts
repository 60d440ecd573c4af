import type { DependencyScope } from '../../inventory/inventory.js';
import { isPackageName } from './names.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import type { Ask } from './tree.js';

/** The sections of a manifest (or of a lock's entry) that declare dependencies. */
export interface DependencySections {
  readonly dependencies?: JsonObject | undefined;
  readonly optionalDependencies?: JsonObject | undefined;
  readonly peerDependencies?: JsonObject | undefined;
  readonly devDependencies?: JsonObject | undefined;
  readonly peerDependenciesMeta?: JsonObject | undefined;
}

/** Names of the sections, in the order in which they are read and edited. */
export const SECTIONS = [
  'dependencies',
  'optionalDependencies',
  'peerDependencies',
  'devDependencies',
] as const;

const KINDS: Readonly<Record<(typeof SECTIONS)[number], DependencyScope>> = {
  dependencies: 'RUNTIME',
  optionalDependencies: 'OPTIONAL',
  peerDependencies: 'PEER',
  devDependencies: 'DEVELOPMENT',
};

/** Where asks are read from, for the problems. */
export interface AsksContext {
  readonly path: string;
  readonly problems: ProblemList;
  /** The line of `section` and `name` inside of what is read. */
  lineOf(section: string, name: string): number | null;
}

/** What the sections ask for. As npm has it, an optional dependency that is also a plain one is only optional. */
export function readAsks(sections: DependencySections, context: AsksContext): readonly Ask[] {
  const asks: Ask[] = [];
  for (const section of SECTIONS) {
    const names = sections[section];
    if (names === undefined) continue;
    for (const ask of readAskMap(names, { kind: KINDS[section], section }, context)) {
      const isOptionalToo =
        section === 'dependencies' && Object.hasOwn(sections.optionalDependencies ?? {}, ask.name);
      if (isOptionalToo) continue;
      const isInert = ask.kind === 'PEER' && isOptionalPeer(sections, ask.name);
      asks.push(isInert ? { ...ask, isOptionalPeer: true } : ask);
    }
  }
  return asks;
}

/** What one map from names to ranges asks for; what is not a name or not a text is a problem. */
export function readAskMap(
  names: JsonObject,
  as: { readonly kind: DependencyScope; readonly section: string },
  context: AsksContext,
): readonly Ask[] {
  const asks: Ask[] = [];
  for (const [name, range] of Object.entries(names)) {
    if (context.problems.isHopeless(context.path)) break;
    if (typeof range === 'string' && isPackageName(name)) {
      asks.push({ name, range, kind: as.kind, isOptionalPeer: false });
      continue;
    }
    const what = isPackageName(name) ? 'has a range that is not a text' : 'is not a package name';
    const message = `${quote(name)} in ${as.section} ${what}; it was left out.`;
    context.problems.add('BAD_ENTRY', context.path, () => context.lineOf(as.section, name), message);
  }
  return asks;
}

function isOptionalPeer({ peerDependenciesMeta: peers = {} }: DependencySections, name: string): boolean {
  const peer = Object.hasOwn(peers, name) ? peers[name] : undefined;
  return isJsonObject(peer) && peer['optional'] === true;
}
