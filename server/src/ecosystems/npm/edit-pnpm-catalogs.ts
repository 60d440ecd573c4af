import { isScalar, parseDocument } from 'yaml';
import type { ManifestFile, RangeChange } from '../ecosystem.js';
import { isJsonObject } from '../../formats/fields.js';
import { joinPath, splitPath } from '../manifest-paths.js';
import { SECTIONS } from './asks.js';
import { JsonEditor } from './json-edit.js';
import { writeScalar } from './pnpm-yaml.js';

/** A range of a catalog as it was and as it is now. */
export interface CatalogChange {
  readonly catalog: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** The ranges that manifests declare themselves, and those that they take from catalogs, edited; or why they cannot be. */
export type EditedCatalogs =
  | {
      readonly kind: 'edited';
      readonly ranges: readonly RangeChange[];
      readonly changes: readonly CatalogChange[];
      readonly files: readonly ManifestFile[];
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** Rewrites ranges where `catalog:` says that they stand (https://pnpm.io/catalogs): in pnpm-workspace.yaml, for all that use them. */
export function editCatalogs(
  folder: string,
  files: readonly ManifestFile[],
  wanted: readonly RangeChange[],
): EditedCatalogs {
  const path = joinPath(folder, 'pnpm-workspace.yaml');
  const workspace = files.find((file) => file.path === path)?.text;
  const changes = new Map<string, CatalogChange>();
  const ranges: RangeChange[] = [];
  let text = workspace;
  for (const change of wanted) {
    const catalogs = new Set(files.flatMap((file) => catalogOf(file, change) ?? []));
    if (catalogs.size === 0 || (change.manifestPath === null && workspace === undefined)) ranges.push(change);
    for (const catalog of catalogs) {
      const { name, from: before, range: after } = change;
      const key = JSON.stringify([catalog, name]);
      if (changes.get(key)?.after === after) continue;
      const edited = text === undefined ? null : replaceRange(text, { catalog, name, before, after });
      if (edited === null || changes.has(key))
        return { kind: 'refused', reason: `${name}: its catalog does not state ${JSON.stringify(before)}` };
      changes.set(key, { catalog, name, before, after });
      text = edited;
    }
  }
  const edited = text === undefined || text === workspace ? [] : [{ path, text }];
  return { kind: 'edited', ranges, changes: [...changes.values()], files: edited };
}

/** The catalog that a manifest takes the range from; null where it is another manifest, or it declares the range itself. */
function catalogOf({ path, text }: ManifestFile, { manifestPath, name }: RangeChange): string | null {
  if (splitPath(path).file !== 'package.json' || (manifestPath !== null && manifestPath !== path))
    return null;
  if (!text.includes('catalog:')) return null;
  const value = JsonEditor.open(text)?.value;
  for (const section of SECTIONS) {
    const names = value?.[section];
    const range = isJsonObject(names) && Object.hasOwn(names, name) ? names[name] : undefined;
    if (typeof range !== 'string' || !range.startsWith('catalog:')) continue;
    const catalog = range.slice('catalog:'.length).trim();
    return catalog === '' ? 'default' : catalog;
  }
  return null;
}

function replaceRange(text: string, { catalog, name, before, after }: CatalogChange): string | null {
  const document = parseDocument(text);
  if (document.errors.length > 0) return null;
  const inOwn = document.getIn(['catalogs', catalog, name], true);
  const node = catalog === 'default' ? (document.getIn(['catalog', name], true) ?? inOwn) : inOwn;
  if (!isScalar(node) || node.value !== before || !node.range) return null;
  const isDouble = node.type === 'QUOTE_DOUBLE';
  const isSingle = node.type === 'QUOTE_SINGLE';
  const plain = writeScalar(after, { isInFlow: true });
  const written = isDouble ? JSON.stringify(after) : isSingle ? `'${after.replaceAll("'", "''")}'` : plain;
  return written === null ? null : text.slice(0, node.range[0]) + written + text.slice(node.range[1]);
}
