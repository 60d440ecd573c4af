import { legacyPath } from './edit-versions.js';
import { JsonEditor } from './json-edit.js';
import { readJsonText } from '../../formats/json-text.js';
import { readPackages } from './lockfile-packages.js';
import { ProblemList } from '../../formats/problem-list.js';
import { isJsonObject } from '../../formats/fields.js';
import { buildPackages } from './tree.js';

/**
 * The edited lock without the copies that only the old versions asked for, as npm leaves them out. What nobody asked
 * for before stays, and so does everything in version 1: it does not say who asks for a peer, and npm 7 and later
 * refuse a lock that lacks one.
 */
export function removeUnasked(path: string, before: string, after: string): string {
  const wasAsked = askedBefore(path, before);
  const isAsked = askedLocations(path, after);
  if (wasAsked === null || isAsked === null) return after;
  const gone = [...wasAsked].filter((location) => !isAsked.has(location));
  const editor = gone.length === 0 ? null : JsonEditor.open(after);
  if (editor === null) return after;
  const outermost = gone.filter((location) => !gone.some((other) => location.startsWith(`${other}/`)));
  removePackages(editor, outermost);
  removeLegacy(editor, outermost);
  return editor.finish();
}

/** `askedLocations`, worked out once for the latest text: planning edits the same lock many times. */
function askedBefore(path: string, text: string): ReadonlySet<string> | null {
  const known = latest?.text === text ? latest.asked.deref() : undefined;
  if (known !== undefined) return known;
  const asked = askedLocations(path, text);
  if (asked !== null) latest = { text, asked: new WeakRef(asked) };
  return asked;
}

let latest: { readonly text: string; readonly asked: WeakRef<ReadonlySet<string>> } | null = null;

/** Where the copies stand that the project leads to, and that could be left out; null where the lock does not tell. */
function askedLocations(path: string, text: string): ReadonlySet<string> | null {
  const problems = new ProblemList();
  const json = readJsonText(path, text, problems);
  const entries = json.value?.['packages'];
  if (!isJsonObject(entries)) return null;
  const packages = buildPackages(readPackages(entries, { path, json, problems }));
  const isReached = packages.map(({ source }) => source === 'ROOT' || source === 'WORKSPACE');
  const queue = packages.flatMap((_, index) => (isReached[index] === true ? [index] : []));
  for (let next = 0; next < queue.length; next += 1) {
    for (const { target } of packages[queue[next] ?? 0]?.requires ?? []) {
      if (target === null || isReached[target] === true) continue;
      isReached[target] = true;
      queue.push(target);
    }
  }
  return new Set(
    packages.flatMap(({ location, isBundled }, index) =>
      isReached[index] === true && !isBundled && location.includes('node_modules/') ? [location] : [],
    ),
  );
}

function removePackages(editor: JsonEditor, outermost: readonly string[]): void {
  const entries = editor.value['packages'];
  const node = editor.find(['packages']);
  if (node === null || !isJsonObject(entries)) return;
  const keys = Object.keys(entries).filter((location) =>
    outermost.some((gone) => location === gone || location.startsWith(`${gone}/`)),
  );
  editor.remove(node, new Set(keys));
}

/** The older half of version 2 holds what is nested inside of its parent; an empty list is left out. */
function removeLegacy(editor: JsonEditor, outermost: readonly string[]): void {
  const byList = new Map<string, { readonly list: readonly string[]; readonly names: Set<string> }>();
  for (const location of outermost) {
    const path = legacyPath(editor, location);
    const name = path?.at(-1);
    if (path === null || name === undefined) continue;
    const list = path.slice(0, -1);
    const known = byList.get(list.join('\n')) ?? { list, names: new Set() };
    known.names.add(name);
    byList.set(list.join('\n'), known);
  }
  for (const { list, names } of byList.values()) {
    const node = editor.find(list);
    if (node === null) continue;
    const isEmptied = (node.children ?? []).every((child) => names.has(String(child.children?.[0]?.value)));
    const owner = list.length > 1 && isEmptied ? editor.find(list.slice(0, -1)) : null;
    if (owner === null) editor.remove(node, names);
    else editor.remove(owner, new Set(['dependencies']));
  }
}
