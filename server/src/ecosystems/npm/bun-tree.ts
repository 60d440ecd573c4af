import type { PackageSource } from '../../inventory/inventory.js';
import type { Ask } from './tree.js';

/** One package of a bun.lock, before edges are resolved. */
export interface BunNode {
  /** Empty for the root, `workspace:<folder>` for the project's other packages, else the key in `packages`. */
  readonly location: string;
  readonly name: string;
  readonly version: string;
  readonly source: PackageSource;
  readonly isBundled: boolean;
  readonly asks: readonly Ask[];
}

/** The packages of a bun.lock and their places in node_modules, given as the names on the way there. */
export class BunTree {
  readonly #nodes: BunNode[] = [];
  /** The names of the first place of each node, and per place the names that stand in it. */
  readonly #places: (readonly string[] | undefined)[] = [];
  readonly #folders = new Map<string, Map<string, number>>();
  readonly #chains: (readonly ReadonlyMap<string, number>[] | undefined)[] = [];
  #top: readonly ReadonlyMap<string, number>[] | undefined;

  get nodes(): readonly BunNode[] {
    return this.#nodes;
  }

  /** Adds a package and gives its index. */
  add(node: BunNode): number {
    return this.#nodes.push(node) - 1;
  }

  /** Says where a package stands; one of the project's own can stand at several places. */
  place(names: readonly string[], index: number): void {
    const parent = names.slice(0, -1).join('/');
    const inside = this.#folders.get(parent) ?? new Map<string, number>();
    this.#folders.set(parent, inside.set(names.at(-1) ?? '', index));
    this.#places[index] ??= names;
  }

  /** The copy that a package gets when it asks for a name: the one inside of it, else the nearest above. */
  find(index: number, name: string): number | null {
    for (const inside of this.#chainOf(index)) {
      const found = inside.get(name);
      if (found !== undefined) return found;
    }
    return null;
  }

  /** What stands inside of a package and inside of each one around it, nearest first; most share that of the top. */
  #chainOf(index: number): readonly ReadonlyMap<string, number>[] {
    const known = this.#chains[index];
    if (known !== undefined) return known;
    this.#top ??= [this.#folders.get('') ?? new Map<string, number>()];
    const names = this.#places[index] ?? [];
    const nearer: ReadonlyMap<string, number>[] = [];
    for (let length = names.length; length > 0; length -= 1) {
      const inside = this.#folders.get(length === 1 ? (names[0] ?? '') : names.slice(0, length).join('/'));
      if (inside !== undefined) nearer.push(inside);
    }
    const chain = nearer.length === 0 ? this.#top : [...nearer, ...this.#top];
    this.#chains[index] = chain;
    return chain;
  }
}
