import type { InventoryPackage, Requirement } from '../../inventory/inventory.js';
import { readAsks } from './asks.js';
import { readJsonText } from '../../formats/json-text.js';
import { aliasedName, sourceOfRange } from './names.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { isJsonObject, type JsonObject, readFields } from '../../formats/fields.js';
import { manifestSchema } from './schema.js';
import type { Ask } from './tree.js';
import { rangeBehindAlias } from './versions.js';

/** What a package.json declares. */
export interface Manifest {
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly asks: readonly Ask[];
  /** Patterns of the folders whose packages belong to this one: https://github.com/npm/cli/blob/latest/docs/lib/content/using-npm/workspaces.md. */
  readonly workspaces: readonly string[];
  /** What Yarn takes in place of what packages ask for, by pattern, in the order of the file: https://yarnpkg.com/configuration/manifest#resolutions. */
  readonly resolutions: ReadonlyMap<string, string>;
}

/**
 * Reads a package.json; null, and a problem, where it holds no object, or describes a package of Unity
 * (https://docs.unity3d.com/Manual/upm-manifestPkg.html), whose dependencies are none of npm's.
 */
export function readManifest(path: string, text: string, problems: ProblemList): Manifest | null {
  const json = readJsonText(path, text, problems);
  if (json.value === null) return null;
  const { fields, badFields } = readFields(manifestSchema, json.value);
  for (const field of badFields) {
    const message = `The field ${quote(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  if (typeof fields.unity === 'string') {
    const message =
      'This describes a package of Unity, whose dependencies do not come from npm; they were left out.';
    problems.add('NOT_SUPPORTED', path, () => json.lineOf('unity'), message);
    return null;
  }
  const asks = readAsks(fields, { path, problems, lineOf: (section, name) => json.lineOf(section, name) });
  return {
    path,
    name: fields.name ?? '',
    version: fields.version ?? '',
    asks,
    workspaces: readWorkspaces(fields.workspaces),
    resolutions: new Map(Object.entries(fields.resolutions ?? {}).filter(isTextEntry)),
  };
}

/** A list, or with Yarn an object with the list in `packages`. */
function readWorkspaces(field: readonly unknown[] | JsonObject | undefined): readonly string[] {
  const list = isJsonObject(field) ? field['packages'] : field;
  return Array.isArray(list) ? list.filter((pattern) => typeof pattern === 'string') : [];
}

function isTextEntry(entry: readonly [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

/**
 * The packages of manifests that no lock covers, their versions being the declared ranges: each manifest is one of
 * the project's own packages, and each declaration a package located at `<manifest>#<kind>/<name>`.
 */
export function declaredPackages(manifests: readonly Manifest[]): readonly InventoryPackage[] {
  const packages: InventoryPackage[] = [];
  manifests.forEach((manifest, index) => {
    const own = packages.length;
    const requires = manifest.asks.map((ask, position): Requirement => ({
      ...ask,
      target: own + 1 + position,
    }));
    packages.push({
      name: manifest.name,
      version: manifest.version,
      source: index === 0 ? 'ROOT' : 'WORKSPACE',
      location: manifest.path,
      scope: 'RUNTIME',
      isDirect: false,
      isBundled: false,
      requires,
    });
    for (const ask of manifest.asks) packages.push(declaredPackage(manifest, ask));
  });
  return packages;
}

function declaredPackage(manifest: Manifest, ask: Ask): InventoryPackage {
  return {
    name: aliasedName(ask.range) ?? ask.name,
    version: rangeBehindAlias(ask.range),
    source: sourceOfRange(ask.range),
    location: `${manifest.path}#${ask.kind}/${ask.name}`,
    scope: ask.kind,
    isDirect: true,
    isBundled: false,
    requires: [],
  };
}
