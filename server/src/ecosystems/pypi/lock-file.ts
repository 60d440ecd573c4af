import { checkHoldsAny, type JsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readTomlText } from '../../formats/toml-text.js';
import type { AskSite } from './ask.js';
import type { LockedPackage } from './lock-graph.js';
import { tablesIn, textIn } from './table.js';

const MAX_NAME_LENGTH = 256;

/** A lock that is TOML, as far as it could be read. */
export interface TomlLock {
  readonly value: JsonObject;
  readonly site: AskSite;
}

/** What a lock holds besides the project itself. */
export interface ReadLock {
  /** The version of the format, empty where the file does not say. */
  readonly version: string;
  readonly packages: readonly LockedPackage[];
}

/** What one of poetry.lock, uv.lock, pdm.lock and pylock.toml has at its top. */
const KNOWN_KEYS = ['package', 'packages', 'metadata', 'version', 'lock-version'];

/** Reads a lock that is TOML; null, and a problem, where not even a part could be read. */
export function readTomlLock(path: string, text: string, problems: ProblemList): TomlLock | null {
  const toml = readTomlText(path, text, problems);
  if (toml.value === null) return null;
  checkHoldsAny(toml.value, KNOWN_KEYS, { path, problems });
  return { value: toml.value, site: { path, problems, lineOf: (wanted) => toml.lineOf(wanted) } };
}

/** A package's table with its name and version; the version is empty where there is none. */
export interface PackageTable {
  readonly name: string;
  readonly version: string;
  readonly table: JsonObject;
}

/** The tables of a lock's packages; one without a name, or with a name or version that is none, is a problem. */
export function packageTables({ value, site }: TomlLock, field: string): readonly PackageTable[] {
  return tablesIn(value, field).flatMap((table) => {
    const name = textIn(table, 'name') ?? '';
    const version = textIn(table, 'version') ?? '';
    if (name !== '' && name.length <= MAX_NAME_LENGTH && version.length <= MAX_NAME_LENGTH)
      return { name, version, table };
    const what = name === '' ? 'An entry has no name' : `The name or version of ${quote(name)} is too long`;
    site.problems.add('BAD_ENTRY', site.path, () => null, `${what} and was left out.`);
    return [];
  });
}

/** Says so where a lock is of a newer form than the ones that are known. */
export function checkLockVersion(
  version: string,
  newestMajor: number,
  { path, problems, lineOf }: AskSite,
): void {
  const major = Number(/^\d{1,9}/.exec(version)?.[0] ?? '0');
  if (major <= newestMajor) return;
  const message = `The lock's version ${quote(version)} is newer than what Backline knows; it was read as version ${newestMajor}.`;
  problems.add('UNKNOWN_VERSION', path, () => lineOf(version), message);
}
