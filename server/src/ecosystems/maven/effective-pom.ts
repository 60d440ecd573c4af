import { createInterpolate, type Interpolate, type Interpolated } from './interpolation.js';
import type { Coordinates, Pom, PomDeclarations, PomDependency } from './pom.js';
import { type PomRepository, wholeCoordinates } from './pom-repository.js';

const MAX_GENERATIONS = 64;

/** A dependency with everything that the model says of it. */
export interface EffectiveDependency {
  readonly groupId: Interpolated;
  readonly artifactId: Interpolated;
  /** Empty where neither the dependency nor any management that could be read gives a version. */
  readonly version: Interpolated;
  readonly type: string;
  readonly classifier: string;
  readonly scope: string;
  readonly isOptional: boolean;
  /** The profile that must be asked for to have it; null where a plain build has it. */
  readonly profile: string | null;
  readonly path: string;
  readonly line: number;
  /** What gives the version; null where nothing here does. */
  readonly origin: VersionOrigin | null;
}

/** The declaration that gives a version, and what may give the properties in it, the nearest first. */
export interface VersionOrigin {
  readonly declaration: PomDependency;
  readonly declared: readonly PomDeclarations[];
}

/** A parent or BOM that the repository does not have, so that what it declares is not known. */
export interface MissingPom {
  readonly kind: 'PARENT' | 'BOM';
  readonly coordinates: Coordinates;
  /** The POM that refers to it, and where. */
  readonly path: string;
  readonly line: number;
  /** It is there, but leads back to what refers to it. */
  readonly isCircular: boolean;
}

/** What a POM comes to with its parents, its profiles and the BOMs that it imports. */
export interface EffectivePom {
  readonly coordinates: Coordinates;
  readonly interpolate: Interpolate;
  readonly dependencies: readonly EffectiveDependency[];
  readonly missing: readonly MissingPom[];
  /** The POM and its parents, with the profiles of a plain build: what counts most first. */
  readonly declared: readonly PomDeclarations[];
  /** The POM and its parents, as far as they are here. */
  readonly lineage: readonly Pom[];
}

/**
 * Builds a POM's model as Maven does, but for what lies outside the repository
 * (https://maven.apache.org/ref/3.9.9/maven-model-builder/): profiles, then parents, then properties, then management, of
 * which the nearest declaration wins and an imported BOM gives what nobody declares.
 */
export function effectivePom(pom: Pom, repository: PomRepository): EffectivePom {
  const builder: Builder = { repository, managementByPath: new Map() };
  const model = modelOf(pom, builder);
  const { byKey, missing } = managementOf(model, builder);
  const plain = new Map<string, EffectiveDependency>();
  for (const { dependencies } of model.declared) {
    const own = readDependencies(dependencies, {
      interpolate: model.interpolate,
      managed: [byKey],
      profile: null,
      declared: model.declared,
    });
    for (const [key, dependency] of own) if (!plain.has(key)) plain.set(key, dependency);
  }
  const onRequest = pom.profiles
    .filter((profile) => !model.active.has(profile))
    .flatMap((profile) => {
      const interpolate = createInterpolate(model.fields, [profile.properties, model.properties]);
      const declared = [profile, ...model.declared];
      const managed = [managedIn([profile], { interpolate, declared }), byKey];
      const context = { interpolate, managed, profile: profile.id, declared };
      return [...readDependencies(profile.dependencies, context)];
    })
    .filter(([key, { version }]) => plain.get(key)?.version.text !== version.text);
  return {
    coordinates: model.coordinates,
    interpolate: model.interpolate,
    dependencies: [...plain.values(), ...onRequest.map(([, dependency]) => dependency)],
    missing,
    declared: model.declared,
    lineage: model.lineage,
  };
}

interface Builder {
  readonly repository: PomRepository;
  /** Null while it is being built, which shows a BOM that imports itself. */
  readonly managementByPath: Map<string, Management | null>;
}

/** What management says of one artifact. */
interface Managed {
  readonly version: Interpolated;
  readonly scope: string;
  readonly origin: VersionOrigin;
}

interface Management {
  readonly byKey: ReadonlyMap<string, Managed>;
  readonly missing: readonly MissingPom[];
}

/** A POM with its parents, interpolated, its management not yet applied. `declared` has what counts most first. */
interface Model {
  readonly coordinates: Coordinates;
  readonly lineage: readonly Pom[];
  readonly declared: readonly PomDeclarations[];
  readonly active: ReadonlySet<PomDeclarations>;
  readonly fields: ReadonlyMap<string, string>;
  readonly properties: ReadonlyMap<string, string>;
  readonly interpolate: Interpolate;
  readonly missing: readonly MissingPom[];
}

function modelOf(pom: Pom, { repository }: Builder): Model {
  const { lineage, missing } = lineageOf(pom, repository);
  const active = new Set<PomDeclarations>(lineage.flatMap(activeProfiles));
  const declared = lineage.flatMap((each): readonly PomDeclarations[] => [
    ...each.profiles.filter((profile) => active.has(profile)).toReversed(),
    each,
  ]);
  const properties = new Map<string, string>();
  for (const each of declared.toReversed())
    for (const [name, value] of each.properties) properties.set(name, value);
  const whole = wholeCoordinates(pom);
  const fields = new Map(
    [
      ...Object.entries(whole),
      ...Object.entries(pom.parent ?? {}).map(([name, value]) => [`parent.${name}`, value] as const),
    ].flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value] as const] : [])),
  );
  const interpolate = createInterpolate(fields, [properties]);
  const coordinates = {
    groupId: interpolate(whole.groupId).text,
    artifactId: interpolate(whole.artifactId).text,
    version: interpolate(whole.version).text,
  };
  return { coordinates, lineage, declared, active, fields, properties, interpolate, missing };
}

/** A POM, its parent, and so on as far as the repository has them. */
function lineageOf(
  pom: Pom,
  repository: PomRepository,
): { readonly lineage: readonly Pom[]; readonly missing: readonly MissingPom[] } {
  const lineage = [pom];
  const seen = new Set([pom.path]);
  for (let at = pom; at.parent !== null;) {
    const { path, parent } = at;
    const next = repository.parentOf({ path, parent });
    const isCircular = next !== null && (seen.has(next.path) || lineage.length >= MAX_GENERATIONS);
    if (next === null || isCircular) {
      const missing: MissingPom = {
        kind: 'PARENT',
        coordinates: parent,
        path,
        line: parent.line,
        isCircular,
      };
      return { lineage, missing: [missing] };
    }
    seen.add(next.path);
    lineage.push(next);
    at = next;
  }
  return { lineage, missing: [] };
}

/** As in Maven, profiles are active by default only where no other profile of the same POM is active. */
function activeProfiles({ profiles }: Pom): readonly PomDeclarations[] {
  const holding = profiles.filter(({ activation }) => activation === 'CONDITION_HOLDS');
  return holding.length > 0 ? holding : profiles.filter(({ activation }) => activation === 'DEFAULT');
}

/** What is managed: first what the POM and its parents declare, then what the BOMs bring that they import, in order. */
function managementOf({ declared, interpolate, missing }: Model, builder: Builder): Management {
  const byKey = new Map(managedIn(declared, { interpolate, declared }));
  const allMissing = [...missing];
  for (const dependency of declared.flatMap(({ managed }) => managed)) {
    if (!isImport(dependency, interpolate)) continue;
    const imported = importedBy(dependency, interpolate, builder);
    for (const lacking of imported.missing) allMissing.push(lacking);
    for (const [key, managed] of imported.byKey) if (!byKey.has(key)) byKey.set(key, managed);
  }
  return { byKey, missing: allMissing };
}

/** Of several entries for one artifact those of the nearest POM or profile count, and of these the last. */
function managedIn(
  holders: readonly PomDeclarations[],
  { interpolate, declared }: Pick<Model, 'interpolate' | 'declared'>,
): ReadonlyMap<string, Managed> {
  const byKey = new Map<string, Managed>();
  for (const { managed } of holders.toReversed()) {
    for (const dependency of managed) {
      if (isImport(dependency, interpolate)) continue;
      const version = interpolate(dependency.version);
      const scope = interpolate(dependency.scope).text;
      const origin = { declaration: dependency, declared };
      byKey.set(keyOf(dependency, interpolate), { version, scope, origin });
    }
  }
  return byKey;
}

/** The management of a BOM, worked out by the BOM's own properties. */
function importedBy(dependency: PomDependency, interpolate: Interpolate, builder: Builder): Management {
  const coordinates = {
    groupId: interpolate(dependency.groupId).text,
    artifactId: interpolate(dependency.artifactId).text,
    version: interpolate(dependency.version).text,
  };
  const { path, line } = dependency;
  const bom = builder.repository.find(coordinates);
  const known = bom === null ? null : builder.managementByPath.get(bom.path);
  if (bom === null || known === null) {
    const missing: MissingPom = { kind: 'BOM', coordinates, path, line, isCircular: bom !== null };
    return { byKey: new Map(), missing: [missing] };
  }
  if (known !== undefined) return known;
  builder.managementByPath.set(bom.path, null);
  const management = managementOf(modelOf(bom, builder), builder);
  builder.managementByPath.set(bom.path, management);
  return management;
}

function isImport({ type, scope }: PomDependency, interpolate: Interpolate): boolean {
  return interpolate(scope).text === 'import' && interpolate(type).text === 'pom';
}

/** Of several dependencies on one artifact in one place the last counts. */
function readDependencies(
  dependencies: readonly PomDependency[],
  context: {
    readonly interpolate: Interpolate;
    /** The first that knows the artifact counts. */
    readonly managed: readonly ReadonlyMap<string, Managed>[];
    readonly profile: string | null;
    readonly declared: readonly PomDeclarations[];
  },
): ReadonlyMap<string, EffectiveDependency> {
  const { interpolate, profile, declared } = context;
  const found = new Map<string, EffectiveDependency>();
  for (const dependency of dependencies) {
    const key = keyOf(dependency, interpolate);
    const managed = context.managed.find((byKey) => byKey.has(key))?.get(key);
    const { path, line } = dependency;
    const isManaged = dependency.version === '' && managed !== undefined;
    found.set(key, {
      groupId: interpolate(dependency.groupId),
      artifactId: interpolate(dependency.artifactId),
      version: isManaged ? managed.version : interpolate(dependency.version),
      type: typeOf(dependency, interpolate),
      classifier: interpolate(dependency.classifier).text,
      scope: interpolate(dependency.scope).text || managed?.scope || 'compile',
      isOptional: interpolate(dependency.optional).text === 'true',
      profile,
      path,
      line,
      origin: isManaged
        ? managed.origin
        : dependency.version === ''
          ? null
          : { declaration: dependency, declared },
    });
  }
  return found;
}

/** What Maven tells artifacts apart by: group, name, type and classifier. */
function keyOf(dependency: PomDependency, interpolate: Interpolate): string {
  const parts = [dependency.groupId, dependency.artifactId].map((part) => interpolate(part).text);
  return [...parts, typeOf(dependency, interpolate), interpolate(dependency.classifier).text].join(':');
}

function typeOf({ type }: PomDependency, interpolate: Interpolate): string {
  const text = interpolate(type).text;
  return text === '' ? 'jar' : text;
}
