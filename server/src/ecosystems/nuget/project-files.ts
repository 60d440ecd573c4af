import type { ProblemList } from '../../formats/problem-list.js';
import { readXmlText, type XmlElement } from '../../formats/xml-text.js';
import { foldersUp, joinPath, resolvePath, splitPath } from '../manifest-paths.js';
import { projectName } from './groups.js';
import { isUnresolved, Properties } from './properties.js';

const MAX_FILES = 200;
const MAX_ITEMS = 50_000;
const MAX_CONDITION_LENGTH = 300;
const SOME_CONDITIONS = 'several conditions';
const PACKAGE_ITEMS: ReadonlySet<string> = new Set([
  'DotNetCliToolReference',
  'GlobalPackageReference',
  'PackageDownload',
  'PackageReference',
  'PackageVersion',
]);
const FILE_ABOVE = /GetPathOfFileAbove\(\s*'?([\w.-]{1,100})'?/i;
const FOLDER_OF_FILE_ABOVE =
  /GetDirectoryNameOfFileAbove\([^)]{0,200}?,\s*'?([\w.-]{1,100})'?\s*\)\s*\)[\\/]?([\w.\\/-]{1,200})$/i;
const THIS_FOLDER = /\$\(MSBuildThisFileDirectory\)[\\/]?/gi;
const PROJECT_FOLDER = /\$\(MSBuildProjectDirectory\)[\\/]?/gi;

/** One item of an ItemGroup, and the file in which it stands. */
export interface ProjectItem {
  readonly element: XmlElement;
  readonly path: string;
  /** Whether it, or something around it, stands under a condition. */
  readonly isConditional: boolean;
}

/** One place that sets a property. */
export interface PropertyDefinition {
  readonly name: string;
  readonly element: XmlElement;
  readonly path: string;
}

/** A file that an Import names and that is not among the inputs. */
export interface MissingImport {
  readonly path: string;
  readonly line: number;
  readonly name: string;
}

/** All that the files of one project set and list, in the order of the build. */
export interface ProjectFiles {
  readonly properties: Properties;
  /** All that sets a property, whether it counts in the end or not; names in lower case. */
  readonly definitions: readonly PropertyDefinition[];
  readonly items: readonly ProjectItem[];
  readonly missingImports: readonly MissingImport[];
  /** Whether the project's own file holds a project. */
  readonly isRead: boolean;
}

/**
 * Reads a project with the files around it in MSBuild's order: the nearest Directory.Build.props, the nearest
 * Directory.Packages.props, the project, the nearest Directory.Build.targets, each with what it imports
 * (https://learn.microsoft.com/visualstudio/msbuild/customize-by-directory).
 */
export function readProjectFiles(
  path: string,
  texts: ReadonlyMap<string, string>,
  problems: ProblemList,
): ProjectFiles {
  const reader = new ProjectReader(path, texts, problems);
  const folder = splitPath(path).folder;
  const isShared = projectName(path) === '';
  reader.readNearest('Directory.Build.props', folder);
  if (!isShared) reader.readNearest('Directory.Packages.props', folder);
  const isRead = reader.readFile(path);
  reader.readNearest('Directory.Build.targets', folder);
  const { properties, definitions, items, missingImports } = reader;
  return { properties, definitions, items, missingImports, isRead };
}

class ProjectReader {
  readonly properties = new Properties();
  readonly definitions: PropertyDefinition[] = [];
  readonly items: ProjectItem[] = [];
  readonly missingImports: MissingImport[] = [];
  readonly #read = new Set<string>();

  constructor(
    private readonly projectPath: string,
    private readonly texts: ReadonlyMap<string, string>,
    private readonly problems: ProblemList,
  ) {
    const name = projectName(projectPath);
    if (name !== '') this.properties.set('MSBuildProjectName', name, '');
  }

  readNearest(file: string, folder: string): void {
    const found = this.#findAbove(file, folder, null);
    if (found !== null) this.readFile(found);
  }

  readFile(path: string): boolean {
    const text = this.texts.get(path);
    if (text === undefined || this.#read.has(path) || this.#read.size >= MAX_FILES) return false;
    this.#read.add(path);
    const root = readXmlText(path, text, this.problems);
    if (root === null) return false;
    if (root.name !== 'Project') {
      const message = 'The file is XML, but no project of MSBuild, and was not read.';
      this.problems.add('BAD_ENTRY', path, () => root.line, message);
      return false;
    }
    this.#readChildren(root, path, '');
    return true;
  }

  /** `outer` is the condition around the element; empty where there is none. */
  #readChildren(element: XmlElement, path: string, outer: string): void {
    for (const child of element.children) {
      const condition = joinConditions(outer, child);
      if (child.name === 'PropertyGroup') this.#readProperties(child, path, condition);
      else if (child.name === 'ItemGroup') this.#readItems(child, path, condition);
      else if (child.name === 'Import') this.#readImport(child, path);
      else if (child.name === 'ImportGroup' || child.name === 'Choose')
        this.#readChildren(child, path, condition);
      else if (child.name === 'When' || child.name === 'Otherwise')
        this.#readChildren(child, path, condition === '' ? child.name : condition);
    }
  }

  #readItems(group: XmlElement, path: string, outer: string): void {
    for (const element of group.children) {
      if (!PACKAGE_ITEMS.has(element.name)) continue;
      if (this.items.length >= MAX_ITEMS) {
        const message = `The project names more than ${MAX_ITEMS} packages; those from this line on were left out.`;
        this.problems.add('TOO_LARGE', path, () => element.line, message);
        return;
      }
      this.items.push({ element, path, isConditional: joinConditions(outer, element) !== '' });
    }
  }

  #readProperties(group: XmlElement, path: string, outer: string): void {
    for (const property of group.children) {
      this.properties.set(property.name, property.text, joinConditions(outer, property));
      this.definitions.push({ name: property.name.toLowerCase(), element: property, path });
    }
  }

  #readImport(element: XmlElement, path: string): void {
    const wanted = element.attributes.get('Project') ?? '';
    const isOfSdk = element.attributes.has('Sdk');
    const target = isOfSdk ? null : this.#resolveImport(wanted, path);
    if (target === null) return;
    if (this.texts.has(target)) {
      this.readFile(target);
      return;
    }
    // A build that asks whether the file exists can do without it.
    const isOptional = /exists\s*\(/i.test(element.attributes.get('Condition') ?? '');
    if (!isOptional) this.missingImports.push({ path, line: element.line, name: wanted });
  }

  /** Null for what is not a file of the repository: imports of the tool and of packages. */
  #resolveImport(wanted: string, path: string): string | null {
    const { folder } = splitPath(path);
    const above = FILE_ABOVE.exec(wanted)?.[1];
    if (above !== undefined) return this.#findAbove(above, folder, path);
    const folderAbove = FOLDER_OF_FILE_ABOVE.exec(wanted);
    if (folderAbove !== null) {
      const marker = this.#findAbove(folderAbove[1] ?? '', folder, path);
      return marker === null ? null : resolvePath(splitPath(marker).folder, folderAbove[2] ?? '');
    }
    const isFromProject = /^\$\(MSBuildProjectDirectory\)/i.test(wanted);
    const plain = wanted.replace(THIS_FOLDER, '').replace(PROJECT_FOLDER, '');
    const [expanded = ''] = this.properties.expand(plain);
    if (expanded === '' || isUnresolved(expanded) || expanded.includes('*')) return null;
    return resolvePath(isFromProject ? splitPath(this.projectPath).folder : folder, expanded);
  }

  #findAbove(file: string, folder: string, except: string | null): string | null {
    for (const at of foldersUp(folder)) {
      const path = joinPath(at, file);
      if (path !== except && this.texts.has(path)) return path;
    }
    return null;
  }
}

/** One condition as it is written; of several it only counts that there are some. */
function joinConditions(outer: string, element: XmlElement): string {
  const written = element.attributes.get('Condition')?.trim() ?? '';
  const own = written.length > MAX_CONDITION_LENGTH ? SOME_CONDITIONS : written;
  return outer === '' || own === '' ? outer + own : SOME_CONDITIONS;
}

/** A metadatum of an item, as an attribute or as an element; its name has no case. Undefined where there is none. */
export function metadataOf(element: XmlElement, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of element.attributes) if (key.toLowerCase() === wanted) return value.trim();
  return element.children.find((one) => one.name.toLowerCase() === wanted)?.text;
}
