import { isBlockMap } from '../../formats/block-yaml.js';
import { quote } from '../../formats/problem-list.js';
import { isJsonObject } from '../../formats/fields.js';
import type { BlockMap } from '../../formats/yaml-scalars.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { isPackageName } from './names.js';
import { mapAt, type PnpmAsk, type PnpmDocument, textOf } from './pnpm-document.js';

const KINDS: ReadonlyMap<string, DependencyScope> = new Map([
  ['dependencies', 'RUNTIME'],
  ['optionalDependencies', 'OPTIONAL'],
  ['devDependencies', 'DEVELOPMENT'],
  ['configDependencies', 'DEVELOPMENT'],
  ['packageManagerDependencies', 'DEVELOPMENT'],
]);

/** One of the project's own packages, as the lock knows it. */
export interface PnpmImporter {
  /** Relative to the lock; empty for its own folder. */
  readonly folder: string;
  readonly asks: readonly PnpmAsk[];
}

/** By the catalog's name, then the package's, its range: https://pnpm.io/catalogs. */
export type PnpmCatalogs = ReadonlyMap<unknown, ReadonlyMap<unknown, string>>;

/** The project's own packages: `importers`, or the document itself where it is the lock of just one. */
export function readPnpmImporters(document: PnpmDocument, catalogs: PnpmCatalogs): readonly PnpmImporter[] {
  const { content } = document;
  if (!content.has('importers')) return [readImporter(document, content, { path: '.', at: [] }, catalogs)];
  const importers = mapAt(document, content, [], 'importers');
  return Array.from(importers.keys(), (path) => {
    const at = ['importers', path];
    return readImporter(document, mapAt(document, importers, ['importers'], path), { path, at }, catalogs);
  });
}

/** The catalogs of a lock, which state only what is used, and behind them those of a pnpm-workspace.yaml. */
export function readPnpmCatalogs(documents: readonly PnpmDocument[], workspace: unknown): PnpmCatalogs {
  const catalogs = new Map<unknown, Map<unknown, string>>();
  const put = (catalog: unknown, names: unknown): void => {
    const ranges = catalogs.get(catalog) ?? new Map<unknown, string>();
    catalogs.set(catalog, ranges);
    for (const [name, value] of entriesOf(names)) {
      const range = typeof value === 'string' ? value : entriesOf(value).get('specifier');
      if (typeof range === 'string' && !ranges.has(name)) ranges.set(name, range);
    }
  };
  for (const holder of [...documents.map(({ content }) => content), workspace]) {
    const fields = entriesOf(holder);
    put('default', fields.get('catalog'));
    for (const [catalog, names] of entriesOf(fields.get('catalogs'))) put(catalog, names);
  }
  return catalogs;
}

/** A path below a folder, without `.` and, as far as it can be, `..`. */
export function joinFolders(base: string, path: string): string {
  const parts: string[] = [];
  for (const part of `${base}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

function readImporter(
  document: PnpmDocument,
  importer: BlockMap,
  { path, at }: { readonly path: string; readonly at: readonly string[] },
  catalogs: PnpmCatalogs,
): PnpmImporter {
  const specifiers = mapAt(document, importer, at, 'specifiers');
  const asks: PnpmAsk[] = [];
  for (const [section, kind] of KINDS) {
    const names = mapAt(document, importer, at, section);
    for (const [name, value] of names) {
      if (document.problems.isHopeless(document.path)) break;
      const [specifier, reference] = isBlockMap(value)
        ? [value.get('specifier'), textOf(value.get('version'))]
        : [specifiers.get(name), textOf(value)];
      if (reference === null || !isPackageName(name)) {
        const message = `${quote(name)} in ${section} does not say what it stands for; it was left out.`;
        document.problems.add(
          'BAD_ENTRY',
          document.path,
          () => document.lineOf(...at, section, name),
          message,
        );
        continue;
      }
      const range = rangeOf(textOf(specifier), name, catalogs);
      asks.push({ name, range, kind, reference, isInert: false, at, section });
    }
  }
  return { folder: joinFolders('', path), asks };
}

/** A specifier, or what it stands for where it names a catalog. */
function rangeOf(specifier: string | null, name: string, catalogs: PnpmCatalogs): string | null {
  if (specifier === null || !specifier.startsWith('catalog:')) return specifier;
  const catalog = specifier.slice('catalog:'.length).trim();
  return catalogs.get(catalog === '' ? 'default' : catalog)?.get(name) ?? specifier;
}

function entriesOf(value: unknown): ReadonlyMap<unknown, unknown> {
  if (value instanceof Map) return value;
  return isJsonObject(value) ? new Map(Object.entries(value)) : new Map();
}
