import { ProblemList } from '../../formats/problem-list.js';
import type { Interpolate } from './interpolation.js';
import { joinPath, resolvePath, splitPath } from '../manifest-paths.js';
import { type Coordinates, type Pom, type PomParent, readCoordinates, readPom } from './pom.js';
import { satisfies } from './versions.js';

interface NamedPom {
  readonly path: string;
  readonly coordinates: Coordinates;
}

/** The POMs that one group is read with. Each is read at most once, and only when something refers to it. */
export class PomRepository {
  readonly #texts: ReadonlyMap<string, string>;
  readonly #problems: ProblemList;
  readonly #poms = new Map<string, Pom | null>();
  #pomsByName: ReadonlyMap<string, readonly NamedPom[]> | null = null;

  constructor(texts: ReadonlyMap<string, string>, problems: ProblemList) {
    this.#texts = texts;
    this.#problems = problems;
  }

  /** The POM at a path; null where there is none, or none that can be read. */
  read(path: string): Pom | null {
    const before = this.#poms.get(path);
    if (before !== undefined) return before;
    const text = this.#texts.get(path);
    const pom = text === undefined ? null : readPom(path, text, this.#problems);
    this.#poms.set(path, pom);
    return pom;
  }

  /**
   * The parent of a POM: where its relativePath leads if that file bears the name that is asked for, otherwise the POM of
   * that name, wherever it lies. Null where the repository has none.
   */
  parentOf({ path, parent }: { readonly path: string; readonly parent: PomParent }): Pom | null {
    const { folder } = splitPath(path);
    const relative = parent.relativePath ?? '../pom.xml';
    const target = relative === '' ? null : resolvePath(folder, relative);
    const near =
      target === null ? undefined : [target, joinPath(target, 'pom.xml')].find((at) => this.#texts.has(at));
    const pom = near === undefined ? null : this.read(near);
    return pom !== null && bears(wholeCoordinates(pom), parent) ? pom : this.find(parent);
  }

  /** The POM of these coordinates; null where the repository has none. */
  find(wanted: Coordinates): Pom | null {
    const named = this.#named(wanted).find(({ coordinates }) => bears(coordinates, wanted));
    return named === undefined ? null : this.read(named.path);
  }

  /** Whether just these coordinates are those of a POM here; its version may be an expression that is known to the asker. */
  isModule(wanted: Coordinates, interpolate: Interpolate): boolean {
    return this.#named(wanted).some(
      ({ coordinates }) => interpolate(coordinates.version).text === wanted.version,
    );
  }

  #named(wanted: Coordinates): readonly NamedPom[] {
    this.#pomsByName ??= this.#indexNames();
    return this.#pomsByName.get(nameOf(wanted)) ?? [];
  }

  #indexNames(): ReadonlyMap<string, readonly NamedPom[]> {
    const names = new Map<string, NamedPom[]>();
    for (const [path, text] of this.#texts) {
      const coordinates = readCoordinates(text, new ProblemList());
      if (coordinates === null || coordinates.artifactId === '') continue;
      const name = nameOf(coordinates);
      const others = names.get(name);
      if (others === undefined) names.set(name, [{ path, coordinates }]);
      else others.push({ path, coordinates });
    }
    return names;
  }
}

/** A POM's coordinates, what it leaves out taken from its parent. */
export function wholeCoordinates({ own, parent }: Pick<Pom, 'own' | 'parent'>): Coordinates {
  return {
    groupId: own.groupId === '' ? (parent?.groupId ?? '') : own.groupId,
    artifactId: own.artifactId,
    version: own.version === '' ? (parent?.version ?? '') : own.version,
  };
}

function nameOf({ groupId, artifactId }: Coordinates): string {
  return `${groupId}:${artifactId}`;
}

/** A version that holds an expression, on both sides or where only the parent's own properties give it, fits any. */
function bears(own: Coordinates, wanted: Coordinates): boolean {
  if (nameOf(own) !== nameOf(wanted)) return false;
  if (own.version === wanted.version) return true;
  return (
    own.version.includes('${') || wanted.version.includes('${') || satisfies(own.version, wanted.version)
  );
}
