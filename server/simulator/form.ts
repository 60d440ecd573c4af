/** A value of a form: text, or what brackets in names build of it. */
export type FormValue = string | FormValue[] | { [name: string]: FormValue };

const MAX_DEPTH = 32;
const MAX_FIELDS = 65_536;

/**
 * Reads a form as GitLab's framework does: `a[]=1` makes a list, `a[b]=1` a record, and in `a[][b]=1` a name that the last
 * record has already begins the next one. Null when the form is not one.
 */
export function parseForm(text: string): ReadonlyMap<string, FormValue> | null {
  const root = new Map<string, Node>();
  let count = 0;
  for (const [name, value] of new URLSearchParams(text)) {
    count += 1;
    const path = pathOf(name);
    if (count > MAX_FIELDS || !path || !insert(root, path, value)) return null;
  }
  return new Map([...root].map(([name, node]) => [name, toValue(node)]));
}

type Node = string | Node[] | Map<string, Node>;

/** `a[][b]` is `a`, ``, `b`; null when brackets do not match or nest too deeply. */
function pathOf(name: string): readonly string[] | null {
  const bracket = name.indexOf('[');
  if (bracket <= 0) return bracket === 0 ? null : [name];
  const path = [name.slice(0, bracket)];
  for (let position = bracket; position < name.length;) {
    const end = name.indexOf(']', position);
    if (name.charAt(position) !== '[' || end < 0 || path.length >= MAX_DEPTH) return null;
    path.push(name.slice(position + 1, end));
    position = end + 1;
  }
  return path;
}

/** False when the field does not fit what is there already. */
function insert(root: Map<string, Node>, path: readonly string[], value: string): boolean {
  let record = root;
  for (let index = 0; index < path.length;) {
    const name = path[index] ?? '';
    const rest = path.slice(index + 1);
    if (rest.length === 0) {
      record.set(name, value);
      return true;
    }
    if (rest[0] !== '') {
      const next = record.get(name) ?? new Map<string, Node>();
      if (!(next instanceof Map)) return false;
      record.set(name, next);
      record = next;
      index += 1;
      continue;
    }
    const list = record.get(name) ?? [];
    if (!Array.isArray(list)) return false;
    record.set(name, list);
    if (rest.length === 1) {
      list.push(value);
      return true;
    }
    let last = list.at(-1);
    if (!(last instanceof Map) || last.has(rest[1] ?? '')) {
      last = new Map();
      list.push(last);
    }
    record = last;
    index += 2;
  }
  return false;
}

function toValue(node: Node): FormValue {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(toValue);
  return Object.fromEntries([...node].map(([name, inner]) => [name, toValue(inner)]));
}
