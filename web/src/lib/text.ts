import { count } from '../texts/language.js';
import { libTexts } from '../texts/lib.js';

/** `1234` as `1,234`. */
export function formatCount(value: number): string {
  return count(value);
}

/** `1 plan`, `1,200 plans`. */
export function countOf(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** A list's total, with `+` where the server stopped counting. */
export function formatTotal(total: number, isCapped: boolean): string {
  return isCapped ? `${formatCount(total)}+` : formatCount(total);
}

/** At most `max` characters, cut in the middle, since the start and the end of paths and hashes tell most. */
export function cutMiddle(text: string, max: number): string {
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  const head = Math.ceil((max - 1) / 2);
  const tail = Math.floor((max - 1) / 2);
  return `${characters.slice(0, head).join('')}…${characters.slice(characters.length - tail).join('')}`;
}

/** The first 10 characters of a commit or digest. */
export function shortHash(hash: string): string {
  return hash.slice(0, 10);
}

/** `A`, `A and B`, `A, B and C`. */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return libTexts.and(words.slice(0, -1).join(', '), words[words.length - 1] ?? '');
}

/** A constant of the API as a word that begins a cell: `RUNTIME` as `Runtime`. */
export function sentenceCase(constant: string): string {
  return constant.charAt(0) + constant.slice(1).toLowerCase().replaceAll('_', ' ');
}
