import { z } from 'zod';
import type { DependencyScope } from '../../inventory/inventory.js';
import { checkHoldsAny, isJsonObject, type JsonObject, readFields } from '../../formats/fields.js';
import { type JsonText, readJsonText } from '../../formats/json-text.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { textsOf } from './lockfile.js';
import { isBuildOnly } from './reference-scope.js';
import type { DirectAsk, ResolvedFramework, ResolvedPackage } from './resolved-graph.js';

const objectField = z.custom<JsonObject>(isJsonObject).optional();

const assetsSchema = z.object({
  version: z.number().optional(),
  targets: objectField,
  projectFileDependencyGroups: objectField,
  project: objectField,
});

const librarySchema = z.object({ type: z.string().optional(), dependencies: objectField });

const declaredSchema = z.object({
  version: z.string().optional(),
  include: z.string().optional(),
  suppressParent: z.string().optional(),
});

/** What project.assets.json states; `projectName` is empty where it does not say. */
export interface Assets {
  readonly version: number | null;
  readonly projectName: string;
  readonly frameworks: readonly ResolvedFramework[] | null;
}

/**
 * Reads project.assets.json, which a restore writes to `obj` and some repositories hold
 * (https://learn.microsoft.com/nuget/concepts/dependency-resolution): `targets` per framework and runtime. `scopeOf` says why the
 * project asks for a package that the file itself does not call a tool of the build.
 */
export function readAssets(
  path: string,
  text: string,
  {
    problems,
    scopeOf,
  }: { readonly problems: ProblemList; readonly scopeOf: (name: string) => DependencyScope },
): Assets {
  const json = readJsonText(path, text, problems);
  if (json.value === null) return { version: null, projectName: '', frameworks: null };
  checkHoldsAny(json.value, ['version', 'targets', 'libraries', 'project'], { path, problems });
  const { fields, badFields } = readFields(assetsSchema, json.value);
  for (const field of badFields) {
    const message = `The field ${quote(field)} could not be read; the rest counts.`;
    problems.add('BAD_ENTRY', path, () => json.lineOf(field), message);
  }
  const declared = readDeclared(fields.project);
  const groups = new Map(Object.entries(fields.projectFileDependencyGroups ?? {}));
  const frameworks = Object.entries(fields.targets ?? {}).map(([name, value]): ResolvedFramework => {
    const direct = readDirect(groups.get(name), { declared, scopeOf });
    return { name, packages: readTarget(name, value, { path, json, problems }), direct };
  });
  const restore = fields.project === undefined ? undefined : fields.project['restore'];
  const projectName = isJsonObject(restore) ? restore['projectName'] : '';
  return {
    version: fields.version ?? null,
    projectName: typeof projectName === 'string' ? projectName : '',
    frameworks,
  };
}

function readTarget(
  framework: string,
  value: unknown,
  {
    path,
    json,
    problems,
  }: { readonly path: string; readonly json: JsonText; readonly problems: ProblemList },
): readonly ResolvedPackage[] {
  return Object.entries(isJsonObject(value) ? value : {}).flatMap(
    ([key, entry]): readonly ResolvedPackage[] => {
      const slash = key.indexOf('/');
      const [name, version] = [key.slice(0, slash), key.slice(slash + 1)];
      if (slash < 1 || version === '' || !isJsonObject(entry)) {
        const message = `The entry ${quote(key)} is not a name and a version and was left out.`;
        problems.add('BAD_ENTRY', path, () => json.lineOf('targets', framework, key), message);
        return [];
      }
      const { type, dependencies } = readFields(librarySchema, entry).fields;
      return [{ name, version: type === 'project' ? null : version, asks: textsOf(dependencies) }];
    },
  );
}

type Declared = z.infer<typeof declaredSchema>;

/** What the project declares, by lower-case name; the frameworks there have other names than in `targets`. */
function readDeclared(project: JsonObject | undefined): ReadonlyMap<string, Declared> {
  const declared = new Map<string, Declared>();
  const frameworks = project?.['frameworks'];
  for (const framework of Object.values(isJsonObject(frameworks) ? frameworks : {})) {
    const dependencies = isJsonObject(framework) ? framework['dependencies'] : undefined;
    for (const [name, entry] of Object.entries(isJsonObject(dependencies) ? dependencies : {}))
      if (isJsonObject(entry)) declared.set(name.toLowerCase(), readFields(declaredSchema, entry).fields);
  }
  return declared;
}

/** A group lists `Name >= 1.0.0`, projects too. */
function readDirect(
  group: unknown,
  {
    declared,
    scopeOf,
  }: {
    readonly declared: ReadonlyMap<string, Declared>;
    readonly scopeOf: (name: string) => DependencyScope;
  },
): readonly DirectAsk[] {
  return (Array.isArray(group) ? group : []).flatMap((line: unknown): readonly DirectAsk[] => {
    if (typeof line !== 'string' || line === '') return [];
    const [name = '', operator = '', low = ''] = line.split(' ', 3);
    const entry = declared.get(name.toLowerCase());
    const isTool = isBuildOnly({ privateAssets: entry?.suppressParent, includeAssets: entry?.include });
    const range = entry?.version ?? (operator === '>=' ? low : '');
    return [{ name, range, kind: isTool ? 'DEVELOPMENT' : scopeOf(name) }];
  });
}
