import { isJsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { lineOfText, stripByteOrderMark } from '../../formats/source-text.js';
import { readYamlText } from '../../formats/yaml-text.js';
import { type BlockMap, type BlockValue, readBlockMap } from './block-map.js';

/** One package of a pubspec.lock, its fields as written. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** `hosted`, `git`, `path` or `sdk`. */
  readonly source: string;
  /** `direct main`, `direct dev`, `direct overridden` or `transitive`. */
  readonly dependency: string;
}

const MAX_DEPTH = 5;

/**
 * Reads a pubspec.lock (https://dart.dev/tools/pub/glossary#lockfile). A package that is none is a problem and left out; null
 * where nothing could be read.
 */
export function readPubspecLock(
  path: string,
  text: string,
  problems: ProblemList,
): readonly LockedPackage[] | null {
  const root = readBlocks(path, text, problems);
  if (root === null) return null;
  const packages = root.get('packages');
  if (packages === undefined || (typeof packages === 'string' && packages !== '')) {
    problems.add(
      'BAD_ENTRY',
      path,
      () => 1,
      'The file has no packages, as every pubspec.lock has; it was not read.',
    );
    return null;
  }
  const locked: LockedPackage[] = [];
  for (const [name, value] of packages === '' ? [] : packages) {
    if (problems.isHopeless(path)) break;
    const entry = typeof value === 'string' ? null : value;
    const version = textAt(entry, 'version');
    const source = textAt(entry, 'source');
    if (name !== '' && version !== '' && source !== '')
      locked.push({ name, version, source, dependency: textAt(entry, 'dependency') });
    else {
      const message = `The package ${quote(name)} lacks a version or a source and was left out.`;
      problems.add('BAD_ENTRY', path, () => lineOfText(text, `${name}:`), message);
    }
  }
  return locked;
}

function textAt(entry: BlockMap | null, field: string): string {
  const value = entry?.get(field);
  return typeof value === 'string' ? value : '';
}

/** As pub writes it; of another hand, by a general parser with its limits. */
function readBlocks(path: string, text: string, problems: ProblemList): BlockMap | null {
  const isPlain = !text.includes('\0');
  const generated = isPlain ? readBlockMap(stripByteOrderMark(text)) : null;
  if (generated !== null) return generated;
  const yaml = readYamlText(path, text, problems);
  const value = blockOf(yaml.value, 0);
  if (value !== null && typeof value !== 'string') return value;
  if (problems.list().every((problem) => problem.path !== path))
    problems.add('NOT_YAML', path, () => 1, 'The file holds no YAML map and was not read.');
  return null;
}

function blockOf(value: unknown, depth: number): BlockValue | null {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value) || depth > MAX_DEPTH) return null;
  const map = new Map<string, BlockValue>();
  for (const [key, item] of Object.entries(value)) {
    const block = blockOf(item, depth + 1);
    if (block !== null) map.set(key, block);
  }
  return map;
}
