import type { RangeChange } from '../ecosystem.js';
import type { TextEdits } from '../../formats/text-edits.js';
import { type Literal, placesOf } from './gemfile-places.js';
import { lockedPart, partsOf, type RequirementPart } from './requirement.js';

/** Rewrites the literal requirements of a gem in a Gemfile; else why not, as the end of a sentence. */
export function editGemfile(edits: TextEdits, { name, from, range }: RangeChange): string | null {
  const places = placesOf(edits.text, name);
  if (places === null) return 'it is declared by Ruby code, which Backline does not run';
  if (places.length === 0) return 'no line of the Gemfile declares it';
  const moves = movesOf(from, range);
  if (moves === null) return 'its range could not be read';
  for (const { requirements } of places) {
    if (requirements === null) return 'its range is worked out by Ruby code, which Backline does not run';
    const texts = rewritten(requirements, moves);
    if (texts === null) return 'the Gemfile asks for another range than the one to be changed';
    for (const [index, { start, end }] of requirements.entries())
      if (!edits.replace(start, end, texts[index] ?? '')) return 'its range is to be changed twice';
  }
  return null;
}

/** Each part of the range, as Bundler writes it, and what takes its place. */
function movesOf(from: string, range: string): ReadonlyMap<string, RequirementPart> | null {
  const before = partsOf(from);
  const after = partsOf(range);
  if (before === null || after?.length !== before.length) return null;
  const moves = new Map<string, RequirementPart>();
  for (const [index, part] of before.entries()) {
    const next = after[index];
    if (next !== undefined) moves.set(lockedPart(part), next);
  }
  return moves;
}

/** The literals with their parts replaced, in their own style; null where they do not state just these parts. */
function rewritten(
  literals: readonly Literal[],
  moves: ReadonlyMap<string, RequirementPart>,
): readonly string[] | null {
  const stated = literals.map(({ text }) => partsOf(text));
  const all = new Set(stated.flatMap((parts) => parts?.map(lockedPart) ?? []));
  const isDone = [...moves.values()].every((part) => all.has(lockedPart(part)));
  if (isDone && all.size === moves.size) return literals.map(({ text }) => text);
  if (all.size !== moves.size) return null;
  const texts = literals.map(({ text }, index) => rewriteLiteral(text, stated[index] ?? null, moves));
  return texts.every((text) => text !== null) ? texts : null;
}

function rewriteLiteral(
  text: string,
  parts: readonly RequirementPart[] | null,
  moves: ReadonlyMap<string, RequirementPart>,
): string | null {
  if (parts === null) return null;
  const pieces = text.split(',').map((piece, index) => {
    const part = parts[index];
    const next = part === undefined ? undefined : moves.get(lockedPart(part));
    if (part === undefined || next === undefined) return null;
    const sign = part.sign === '' && next.sign === '=' ? '' : next.sign;
    const gap = sign === '' ? '' : part.sign === '' ? ' ' : part.gap;
    return piece.replace(piece.trim(), () => sign + gap + next.version);
  });
  return pieces.includes(null) ? null : pieces.join(',');
}
