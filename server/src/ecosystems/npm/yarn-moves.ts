import semver from 'semver';
import type { ForceChange, VersionChange } from '../ecosystem.js';
import type { Inventory } from '../../inventory/inventory.js';
import type { EditedDeclaration } from './edit-manifests.js';
import { SHA512 } from './edit-entry.js';
import { refuseTarget } from './edit-versions.js';
import { aliasedName } from './names.js';
import { resolveTarball } from './resolved.js';
import { rangeBehindAlias, satisfies } from './versions.js';
import { splitDescriptor } from './yarn-graph.js';
import { compareCodes, writeEntry, writeKeys, type YarnBlock, type YarnText } from './yarn-text.js';

const MOVABLE: ReadonlySet<string> = new Set(['version', 'resolved', 'integrity']);

/** The entries of a yarn.lock of Yarn 1 while they change. */
export class YarnMoves {
  readonly #blocks: (YarnBlock | null)[];
  readonly #firstKeys: readonly (string | undefined)[];
  readonly #byDescriptor = new Map<string, number>();
  readonly #own: ReadonlySet<string>;
  readonly #ownNames: ReadonlySet<string>;
  readonly #changed = new Set<number>();
  readonly #forced: ReadonlySet<string>;

  constructor(text: YarnText, inventory: Inventory) {
    this.#blocks = [...text.blocks];
    this.#firstKeys = text.blocks.map(({ keys }) => keys[0]);
    text.blocks.forEach(({ keys }, index) => {
      for (const key of keys) if (!this.#byDescriptor.has(key)) this.#byDescriptor.set(key, index);
    });
    const own = inventory.packages.filter(({ source }) => source === 'ROOT' || source === 'WORKSPACE');
    this.#own = new Set(own.map(({ location }) => location));
    this.#ownNames = new Set(own.map(({ name }) => name));
    // What is bound to a version that it does not ask for is held there by a rule.
    this.#forced = new Set(
      inventory.packages.flatMap(({ requires }) =>
        requires.flatMap(({ name, range, target }) => {
          const version = target === null ? undefined : inventory.packages[target]?.version;
          return version === undefined || satisfies(version, range) ? [] : [name];
        }),
      ),
    );
  }

  /** The entries as they are now, in Yarn's order where they changed. */
  blocks(): readonly YarnBlock[] {
    this.#merge();
    const isPlaced = (block: YarnBlock, index: number): boolean =>
      !this.#changed.has(index) || this.#firstKeys[index] === block.keys[0];
    const kept = this.#blocks.flatMap((block, index) =>
      block !== null && isPlaced(block, index) ? [block] : [],
    );
    const changed = this.#blocks.flatMap((block, index) =>
      block === null || isPlaced(block, index) ? [] : [block],
    );
    for (const block of changed.toSorted((left, right) => compareFirst(right, left))) {
      const at = kept.findIndex((other) => compareFirst(other, block) > 0);
      kept.splice(at === -1 ? kept.length : at, 0, block);
    }
    return kept;
  }

  /** Moves the entry whose first key is `location`. Answers why that cannot be done, or null. */
  move(location: string, change: VersionChange): string | null {
    const index = this.#byDescriptor.get(location);
    const block = index === undefined ? undefined : this.#blocks[index];
    if (index === undefined || block === undefined || block === null || block.keys[0] !== location)
      return 'the lock has no such entry, or has it twice';
    const { entry, keys } = block;
    if (!keys.every((key) => realName(key) === change.name)) return 'the entry belongs to another package';
    const version = entry.fields.get('version');
    if (version !== change.from && version !== change.to) return `it is not at ${change.from}`;
    if ([...entry.fields.keys()].some((key) => !MOVABLE.has(key))) return 'it does not come from a registry';
    if (writeEntry(keys, entry).join('\n') !== block.body.join('\n'))
      return 'the entry is not written as Yarn writes it';
    const fields = movedFields(entry.fields, change);
    if (typeof fields === 'string') return fields;
    const { dependencies, optionalDependencies } = change.target;
    const optional = new Map(Object.entries(optionalDependencies));
    const plain = new Map(Object.entries(dependencies).filter(([name]) => !optional.has(name)));
    const moved = { ...entry, fields, dependencies: plain, optionalDependencies: optional };
    this.#put(index, { ...block, entry: moved, body: writeEntry(keys, moved) });
    return null;
  }

  /** Binds what the moved entry asks for to the entries that answer it. */
  bind(location: string, change: VersionChange): string | null {
    const { dependencies, optionalDependencies } = change.target;
    const answers = change.answers.get(location) ?? [];
    for (const [name, range] of Object.entries({ ...dependencies, ...optionalDependencies })) {
      const answer = answers.find(
        (each) => each.name === name && each.kind !== 'PEER' && each.range === range,
      );
      if (answer !== undefined && answer.location !== null && this.#own.has(answer.location)) continue;
      const reason = this.#bindTo(`${name}@${range}`, answer?.location ?? null);
      if (reason !== null) return reason;
    }
    return null;
  }

  /** Takes new ranges of the project's own manifests into the keys of the entries that answered the old ones. */
  rename(declarations: readonly EditedDeclaration[]): string | null {
    for (const { name, before, after } of declarations) {
      const index = this.#byDescriptor.get(`${name}@${before}`);
      if (index === undefined && this.#ownNames.has(name)) continue;
      const location = index === undefined ? null : (this.#blocks[index]?.keys[0] ?? null);
      const reason = this.#bindTo(`${name}@${after}`, location);
      if (reason !== null) return reason;
    }
    return null;
  }

  /** Yarn keeps the rule itself as a key of the entry that it leads to. */
  force(forces: readonly ForceChange[]): string | null {
    for (const { name, to } of forces) {
      const descriptor = `${name}@${to}`;
      if (this.#byDescriptor.has(descriptor)) continue;
      const found = this.#blocks.findIndex(
        (block) =>
          block?.entry.fields.get('version') === to &&
          block.keys.every((key) => realName(key) === name && splitDescriptor(key).name === name),
      );
      const reason = found === -1 ? `the lock has no ${descriptor}` : this.#add(found, descriptor);
      if (reason !== null) return reason;
    }
    return null;
  }

  /** Yarn passes over an entry whose version a key does not admit: why a lock with one cannot be written, or null. */
  misfit(forces: readonly ForceChange[]): string | null {
    const names = new Set(forces.map(({ name }) => name));
    for (const index of this.#changed) {
      const block = this.#blocks[index];
      const version = block?.entry.fields.get('version') ?? '';
      const key = block?.keys.find((each) => {
        const { name, range } = splitDescriptor(each);
        return isRange(range) && !satisfies(version, range) && !this.#forced.has(name) && !names.has(name);
      });
      if (key !== undefined) return `${version} does not fit ${key}`;
    }
    return null;
  }

  /** Takes descriptors out; an entry that answers none any more goes. */
  drop(descriptors: ReadonlySet<string>): void {
    this.#blocks.forEach((block, index) => {
      if (block === null || !block.keys.some((key) => descriptors.has(key))) return;
      const keys = block.keys.filter((key) => !descriptors.has(key));
      if (keys.length === 0) this.#blocks[index] = null;
      else this.#put(index, withKeys(block, keys));
    });
  }

  #bindTo(descriptor: string, location: string | null): string | null {
    const bound = this.#byDescriptor.get(descriptor);
    const wanted = location === null ? undefined : this.#byDescriptor.get(location);
    if (wanted === undefined)
      return bound === undefined ? `the lock has nothing that answers ${descriptor}` : null;
    if (bound === wanted) return null;
    if (bound === undefined) return this.#add(wanted, descriptor);
    const [left, right] = [this.#blocks[bound], this.#blocks[wanted]];
    return left?.entry.fields.get('version') === right?.entry.fields.get('version')
      ? null
      : `the lock binds ${descriptor} to another copy`;
  }

  #add(index: number, descriptor: string): string | null {
    const block = this.#blocks[index];
    const { name, range } = splitDescriptor(descriptor);
    if (block === undefined || block === null) return `the lock has nothing that answers ${descriptor}`;
    if (!block.keys.every((key) => realName(key) === realName(descriptor)))
      return `what is said to answer ${descriptor} is another package`;
    if (!satisfies(block.entry.fields.get('version') ?? '', range) && !this.#forced.has(name))
      return `the lock has no version that fits ${descriptor}`;
    if (writeKeys(block.keys) !== block.body[0]) return 'the entry is not written as Yarn writes it';
    // An alias has an entry of its own, even where both are the same version.
    if (!block.keys.every((key) => splitDescriptor(key).name === name))
      return `${descriptor} would need an entry of its own`;
    this.#byDescriptor.set(descriptor, index);
    this.#put(index, withKeys(block, [...block.keys, descriptor]));
    return null;
  }

  #put(index: number, block: YarnBlock): void {
    this.#blocks[index] = block;
    this.#changed.add(index);
  }

  /** Yarn writes one entry for all descriptors of a name that come to the same archive. */
  #merge(): void {
    const byArchive = new Map<string, number>();
    this.#blocks.forEach((block, index) => {
      const archive = block === null ? null : archiveOf(block);
      if (block === null || archive === null) return;
      const first = byArchive.get(archive);
      const other = first === undefined ? undefined : this.#blocks[first];
      if (first === undefined || other === undefined || other === null) byArchive.set(archive, index);
      else if (this.#changed.has(index) || this.#changed.has(first)) {
        this.#put(first, withKeys(other, [...other.keys, ...block.keys]));
        this.#blocks[index] = null;
      }
    });
  }
}

/** Moves entries, then binds what they ask for. Answers why it cannot be done, or null. */
export function moveYarnEntries(moves: YarnMoves, changes: readonly VersionChange[]): string | null {
  const copies = changes.flatMap((change) => change.locations.map((location) => ({ change, location })));
  if (new Set(copies.map(({ location }) => location)).size < copies.length)
    return 'one copy is to be changed twice';
  for (const step of ['move', 'bind'] as const) {
    for (const { change, location } of copies) {
      const reason = refuseTarget(change) ?? moves[step](location, change);
      if (reason !== null) return `${change.name} at ${location}: ${reason}`;
    }
  }
  return null;
}

function movedFields(
  fields: ReadonlyMap<string, string>,
  change: VersionChange,
): ReadonlyMap<string, string> | string {
  const [address = '', hash] = (fields.get('resolved') ?? '').split('#', 2);
  const moved = new Map([['version', change.to]]);
  if (fields.has('resolved')) {
    if (!/^https?:/i.test(address)) return 'it does not come from a registry';
    const resolved = resolveTarball(address, change);
    if (resolved.kind === 'refused') return resolved.reason;
    const sha1 = change.target.artifacts.find((artifact) => /^sha1:[0-9a-f]{40}$/.test(artifact.hash));
    if (hash !== undefined && sha1 === undefined) return `the registry gives no SHA-1 for ${change.to}`;
    moved.set('resolved', hash === undefined ? resolved.url : `${resolved.url}#${sha1?.hash.slice(5) ?? ''}`);
  }
  if (!fields.has('integrity')) return moved;
  const integrity = change.target.integrity?.split(/\s+/).find((each) => SHA512.test(each));
  return integrity === undefined
    ? `the registry gives no SHA-512 for ${change.to}`
    : moved.set('integrity', integrity);
}

function archiveOf({ keys, entry }: YarnBlock): string | null {
  const resolved = entry.fields.get('resolved');
  return resolved === undefined ? null : `${resolved}\n${splitDescriptor(keys[0] ?? '').name}`;
}

function withKeys(block: YarnBlock, keys: readonly string[]): YarnBlock {
  const sorted = [...new Set(keys)].toSorted(compareCodes);
  return { ...block, keys: sorted, body: [writeKeys(sorted), ...block.body.slice(1)] };
}

/** A tag or nothing at all may stand for any version. */
function isRange(range: string): boolean {
  return semver.validRange(rangeBehindAlias(range), { loose: true }) !== null;
}

function realName(descriptor: string): string {
  const { name, range } = splitDescriptor(descriptor);
  return aliasedName(range) ?? name;
}

function compareFirst(left: YarnBlock, right: YarnBlock): number {
  return compareCodes(left.keys[0] ?? '', right.keys[0] ?? '');
}
