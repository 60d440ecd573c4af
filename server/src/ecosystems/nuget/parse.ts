import { SCOPE_ORDER } from '../../inventory/graph.js';
import type { DependencyScope, Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { type GraphEdge, type GraphNode, packagesOfGraph } from '../../inventory/reach.js';
import { ProblemList, quote } from '../../formats/problem-list.js';
import type { ManifestFile, ManifestGroup } from '../ecosystem.js';
import { splitPath, textsOfGroup } from '../manifest-paths.js';
import { readAssets } from './assets.js';
import { kindOf, projectName } from './groups.js';
import { readLock } from './lockfile.js';
import { readPackagesConfig } from './packages-config.js';
import { type ProjectFiles, readProjectFiles } from './project-files.js';
import { declaredPackages, readCentralReferences, readReferences, scopesOf } from './references.js';
import { packagesOfFrameworks } from './resolved-graph.js';

/** Reads one group, by the kind of the file that names it. Any input gives an inventory, never an exception. */
export function parseGroup(group: ManifestGroup, files: readonly ManifestFile[]): Inventory {
  const problems = new ProblemList();
  const texts = textsOfGroup(group, files, problems);
  const contents = readContents({ group, texts, problems });
  return { ecosystem: 'NuGet', path: group.path, ...contents, problems: problems.list() };
}

type Contents = Pick<Inventory, 'format' | 'isLocked' | 'packages'>;

interface GroupInputs {
  readonly group: ManifestGroup;
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: ProblemList;
}

function readContents(inputs: GroupInputs): Contents {
  const { path } = inputs.group;
  switch (kindOf(path)) {
    case 'LOCK':
      return readLockGroup(inputs);
    case 'ASSETS':
      return readAssetsGroup(inputs);
    case 'CONFIG':
      return readConfigGroup(inputs);
    default:
      return readDeclaredGroup(inputs);
  }
}

function readLockGroup({ group: { path, inputs }, texts, problems }: GroupInputs): Contents {
  const projects = inputs.filter((input) => kindOf(input) === 'PROJECT');
  const scopes = scopesOfProjects(projects, texts, problems);
  const text = texts.get(path);
  const file = 'packages.lock.json';
  if (text === undefined) return { format: file, isLocked: true, packages: [] };
  const { version, frameworks } = readLock(path, text, { problems, scopeOf: scopes });
  const format = version === null ? file : `${file} v${version}`;
  const name = projects.length === 1 ? projectName(projects[0] ?? '') : '';
  return {
    format,
    isLocked: true,
    packages: frameworks === null ? [] : packagesOfFrameworks(name, frameworks),
  };
}

function readAssetsGroup({ group: { path, inputs }, texts, problems }: GroupInputs): Contents {
  const projects = inputs.filter((input) => kindOf(input) === 'PROJECT');
  const scopes = scopesOfProjects(projects, texts, problems);
  const text = texts.get(path);
  const file = 'project.assets.json';
  if (text === undefined) return { format: file, isLocked: true, packages: [] };
  const { version, projectName: name, frameworks } = readAssets(path, text, { problems, scopeOf: scopes });
  const format = version === null ? file : `${file} v${version}`;
  return {
    format,
    isLocked: true,
    packages: frameworks === null ? [] : packagesOfFrameworks(name, frameworks),
  };
}

function readConfigGroup({ group: { path, inputs }, texts, problems }: GroupInputs): Contents {
  const text = texts.get(path);
  const configured = text === undefined ? null : readPackagesConfig(path, text, problems);
  const format = 'packages.config';
  if (configured === null) return { format, isLocked: true, packages: [] };
  const projects = inputs.filter((input) => kindOf(input) === 'PROJECT');
  const first = new Map(configured.toReversed().map(({ name, version }) => [name, version]));
  const nodes = configured.map(({ name, version, kind }): GraphNode => ({
    name,
    version,
    source: 'REGISTRY',
    location: first.get(name) === version ? name : `${name}/${version}`,
    isBundled: false,
    flaggedScope: kind,
    requires: [],
  }));
  const root: GraphNode = {
    name: projects.length === 1 ? projectName(projects[0] ?? '') : '',
    version: '',
    source: 'ROOT',
    location: '',
    isBundled: false,
    flaggedScope: 'RUNTIME',
    requires: configured.map(({ name, range, kind }, index): GraphEdge => ({
      name,
      range,
      kind,
      target: index + 1,
    })),
  };
  const declared = projects.flatMap((project) => readDeclared(project, { texts, problems }));
  return { format, isLocked: true, packages: joinDeclared(packagesOfGraph([root, ...nodes]), declared) };
}

/** A project beside a packages.config seldom references packages as well; where it does, those count too. */
function joinDeclared(
  configured: readonly InventoryPackage[],
  declared: readonly InventoryPackage[],
): readonly InventoryPackage[] {
  const known = new Set(configured.map(({ name }) => name.toLowerCase()));
  const more = declared.filter(({ source, name }) => source !== 'ROOT' && !known.has(name.toLowerCase()));
  const [root, ...rest] = configured;
  if (root === undefined || more.length === 0) return configured;
  const edges = more.map(({ name, version, scope }, index) => ({
    name,
    range: version,
    kind: scope,
    target: configured.length + index,
  }));
  return [{ ...root, requires: [...root.requires, ...edges] }, ...rest, ...more];
}

function readDeclaredGroup({ group: { path }, texts, problems }: GroupInputs): Contents {
  const { file } = splitPath(path);
  const isProject = kindOf(path) === 'PROJECT';
  const format = isProject ? file.slice(file.lastIndexOf('.') + 1).toLowerCase() : file;
  return { format, isLocked: false, packages: readDeclared(path, { texts, problems }) };
}

function readDeclared(
  path: string,
  { texts, problems }: Pick<GroupInputs, 'texts' | 'problems'>,
): readonly InventoryPackage[] {
  const files = readProjectFiles(path, texts, problems);
  reportMissing(files, problems);
  if (!files.isRead) return [];
  const isProject = kindOf(path) === 'PROJECT';
  const references = isProject ? readReferences(files, problems) : readCentralReferences(files, problems);
  return declaredPackages({ name: isProject ? projectName(path) : '', path }, references, problems);
}

function reportMissing({ missingImports }: ProjectFiles, problems: ProblemList): void {
  for (const { path, line, name } of missingImports) {
    const message = `The file imports ${quote(name)}, which is not among the files that are read with it; what it declares is left out.`;
    problems.add('NOT_RESOLVED', path, () => line, message);
  }
}

/** Why the projects that a lock covers ask for a package: the strongest of their reasons. */
function scopesOfProjects(
  projects: readonly string[],
  texts: ReadonlyMap<string, string>,
  problems: ProblemList,
): (name: string) => DependencyScope {
  const known = new Map<string, DependencyScope>();
  const isTest: boolean[] = [];
  for (const project of projects) {
    const files = readProjectFiles(project, texts, problems);
    if (!files.isRead) continue;
    const references = readReferences(files, problems);
    isTest.push(references.isTest);
    for (const [name, scope] of scopesOf(references)) {
      const before = known.get(name);
      if (before === undefined || SCOPE_ORDER.indexOf(scope) < SCOPE_ORDER.indexOf(before))
        known.set(name, scope);
    }
  }
  const isForTests = isTest.length > 0 && isTest.every((one) => one);
  return (name) => known.get(name.toLowerCase()) ?? (isForTests ? 'TEST' : 'RUNTIME');
}
