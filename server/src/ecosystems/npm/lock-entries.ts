import { isJsonObject, type JsonObject, type ReadFields } from '../../formats/fields.js';

/** One entry of `packages` (versions 2 and 3): https://github.com/npm/cli/blob/latest/docs/lib/content/configuring-npm/package-lock-json.md. */
export interface PackageEntry {
  readonly name: string | undefined;
  readonly version: string | undefined;
  readonly resolved: string | boolean | undefined;
  readonly integrity: string | undefined;
  readonly link: boolean | undefined;
  readonly dev: boolean | undefined;
  readonly optional: boolean | undefined;
  readonly devOptional: boolean | undefined;
  readonly peer: boolean | undefined;
  readonly inBundle: boolean | undefined;
  readonly dependencies: JsonObject | undefined;
  readonly devDependencies: JsonObject | undefined;
  readonly optionalDependencies: JsonObject | undefined;
  readonly peerDependencies: JsonObject | undefined;
  readonly peerDependenciesMeta: JsonObject | undefined;
}

/** One entry of `dependencies` (version 1, and the older half of version 2). `requires: false` was written by npm 5. */
export interface DependencyEntry {
  readonly version: string | undefined;
  readonly dev: boolean | undefined;
  readonly optional: boolean | undefined;
  readonly bundled: boolean | undefined;
  readonly requires: JsonObject | boolean | undefined;
  readonly dependencies: JsonObject | undefined;
}

/**
 * Reads one entry of `packages`; a field of the wrong kind is left out and named. By hand, because locks have
 * thousands of them: a schema takes longer than everything else together.
 */
export function readPackageEntry(value: JsonObject): ReadFields<PackageEntry> {
  const bad: string[] = [];
  const { resolved } = value;
  const fields: PackageEntry = {
    name: text(value['name'], 'name', bad),
    version: text(value['version'], 'version', bad),
    resolved: typeof resolved === 'boolean' ? resolved : text(resolved, 'resolved', bad),
    integrity: text(value['integrity'], 'integrity', bad),
    link: flag(value['link'], 'link', bad),
    dev: flag(value['dev'], 'dev', bad),
    optional: flag(value['optional'], 'optional', bad),
    devOptional: flag(value['devOptional'], 'devOptional', bad),
    peer: flag(value['peer'], 'peer', bad),
    inBundle: flag(value['inBundle'], 'inBundle', bad),
    dependencies: object(value['dependencies'], 'dependencies', bad),
    devDependencies: object(value['devDependencies'], 'devDependencies', bad),
    optionalDependencies: object(value['optionalDependencies'], 'optionalDependencies', bad),
    peerDependencies: object(value['peerDependencies'], 'peerDependencies', bad),
    peerDependenciesMeta: object(value['peerDependenciesMeta'], 'peerDependenciesMeta', bad),
  };
  const { workspaces } = value;
  if (!Array.isArray(workspaces)) object(workspaces, 'workspaces', bad);
  return { fields, badFields: bad };
}

/** Reads one entry of `dependencies`; a field of the wrong kind is left out and named. */
export function readDependencyEntry(value: JsonObject): ReadFields<DependencyEntry> {
  const bad: string[] = [];
  const { requires } = value;
  const fields: DependencyEntry = {
    version: text(value['version'], 'version', bad),
    dev: flag(value['dev'], 'dev', bad),
    optional: flag(value['optional'], 'optional', bad),
    bundled: flag(value['bundled'], 'bundled', bad),
    requires: typeof requires === 'boolean' ? requires : object(requires, 'requires', bad),
    dependencies: object(value['dependencies'], 'dependencies', bad),
  };
  return { fields, badFields: bad };
}

function text(value: unknown, field: string, bad: string[]): string | undefined {
  if (typeof value === 'string' || value === undefined) return value;
  bad.push(field);
  return undefined;
}

function flag(value: unknown, field: string, bad: string[]): boolean | undefined {
  if (typeof value === 'boolean' || value === undefined) return value;
  bad.push(field);
  return undefined;
}

function object(value: unknown, field: string, bad: string[]): JsonObject | undefined {
  if (value === undefined || isJsonObject(value)) return value;
  bad.push(field);
  return undefined;
}
