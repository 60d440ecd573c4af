import { type BlockYaml, isBlockMap } from '../../formats/block-yaml.js';
import type { ProblemList } from '../../formats/problem-list.js';
import { quote } from '../../formats/problem-list.js';
import type { BlockMap, BlockValue } from '../../formats/yaml-scalars.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import type { PnpmForm } from './pnpm-keys.js';

const EMPTY: BlockMap = new Map();
const KNOWN_VERSION = /^(?:5(?:\.[0-4])?|6\.\d|9\.\d)(?:-inlineSpecifiers)?$/;

/** One document of a pnpm-lock.yaml: https://pnpm.io/lockfile. */
export interface PnpmDocument {
  readonly path: string;
  readonly content: BlockMap;
  readonly form: PnpmForm;
  /** As the file has it; empty where it has none. */
  readonly version: string;
  /** Before the project's own document one can stand that holds pnpm itself and what configures it. */
  readonly isProject: boolean;
  readonly problems: ProblemList;
  lineOf(...path: readonly string[]): number | null;
}

/** One thing that a package of a lock asks for. */
export interface PnpmAsk {
  readonly name: string;
  /** Null where only the lock's own choice is known. */
  readonly range: string | null;
  readonly kind: DependencyScope;
  /** Null for a peer that nobody brings. */
  readonly reference: string | null;
  /** A peer that need not be there. */
  readonly isInert: boolean;
  /** Where the lock says so: what asks, and in which of its sections. */
  readonly at: readonly string[];
  readonly section: string;
}

/** The documents of a lock, the project's own last; none, and a problem, where the text holds no lock. */
export function readPnpmDocuments(
  path: string,
  yaml: BlockYaml,
  problems: ProblemList,
): readonly PnpmDocument[] {
  const maps = yaml.documents.flatMap((content, index) => (isBlockMap(content) ? [{ content, index }] : []));
  return maps.map(({ content, index }, position) => {
    const version = textOf(content.get('lockfileVersion')) ?? '';
    const lineOf: PnpmDocument['lineOf'] = (...at) => yaml.lineOf(index, ...at);
    if (!KNOWN_VERSION.test(version)) {
      const what =
        version === ''
          ? 'The lock does not state its version'
          : `Lockfile version ${quote(version)} is not known`;
      const message = `${what}; it was read as if it were version ${formOf(version)}.`;
      problems.add('UNKNOWN_VERSION', path, () => lineOf('lockfileVersion'), message);
    }
    const isProject = position === maps.length - 1;
    return { path, content, form: formOf(version), version, isProject, problems, lineOf };
  });
}

export function textOf(value: BlockValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A map in what stands `at` a path, or an empty one where there is none; what is neither nothing nor a map is a problem. */
export function mapAt(
  document: PnpmDocument,
  parent: BlockMap,
  at: readonly string[],
  key: string,
): BlockMap {
  const value = parent.get(key) ?? null;
  if (isBlockMap(value)) return value;
  if (value !== null) {
    const path = [...at, key];
    const message = `${quote(path.join(' > '))} does not hold a map; it was left out.`;
    document.problems.add('BAD_ENTRY', document.path, () => document.lineOf(...path), message);
  }
  return EMPTY;
}

function formOf(version: string): PnpmForm {
  const major = Number.parseInt(version, 10);
  if (major <= 5) return 5;
  return major === 6 ? 6 : 9;
}
