import type { MarkerPart } from './marker-parts.js';
import { readSpecifiers, type Specifier } from './specifiers.js';
import { comparePublished, readPublished } from './versions.js';

type Bound = Extract<Specifier, { readonly isPrefix: boolean }>;

/**
 * A specifier set as Poetry writes it into its lock: `>=1.2,<2`, `*`, `1.2` for `==1.2`, the gap of a `!=` as `||`. Null
 * where it is not certain how Poetry writes it.
 */
export function poetryConstraint(range: string): string | null {
  const bounds = boundsOf(range);
  if (bounds === null) return null;
  const { exact, lower, upper, excluded } = bounds;
  if (exact !== null) return exact;
  if (excluded.length === 0) return joined(lower, upper) ?? '*';
  if (lower === null && upper === null) return excluded.length === 1 ? `!=${excluded[0]?.text ?? ''}` : null;
  if (lower === null) return null;
  const points = excluded.toSorted((left, right) => comparePublished(left.version, right.version));
  const first = points[0];
  const last = points.at(-1);
  const isInside =
    first !== undefined &&
    last !== undefined &&
    comparePublished(lower.version, first.version) < 0 &&
    (upper === null || comparePublished(last.version, upper.version) < 0);
  if (!isInside) return null;
  const pieces: string[] = [];
  let from = `${lower.operator}${lower.text}`;
  for (const { text } of points) {
    pieces.push(`${from},<${text}`);
    from = `>${text}`;
  }
  pieces.push(upper === null ? from : `${from},${upper.operator}${upper.text}`);
  return pieces.join(' || ');
}

/** A specifier set as Poetry writes it behind the name of an extra's package, with its space; null where that is not certain. */
export function poetryExtraRange(range: string): string | null {
  const bounds = boundsOf(range);
  if (bounds === null || bounds.excluded.length > 0) return null;
  if (bounds.exact !== null) return ` (==${bounds.exact})`;
  const text = joined(bounds.lower, bounds.upper);
  return text === null ? '' : ` (${text})`;
}

/** Comparisons as Poetry writes them, joined by `and`; null where it may write them otherwise. */
export function poetryMarker(parts: readonly MarkerPart[]): string | null {
  const isPlain = parts.every(
    ({ operator }) => operator === '==' || operator === '!=' || /^[<>]=?$/.test(operator),
  );
  const isDistinct = new Set(parts.map(({ variable }) => variable)).size === parts.length;
  const isFull = parts.some(({ variable }) => variable === 'python_full_version');
  if (!isPlain || !isDistinct || isFull || parts.length > 2) return null;
  return parts.map(({ variable, operator, value }) => `${variable} ${operator} "${value}"`).join(' and ');
}

interface Bounds {
  readonly exact: string | null;
  readonly lower: Bound | null;
  readonly upper: Bound | null;
  readonly excluded: readonly Bound[];
}

/** At most one lower and one upper bound; null for what has more, or wildcards. `~=1.2` is `>=1.2,<2.0`. */
function boundsOf(range: string): Bounds | null {
  const specifiers = readSpecifiers(range);
  if (specifiers === null) return null;
  let [lower, upper]: [Bound | null, Bound | null] = [null, null];
  const excluded: Bound[] = [];
  for (const specifier of specifiers) {
    if (specifier.operator === '===' || specifier.isPrefix) return null;
    const { operator, text } = specifier;
    if (operator === '==') return specifiers.length === 1 ? { exact: text, lower, upper, excluded } : null;
    if (operator === '!=') excluded.push(specifier);
    if (operator === '>=' || operator === '>' || operator === '~=') {
      if (lower !== null) return null;
      lower = operator === '~=' ? { ...specifier, operator: '>=' } : specifier;
    }
    if (operator === '<' || operator === '<=' || operator === '~=') {
      const bound = operator === '~=' ? compatibleBound(specifier) : specifier;
      if (upper !== null || bound === null) return null;
      upper = bound;
    }
  }
  return { exact: null, lower, upper, excluded };
}

/** Below what `~=` holds: `~=1.2` below 2.0, `~=1.2.3` below 1.3.0. */
function compatibleBound({ text, version }: Bound): Bound | null {
  if (!/^\d+(?:\.\d+){1,2}$/.test(text)) return null;
  const at = version.release.length - 2;
  const next = version.release.map((number, index) =>
    index < at ? number : index === at ? BigInt(number) + 1n : 0,
  );
  const read = readPublished(next.join('.'));
  return read === null ? null : { operator: '<', text: next.join('.'), version: read, isPrefix: false };
}

function joined(lower: Bound | null, upper: Bound | null): string | null {
  const texts = [lower, upper].flatMap((bound) => (bound === null ? [] : [`${bound.operator}${bound.text}`]));
  return texts.length === 0 ? null : texts.join(',');
}
