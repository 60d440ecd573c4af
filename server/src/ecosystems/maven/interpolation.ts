const MAX_DEPTH = 50;
const MAX_LENGTH = 1024;

/** Why an expression could not be resolved: nothing gives it, it leads back to itself, or it grows too long. */
export interface UnresolvedExpression {
  readonly name: string;
  readonly reason: 'UNKNOWN' | 'CYCLE' | 'TOO_LONG';
}

/** A text with its expressions replaced; the first of those that could not be resolved, which stand as written. */
export interface Interpolated {
  readonly text: string;
  readonly unresolved: UnresolvedExpression | null;
}

/** Replaces `${name}` in a text. */
export type Interpolate = (text: string) => Interpolated;

/**
 * Replaces expressions by the model's own fields (`project.version`), then properties, the first map that has one, then
 * fields without their prefix, as Maven does (https://maven.apache.org/ref/3.9.9/maven-model-builder/#model-interpolation).
 * Each name is worked out once, and no text grows beyond 1,024 characters, so the work is bounded by the file's size.
 */
export function createInterpolate(
  fields: ReadonlyMap<string, string>,
  properties: readonly ReadonlyMap<string, string>[],
): Interpolate {
  const known = new Map<string, Interpolated>();
  const open = new Set<string>();

  const lookUp = (name: string): string | undefined => {
    const field = fields.get(name.replace(/^(?:project|pom)\./, ''));
    if (field !== undefined && /^(?:project|pom)\./.test(name)) return field;
    return properties.find((map) => map.has(name))?.get(name) ?? field;
  };

  const resolve = (name: string): Interpolated => {
    const before = known.get(name);
    if (before !== undefined) return before;
    const value = lookUp(name);
    const asWritten = `\${${name}}`;
    if (value === undefined) return { text: asWritten, unresolved: { name, reason: 'UNKNOWN' } };
    if (open.has(name) || open.size >= MAX_DEPTH)
      return { text: asWritten, unresolved: { name, reason: 'CYCLE' } };
    open.add(name);
    const expanded = expand(value);
    open.delete(name);
    const cause = expanded.unresolved?.reason === 'TOO_LONG' ? expanded.unresolved : null;
    const isTooLong = cause !== null || expanded.text.length > MAX_LENGTH;
    const result: Interpolated = isTooLong
      ? { text: asWritten, unresolved: cause ?? { name, reason: 'TOO_LONG' } }
      : expanded;
    known.set(name, result);
    return result;
  };

  const expand: Interpolate = (text) => {
    if (!text.includes('${')) return { text, unresolved: null };
    let unresolved: UnresolvedExpression | null = null;
    let result = '';
    let from = 0;
    for (let at = text.indexOf('${'); at !== -1; at = text.indexOf('${', from)) {
      const end = text.indexOf('}', at);
      if (end === -1 || result.length > MAX_LENGTH) break;
      const value = resolve(text.slice(at + 2, end));
      unresolved ??= value.unresolved;
      result += text.slice(from, at) + value.text;
      from = end + 1;
    }
    return { text: result + text.slice(from), unresolved };
  };

  return expand;
}
