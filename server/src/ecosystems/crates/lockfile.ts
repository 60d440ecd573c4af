import { checkHoldsAny, isJsonObject, type JsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readTomlText, type TomlText } from '../../formats/toml-text.js';

/** One package of a Cargo.lock; without a source it lies in a folder. */
export interface LockedCrate {
  readonly name: string;
  readonly version: string;
  readonly source: string | null;
  /** As the lock writes them: `name`, `name version` or `name version (source)`. */
  readonly dependencies: readonly string[];
}

/** A Cargo.lock; null for a version that is not known. */
export interface CargoLock {
  readonly version: 1 | 2 | 3 | 4 | null;
  readonly crates: readonly LockedCrate[];
}

const NEWEST_VERSION = 4;

/**
 * Reads a Cargo.lock of versions 1 to 4
 * (https://doc.rust-lang.org/cargo/reference/resolver.html, https://github.com/rust-lang/cargo/blob/master/src/cargo/core/resolver/encode.rs).
 * A package that is none is a problem and left out; null where nothing could be read.
 */
export function readCargoLock(path: string, text: string, problems: ProblemList): CargoLock | null {
  const toml = readTomlText(path, text, problems);
  const { value } = toml;
  if (value === null) return null;
  checkHoldsAny(value, ['package', 'root', 'version', 'metadata'], { path, problems });
  const list = value['package'];
  const entries = [
    ...(value['root'] === undefined ? [] : [value['root']]),
    ...(Array.isArray(list) ? list : []),
  ];
  if (list !== undefined && !Array.isArray(list))
    problems.add(
      'BAD_ENTRY',
      path,
      () => toml.lineOf('package'),
      'The packages are no list and were not read.',
    );
  const version = lockVersion(value);
  if (version === null) {
    const message = `The file is of a version that Backline does not know; it was read like version ${NEWEST_VERSION}.`;
    problems.add('UNKNOWN_VERSION', path, () => toml.lineOf('version'), message);
  }
  const crates: LockedCrate[] = [];
  for (const entry of entries) {
    if (problems.isHopeless(path)) break;
    const crate = readCrate(entry, { path, toml, problems });
    if (crate !== null) crates.push(crate);
  }
  return { version, crates };
}

/** The first two versions do not name themselves: the first keeps its checksums, or at least its root, apart. */
function lockVersion(value: JsonObject): CargoLock['version'] {
  const version = value['version'];
  if (version === undefined) return isJsonObject(value['metadata']) || value['root'] !== undefined ? 1 : 2;
  return version === 1 || version === 2 || version === 3 || version === 4 ? version : null;
}

interface LockSource {
  readonly path: string;
  readonly toml: TomlText;
  readonly problems: ProblemList;
}

function readCrate(entry: unknown, { path, toml, problems }: LockSource): LockedCrate | null {
  const { name, version, source, dependencies = [] } = isJsonObject(entry) ? entry : {};
  if (typeof name !== 'string' || name === '' || typeof version !== 'string') {
    const lineOf = (): number | null => (typeof name === 'string' ? toml.lineOf(`name = "${name}"`) : null);
    const title = typeof name === 'string' ? `The package ${quote(name)}` : 'A package';
    problems.add('BAD_ENTRY', path, lineOf, `${title} lacks a name or a version and was left out.`);
    return null;
  }
  const texts = Array.isArray(dependencies) ? dependencies.filter((item) => typeof item === 'string') : [];
  if (!Array.isArray(dependencies) || texts.length < dependencies.length) {
    const message = `What ${quote(name)} depends on is not a list of names; what is none was left out.`;
    problems.add('BAD_ENTRY', path, () => toml.lineOf(`name = "${name}"`), message);
  }
  return { name, version, source: typeof source === 'string' ? source : null, dependencies: texts };
}
