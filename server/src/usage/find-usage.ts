import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { NeededUsage, UsageBook } from '../plans/plan-input.js';
import { factsKey } from '../plans/plan-input.js';
import type { Usage } from '../plans/plan.js';
import { importedModules, isImportOf, isTellable, languagesOf } from './imports.js';

/** A project's source at one commit: each file's imports; `isComplete` is false where the bounds left something out. */
export interface ImportIndex {
  /** By ecosystem and module, the files that import it, sorted. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly isComplete: boolean;
}

/** What is read of a project's source at most. */
export const SOURCE_LIMITS = { files: 4_000, bytesEach: 512 * 1024, bytes: 48 * 1024 * 1024 } as const;

const MAXIMUM_LISTED = 20;

/** The source files among these paths, those nearest to the root first, and whether that is all of them. */
export function chooseSource(paths: readonly string[]): {
  readonly paths: readonly string[];
  readonly isComplete: boolean;
} {
  const own = paths.filter((path) => languagesOf(path).length > 0);
  const ranked = own.toSorted(
    (a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : a > b ? 1 : 0),
  );
  return { paths: ranked.slice(0, SOURCE_LIMITS.files), isComplete: own.length <= SOURCE_LIMITS.files };
}

/** Reads the imports out of texts. A text that is longer than the limits allow is left out, and the index says so. */
export function indexImports(
  texts: Iterable<readonly [path: string, text: string]>,
  isComplete: boolean,
): ImportIndex {
  const files = new Map<string, Set<string>>();
  let left: number = SOURCE_LIMITS.bytes;
  let whole = isComplete;
  for (const [path, text] of texts) {
    if (text.length > SOURCE_LIMITS.bytesEach || text.length > left) {
      whole = false;
      continue;
    }
    left -= text.length;
    for (const ecosystem of languagesOf(path)) {
      for (const module of importedModules(ecosystem, text)) {
        const key = `${ecosystem}|${module}`;
        files.set(key, (files.get(key) ?? new Set()).add(path));
      }
    }
  }
  return {
    files: new Map([...files].map(([key, paths]) => [key, [...paths].toSorted()])),
    isComplete: whole,
  };
}

/** Where these packages are imported; packages that cannot be told from imports are left out. */
export function findUsage(index: ImportIndex, packages: readonly NeededUsage[]): UsageBook {
  const modules = new Map<EcosystemId, readonly (readonly [string, readonly string[]])[]>();
  const book = new Map<string, Usage>();
  for (const { ecosystem, name } of packages) {
    if (!isTellable(ecosystem)) continue;
    const known = modules.get(ecosystem) ?? modulesOf(index, ecosystem);
    modules.set(ecosystem, known);
    const using = new Set<string>();
    for (const [module, files] of known) {
      if (!isImportOf(ecosystem, name, module)) continue;
      for (const file of files) using.add(file);
    }
    const files = [...using].toSorted();
    book.set(factsKey(ecosystem, name), {
      files: files.slice(0, MAXIMUM_LISTED),
      count: files.length,
      isComplete: index.isComplete,
    });
  }
  return book;
}

function modulesOf(index: ImportIndex, ecosystem: EcosystemId) {
  const prefix = `${ecosystem}|`;
  return [...index.files].flatMap(([key, files]) =>
    key.startsWith(prefix) ? [[key.slice(prefix.length), files] as const] : [],
  );
}
