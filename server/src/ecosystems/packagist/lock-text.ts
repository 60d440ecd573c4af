import { findNodeAtLocation, type Node } from 'jsonc-parser';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { readTree } from '../../formats/json-text.js';
import { lineEndOf, TextEdits } from '../../formats/text-edits.js';

/** One package of a lock, as it stands or as it will. */
export interface LockEntry {
  readonly section: 'packages' | 'packages-dev';
  readonly name: string;
  readonly version: string;
  readonly fields: JsonObject;
  readonly node: Node;
}

/** A JSON file of Composer's being edited in place. */
export interface ComposerText {
  readonly edits: TextEdits;
  readonly value: JsonObject;
  readonly root: Node;
}

/** Null where the text is not an object in strict JSON: what Composer cannot read, nobody edits. */
export function openText(text: string): ComposerText | null {
  const edits = TextEdits.open(text);
  if (edits === null) return null;
  try {
    const value: unknown = JSON.parse(edits.text);
    const root = readTree(edits.text);
    return isJsonObject(value) && root?.type === 'object' ? { edits, value, root } : null;
  } catch {
    return null;
  }
}

/** The node of a value; null where there is none, or where a key on the way stands there twice. */
export function nodeAt(root: Node, path: readonly string[]): Node | null {
  let node = root;
  for (const key of path) {
    const count = node.children?.filter((child) => child.children?.[0]?.value === key).length ?? 0;
    const next = node.type === 'object' && count === 1 ? findNodeAtLocation(node, [key]) : undefined;
    if (next === undefined) return null;
    node = next;
  }
  return node;
}

/** The packages of a lock; entries without a name or a version are left out, as where the lock is read. */
export function entriesOf({ value, root }: ComposerText): readonly LockEntry[] {
  return (['packages', 'packages-dev'] as const).flatMap((section) => {
    const list = Object.hasOwn(value, section) ? value[section] : null;
    const nodes = nodeAt(root, [section])?.children ?? [];
    if (!Array.isArray(list) || nodes.length !== list.length) return [];
    return list.flatMap((fields: unknown, index): LockEntry[] => {
      const node = nodes[index];
      if (node === undefined || !isJsonObject(fields)) return [];
      const { name, version } = fields;
      if (typeof name !== 'string' || typeof version !== 'string') return [];
      return [{ section, name, version, fields, node }];
    });
  });
}

/** How the file is laid out where a node stands. */
export function layoutAt(
  { edits: { text }, root }: ComposerText,
  node: Node,
): { readonly indent: string; readonly base: string; readonly newline: string } {
  const lineStart = text.lastIndexOf('\n', node.offset) + 1;
  const first = root.children?.[0]?.offset ?? 0;
  const gap = text.slice(text.lastIndexOf('\n', first) + 1, first);
  return {
    indent: /^[ \t]{1,10}$/.test(gap) ? gap : '    ',
    base: /^[ \t]*/.exec(text.slice(lineStart, node.offset))?.[0] ?? '',
    newline: lineEndOf(text) || '\n',
  };
}

/** Takes items out of a list, each with its comma; what stays keeps its layout. */
export function removeItems(edits: TextEdits, list: Node, removed: ReadonlySet<Node>): boolean {
  const items = list.children ?? [];
  const lastKept = items.findLastIndex((item) => !removed.has(item));
  for (const [index, item] of items.slice(0, Math.max(0, lastKept)).entries()) {
    const next = items[index + 1];
    if (removed.has(item) && next !== undefined && !edits.replace(item.offset, next.offset, '')) return false;
  }
  const last = items.at(-1);
  const kept = items[lastKept];
  if (last === undefined || last === kept) return true;
  return kept === undefined
    ? edits.replace(list.offset + 1, list.offset + list.length - 1, '')
    : edits.replace(kept.offset + kept.length, last.offset + last.length, '');
}
