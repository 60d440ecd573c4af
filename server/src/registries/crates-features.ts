import semver from 'semver';

/** What a version of a crate says of features, as far as it decides which optional dependencies a lock has to hold. */
export interface CrateFeatures {
  readonly version: string;
  /** `features` and `features2` of the index: what each feature turns on, as written. */
  readonly features: ReadonlyMap<string, readonly string[]>;
  /** By the name that the crate's own features use. */
  readonly dependencies: ReadonlyMap<string, CrateDemand>;
}

/** What is asked of one dependency, all its targets and kinds taken together; those of development are none. */
export interface CrateDemand {
  readonly package: string;
  readonly isOptional: boolean;
  readonly isDefault: boolean;
  readonly features: ReadonlySet<string>;
}

const MAXIMUM_EFFORT = 2_000_000;

/**
 * By version, the lowest version from which a lock can move to it without any feature, in use there or anywhere else,
 * turning on or off another optional dependency: whatever was in use in between still means the same
 * (https://doc.rust-lang.org/cargo/reference/features.html). A version that cannot be ordered is left out.
 */
export function featuresSince(crates: readonly CrateFeatures[]): ReadonlyMap<string, string> {
  const since = new Map<string, string>();
  const effort = { left: MAXIMUM_EFFORT };
  let before: CrateFeatures | null = null;
  const readable = crates.filter(({ version }) => semver.valid(version) !== null);
  for (const crate of readable.toSorted((a, b) => semver.compareBuild(a.version, b.version))) {
    const start = before !== null && keeps(before, crate, effort) ? since.get(before.version) : undefined;
    since.set(crate.version, start ?? crate.version);
    before = crate;
  }
  return since;
}

interface Effort {
  left: number;
}

function keeps(before: CrateFeatures, after: CrateFeatures, effort: Effort): boolean {
  for (const [name, asked] of before.dependencies) {
    const still = after.dependencies.get(name);
    if (still !== undefined && !isSameDemand(asked, still)) return false;
  }
  for (const [name, asked] of after.dependencies) {
    const isNew = !before.dependencies.has(name);
    if (isNew && !asked.isOptional && (asked.isDefault || asked.features.size > 0)) return false;
  }
  const names = new Set([...before.features.keys(), ...implicitFeatures(before), 'default']);
  const known = new Set([...after.features.keys(), ...implicitFeatures(after), 'default']);
  for (const name of names) {
    if (!known.has(name)) return false;
    const [was, is] = [effectsOf(before, name, effort), effectsOf(after, name, effort)];
    if (effort.left < 0 || !isSameSet(was, is)) return false;
  }
  return true;
}

function isSameDemand(left: CrateDemand, right: CrateDemand): boolean {
  return (
    left.package === right.package &&
    left.isOptional === right.isOptional &&
    left.isDefault === right.isDefault &&
    isSameSet(left.features, right.features)
  );
}

function isSameSet(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  if (left.size !== right.size) return false;
  for (const each of left) if (!right.has(each)) return false;
  return true;
}

/** An optional dependency is a feature of its own name, unless some feature calls it with `dep:`. */
function implicitFeatures({ features, dependencies }: CrateFeatures): readonly string[] {
  const called = new Set<string>();
  for (const values of features.values())
    for (const value of values) if (value.startsWith('dep:')) called.add(value.slice('dep:'.length));
  return [...dependencies].flatMap(([name, { isOptional }]) =>
    isOptional && !called.has(name) ? [name] : [],
  );
}

/** What a feature turns on in the end: dependencies (`dep:x`), and features of dependencies (`x/y`, `x?/y`). */
function effectsOf(
  { features, dependencies }: CrateFeatures,
  start: string,
  effort: Effort,
): ReadonlySet<string> {
  const effects = new Set<string>();
  const visited = new Set([start]);
  for (const feature of visited) {
    const values = features.get(feature);
    if (values === undefined) {
      if (dependencies.get(feature)?.isOptional === true) effects.add(`dep:${feature}`);
      continue;
    }
    for (const value of values) {
      effort.left -= 1;
      if (effort.left < 0) return effects;
      const slash = value.indexOf('/');
      if (value.startsWith('dep:')) effects.add(value);
      else if (slash === -1) visited.add(value);
      else {
        effects.add(value);
        const dependency = value.slice(0, slash);
        if (dependencies.get(dependency)?.isOptional !== true) continue;
        effects.add(`dep:${dependency}`);
        if (features.has(dependency)) visited.add(dependency);
      }
    }
  }
  return effects;
}
