import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readYamlText } from '../../formats/yaml-text.js';

/** What a pubspec.yaml asks for. */
export interface PubDependency {
  readonly name: string;
  /** As written; `any` where the file names no version, empty where the source has none. */
  readonly range: string;
  readonly kind: 'RUNTIME' | 'DEVELOPMENT';
  readonly source: 'REGISTRY' | 'GIT' | 'FILE';
}

/** One pubspec.yaml. */
export interface PubManifest {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  /** Overrides stand in the place of what they override. */
  readonly dependencies: readonly PubDependency[];
}

const TABLES = ['dependencies', 'dev_dependencies', 'dependency_overrides'] as const;

/**
 * Reads a pubspec.yaml (https://dart.dev/tools/pub/pubspec). A dependency that is none is a problem and left out;
 * null where nothing could be read.
 */
export function readPubspec(path: string, text: string, problems: ProblemList): PubManifest | null {
  const yaml = readYamlText(path, text, problems);
  const { value } = yaml;
  if (!isJsonObject(value)) {
    if (problems.list().every((problem) => problem.path !== path))
      problems.add('NOT_YAML', path, () => 1, 'The file holds no YAML map and was not read.');
    return null;
  }
  const dependencies = new Map<string, PubDependency>();
  for (const table of TABLES) {
    const entries = Object.hasOwn(value, table) ? value[table] : undefined;
    if (!isJsonObject(entries)) continue;
    for (const [name, entry] of Object.entries(entries)) {
      const known = dependencies.get(name);
      if (known !== undefined && table === 'dev_dependencies') continue;
      const kind = known?.kind ?? (table === 'dev_dependencies' ? 'DEVELOPMENT' : 'RUNTIME');
      const read = readDependency(name, entry, kind);
      if (read !== null) dependencies.set(name, read);
      else {
        const message = `The dependency ${quote(name)} is neither a version nor a source that pub knows; it was left out.`;
        problems.add('BAD_ENTRY', path, () => yaml.lineOf(table, name), message);
      }
    }
  }
  return {
    path,
    name: textAt(value, 'name'),
    version: textAt(value, 'version'),
    dependencies: [...dependencies.values()],
  };
}

function readDependency(name: string, entry: unknown, kind: PubDependency['kind']): PubDependency | null {
  if (typeof entry === 'string' || entry === null)
    return { name, range: rangeOf(entry), kind, source: 'REGISTRY' };
  if (!isJsonObject(entry)) return null;
  if (Object.hasOwn(entry, 'git')) return { name, range: '', kind, source: 'GIT' };
  if (Object.hasOwn(entry, 'path') || Object.hasOwn(entry, 'sdk'))
    return { name, range: '', kind, source: 'FILE' };
  const version = Object.hasOwn(entry, 'version') ? entry['version'] : '';
  if (typeof version !== 'string' && version !== null) return null;
  return { name, range: rangeOf(version), kind, source: 'REGISTRY' };
}

function rangeOf(text: string | null): string {
  return text === null || text === '' || text === 'null' || text === '~' ? 'any' : text;
}

function textAt(value: JsonObject, field: string): string {
  const text = Object.hasOwn(value, field) ? value[field] : '';
  return typeof text === 'string' ? text : '';
}
