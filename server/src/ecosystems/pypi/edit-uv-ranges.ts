import { resolvePath, splitPath } from '../manifest-paths.js';
import type { RangeChange } from '../ecosystem.js';
import { isSameName, newRange, type TextEdit } from './declared-range.js';
import type { OpenLock } from './lock-blocks.js';
import { readSpecifiers } from './specifiers.js';
import { tableIn, textIn } from './table.js';
import { comparePublished, readPublished } from './versions.js';

const DECLARED = /\{ name = "([^"]+)"[^{}]*?, specifier = "([^"]*)"/g;

/**
 * Where a uv.lock repeats what the manifests of its own packages declare, and the new specifiers there, in uv's order. None
 * where it repeats the declaration nowhere.
 */
export function editUvRanges(lock: OpenLock, change: RangeChange): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (const { start, end } of declaringParts(lock, change.manifestPath))
    for (const found of lock.text.slice(start, end).matchAll(DECLARED)) {
      const [whole, name = '', specifier = ''] = found;
      const isAsked = isSameName(name, change.name) && newRange(specifier, change) !== null;
      if (!isAsked) continue;
      const at = start + found.index + whole.length - 1 - specifier.length;
      edits.push({ start: at, end: at + specifier.length, text: inOrder(change.range) });
    }
  return edits;
}

/** The own packages of the manifest that changes, and the lock's own table of what a root that is no package declares. */
function declaringParts(
  lock: OpenLock,
  manifestPath: string | null,
): readonly { readonly start: number; readonly end: number }[] {
  const { folder } = splitPath(lock.path);
  const wanted = manifestPath === null ? null : splitPath(manifestPath).folder;
  const parts: { start: number; end: number }[] = lock.blocks.filter(({ table }) => {
    const source = tableIn(table, 'source');
    const place = textIn(source, 'editable') ?? textIn(source, 'virtual');
    return place !== null && (wanted === null || (resolvePath(folder, place) ?? folder) === wanted);
  });
  const start = lock.text.indexOf('\n[manifest');
  const [first] = lock.blocks;
  if (start !== -1 && first !== undefined && start < first.start && (wanted === null || wanted === folder))
    parts.push({ start, end: first.start });
  return parts;
}

/** uv orders the parts of a specifier set by their versions. */
function inOrder(range: string): string {
  const parts = readSpecifiers(range) ?? [];
  return parts
    .toSorted((left, right) => {
      const before = readPublished(left.text.replace(/\.\*$/, ''));
      const after = readPublished(right.text.replace(/\.\*$/, ''));
      return before === null || after === null ? 0 : comparePublished(before, after);
    })
    .map(({ operator, text }) => operator + text)
    .join(',');
}
