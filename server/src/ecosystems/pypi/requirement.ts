import { isVersion } from './versions.js';
import { readSpecifiers } from './specifiers.js';

const NAME = /[A-Za-z0-9][A-Za-z0-9._-]{0,511}/y;
const ARCHIVE = /\.(?:whl|zip|tar\.gz|tgz|tar\.bz2|tar\.xz|tar)$/i;
const MAX_LENGTH = 10_000;

/** A dependency specifier, read. */
export interface ReadRequirement {
  readonly name: string;
  readonly extras: readonly string[];
  /** The specifier set as written, without brackets; empty where none is written. */
  readonly range: string;
  /** Whether the range could be read. One that could not stays as it is written. */
  readonly isRangeReadable: boolean;
  readonly url: string | null;
  readonly marker: string;
}

/**
 * Reads a dependency specifier (https://packaging.python.org/en/latest/specifications/dependency-specifiers/):
 * `name[extra]>=1.2; marker` or `name @ address`. Null for what is none.
 */
export function readRequirement(text: string): ReadRequirement | null {
  const trimmed = text.trim();
  if (trimmed.length > MAX_LENGTH) return null;
  NAME.lastIndex = 0;
  const name = withoutEnd(NAME.exec(trimmed)?.[0] ?? '');
  if (name === '') return null;
  const { extras, rest } = readExtras(trimmed.slice(name.length).trim());
  if (rest.startsWith('@')) {
    const { before, marker } = splitMarker(rest.slice(1), ' ;');
    return before === '' ? null : { name, extras, range: '', isRangeReadable: true, url: before, marker };
  }
  const { before, marker } = splitMarker(rest, ';');
  const range = withoutBrackets(before);
  if (range !== '' && !/^(?:===|~=|==|!=|<=|>=|<|>)\s*[^\s,<>=!~]/.test(range)) return null;
  const isRangeReadable = readSpecifiers(range) !== null || isVersion(range.replace(/^==\s*/, ''));
  return { name, extras, range, isRangeReadable, url: null, marker };
}

/** What an address or a path says of a package: its name, and its version where the file's name holds one. */
export function packageOfAddress(address: string): { readonly name: string; readonly version: string } {
  const [path, fragment] = splitAt(address, '#');
  const egg = /(?:^|&)egg=([A-Za-z0-9._-]+)/.exec(fragment)?.[1];
  const file = lastPart(path);
  const named = isArchive(file)
    ? packageOfArchive(file.replace(ARCHIVE, ''))
    : { name: nameOfFolder(file), version: '' };
  return { name: egg ?? named.name, version: named.version };
}

/** Whether a text is an archive by its name. */
export function isArchive(text: string): boolean {
  return ARCHIVE.test(text);
}

/** A name ends with a letter or a digit. */
function withoutEnd(name: string): string {
  let end = name.length;
  while (end > 0 && '._-'.includes(name.charAt(end - 1))) end -= 1;
  return name.slice(0, end);
}

function readExtras(text: string): { readonly extras: readonly string[]; readonly rest: string } {
  const end = text.startsWith('[') ? text.indexOf(']') : -1;
  if (end === -1) return { extras: [], rest: text };
  const extras = text
    .slice(1, end)
    .split(',')
    .map((extra) => extra.trim());
  return { extras: extras.filter((extra) => extra !== ''), rest: text.slice(end + 1).trim() };
}

/** After an address the marker's semicolon must follow a space, because addresses may hold one. */
function splitMarker(text: string, separator: string): { readonly before: string; readonly marker: string } {
  const at = text.indexOf(separator);
  if (at === -1) return { before: text.trim(), marker: '' };
  return { before: text.slice(0, at).trim(), marker: text.slice(at + separator.length).trim() };
}

function withoutBrackets(text: string): string {
  return text.startsWith('(') && text.endsWith(')') ? text.slice(1, -1).trim() : text;
}

function splitAt(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

/** The last part of a path, without a host, a query, a git reference or a slash at its end. */
function lastPart(path: string): string {
  const start = path.indexOf('://');
  const isUrl = start !== -1;
  const inside = isUrl ? splitAt(path.slice(start + 3), '/')[1] : path;
  const bare = isUrl ? splitAt(splitAt(inside, '?')[0], '@')[0] : inside;
  const parts = bare.split(/[\\/]/).filter((part) => part !== '');
  return parts.at(-1) ?? '';
}

function nameOfFolder(file: string): string {
  return file.replace(/\.git$/, '').replace(/[^A-Za-z0-9._-]+/g, '-');
}

/** `name-1.2-py3-none-any` and `name-1.2`: the version is the first part that begins with a digit. */
function packageOfArchive(stem: string): { readonly name: string; readonly version: string } {
  const parts = decode(stem).split('-');
  const at = parts.findIndex((part, index) => index > 0 && /^\d/.test(part) && isVersion(part));
  if (at === -1) return { name: isVersion(stem) ? '' : stem, version: '' };
  return { name: parts.slice(0, at).join('-'), version: parts[at] ?? '' };
}

function decode(text: string): string {
  return text.replaceAll('%2B', '+').replaceAll('%2b', '+');
}
