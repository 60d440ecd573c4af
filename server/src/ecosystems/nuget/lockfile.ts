import { z } from 'zod';
import type { DependencyScope } from '../../inventory/inventory.js';
import { checkHoldsAny, isJsonObject, type JsonObject, readFields } from '../../formats/fields.js';
import { type JsonText, readJsonText } from '../../formats/json-text.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { DirectAsk, ResolvedFramework, ResolvedPackage } from './resolved-graph.js';

const NEWEST_VERSION = 3;

const lockSchema = z.object({
  version: z.number().optional(),
  dependencies: z.custom<JsonObject>(isJsonObject).optional(),
});

const entrySchema = z.object({
  type: z.string().optional(),
  requested: z.string().optional(),
  resolved: z.string().optional(),
  dependencies: z.custom<JsonObject>(isJsonObject).optional(),
});

/** What packages.lock.json states; `version` is null where the file does not say, frameworks where it holds nothing. */
export interface NuGetLock {
  readonly version: number | null;
  readonly frameworks: readonly ResolvedFramework[] | null;
}

/**
 * Reads packages.lock.json, versions 1 to 3, the later with CentralTransitive
 * (https://github.com/NuGet/Home/wiki/Enable-repeatable-package-restore-using-lock-file). `scopeOf` says why the project asks
 * for a package.
 */
export function readLock(
  path: string,
  text: string,
  {
    problems,
    scopeOf,
  }: { readonly problems: ProblemList; readonly scopeOf: (name: string) => DependencyScope },
): NuGetLock {
  const json = readJsonText(path, text, problems);
  if (json.value === null) return { version: null, frameworks: null };
  checkHoldsAny(json.value, ['version', 'dependencies'], { path, problems });
  const { fields, badFields } = readFields(lockSchema, json.value);
  for (const field of badFields) {
    const message = `The field ${quote(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  const version = fields.version ?? null;
  if (version !== null && (!Number.isInteger(version) || version < 1 || version > NEWEST_VERSION)) {
    const message = `Lock version ${version} is not known; the file was read as if it were version ${NEWEST_VERSION}.`;
    problems.add('UNKNOWN_VERSION', path, () => json.lineOf('version'), message);
  }
  const frameworks = Object.entries(fields.dependencies ?? {}).map(([name, value]) =>
    readFramework(name, value, { path, json, problems, scopeOf }),
  );
  return { version, frameworks };
}

interface LockContext {
  readonly path: string;
  readonly json: JsonText;
  readonly problems: ProblemList;
  readonly scopeOf: (name: string) => DependencyScope;
}

function readFramework(
  framework: string,
  value: unknown,
  { path, json, problems, scopeOf }: LockContext,
): ResolvedFramework {
  const packages: ResolvedPackage[] = [];
  const direct: DirectAsk[] = [];
  for (const [name, entry] of isJsonObject(value) ? Object.entries(value) : []) {
    if (problems.isHopeless(path)) break;
    const fields = isJsonObject(entry) ? readFields(entrySchema, entry).fields : {};
    const isProject = fields.type === 'Project';
    if (name === '' || (!isProject && (fields.resolved ?? '') === '')) {
      const message = `The entry ${quote(name)} has no resolved version and was left out.`;
      problems.add('BAD_ENTRY', path, () => json.lineOf('dependencies', framework, name), message);
      continue;
    }
    packages.push({
      name,
      version: isProject ? null : (fields.resolved ?? ''),
      asks: textsOf(fields.dependencies),
    });
    if (fields.type === 'Direct')
      direct.push({ name, range: fields.requested ?? fields.resolved ?? '', kind: scopeOf(name) });
  }
  return { name: framework, packages, direct };
}

/** The texts of an object by name. */
export function textsOf(value: JsonObject | undefined): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(value ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
