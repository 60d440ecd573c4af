import type { ManifestProblem } from './inventory.js';
import type { Manifest } from './manifest.js';

const MAX_TOLD = 5;

/** Problems after which a file may hold more than what was read of it. */
const PARTIAL: ReadonlySet<ManifestProblem['code']> = new Set<ManifestProblem['code']>([
  'NOT_TEXT',
  'NOT_JSON',
  'NOT_YAML',
  'NOT_TOML',
  'NOT_XML',
  'TRUNCATED',
  'TOO_LARGE',
  'MERGE_CONFLICT',
  'UNREADABLE',
  'NOT_A_FILE',
]);

/**
 * Whether what was read of a manifest is all that it says. What was found before in one that was not read whole is
 * neither fixed nor gone, and such a file is never edited.
 */
export function isReadWhole({
  path,
  dependencyCount,
  problems,
}: Pick<Manifest, 'path' | 'dependencyCount' | 'problems'>): boolean {
  if (dependencyCount === 0) return problems.length === 0;
  return !problems.some((problem) => problem.path === path && PARTIAL.has(problem.code));
}

/** What the history says of problems that were not there at the analysis before; null when there are none. */
export function describeNewProblems(
  project: string,
  before: readonly Pick<Manifest, 'problems'>[],
  after: readonly Pick<Manifest, 'problems'>[],
): string | null {
  const known = new Set(before.flatMap(({ problems }) => problems.map(textOf)));
  const fresh = [...new Set(after.flatMap(({ problems }) => problems.map(textOf)))].filter(
    (text) => !known.has(text),
  );
  if (fresh.length === 0) return null;
  const rest = fresh.length > MAX_TOLD ? `; and ${fresh.length - MAX_TOLD} more` : '';
  const what = fresh.length === 1 ? '1 new problem' : `${fresh.length} new problems`;
  return `Manifests of ${project} have ${what}: ${fresh.slice(0, MAX_TOLD).join('; ')}${rest}`;
}

function textOf({ path, line, message }: ManifestProblem): string {
  return `${path.slice(0, 200)}${line === null ? '' : `, line ${line}`}: ${message.slice(0, 500)}`;
}
