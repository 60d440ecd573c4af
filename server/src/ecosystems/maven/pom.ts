import { type ProblemList, quote } from '../../formats/problem-list.js';
import { childrenOf, childText, readXmlText, type XmlElement } from '../../formats/xml-text.js';

const FIELDS = ['groupId', 'artifactId', 'version', 'type', 'classifier', 'scope', 'optional'] as const;

/** What usually stands behind the coordinates of a POM, and is long. */
const LATER_SECTIONS = ['<dependenc', '<build>', '<profiles>', '<reporting>'];

/** One dependency as a POM writes it, expressions and all; empty texts where it says nothing. */
export interface PomDependency {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
  readonly type: string;
  readonly classifier: string;
  readonly scope: string;
  readonly optional: string;
  /** The POM that holds it, and where. */
  readonly path: string;
  readonly line: number;
  /** The element that holds the version; null where it says none. */
  readonly versionElement: XmlElement | null;
}

/** What a POM and each of its profiles can declare. */
export interface PomDeclarations {
  /** The POM that holds it. */
  readonly path: string;
  readonly properties: ReadonlyMap<string, string>;
  /** The elements of these properties, by name. */
  readonly propertyElements: ReadonlyMap<string, XmlElement>;
  readonly dependencies: readonly PomDependency[];
  /** `dependencyManagement`, imported BOMs among it. */
  readonly managed: readonly PomDependency[];
}

/** A profile, and whether it is active in a plain build: by default, by its condition, or only when asked for. */
export interface PomProfile extends PomDeclarations {
  readonly id: string;
  readonly activation: 'DEFAULT' | 'CONDITION_HOLDS' | 'ON_REQUEST';
}

/** What names an artifact; empty texts where nothing is said. */
export interface Coordinates {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
}

/** The parent that a POM names; `relativePath` is null where it is not written. */
export interface PomParent extends Coordinates {
  readonly relativePath: string | null;
  readonly line: number;
}

/** One POM as it is written (https://maven.apache.org/pom.html). */
export interface Pom extends PomDeclarations {
  readonly root: XmlElement;
  readonly own: Coordinates;
  readonly parent: PomParent | null;
  readonly profiles: readonly PomProfile[];
}

/** Reads a POM; null, and a problem, for what is none. Of a damaged one what stands before the damage counts. */
export function readPom(path: string, text: string, problems: ProblemList): Pom | null {
  const root = readXmlText(path, text, problems);
  if (root === null) return null;
  if (root.name !== 'project') {
    const message = `The outermost element is ${quote(root.name)} and not "project": this is no POM, and nothing of it was read.`;
    problems.add('NOT_SUPPORTED', path, () => root.line, message);
    return null;
  }
  const profiles = childrenOf(root, 'profiles').flatMap((list) => childrenOf(list, 'profile'));
  return {
    root,
    own: coordinatesOf(root),
    parent: readParent(root),
    profiles: profiles.map((profile) => ({
      id: childText(profile, 'id') ?? 'default',
      activation: activationOf(profile),
      ...readDeclarations(profile, path),
    })),
    ...readDeclarations(root, path),
  };
}

/**
 * A POM's own coordinates, what it leaves out taken from its parent; null for what is no POM. POMs name themselves before
 * their dependencies, so the rest is read only where that part lacks something.
 */
export function readCoordinates(text: string, problems: ProblemList): Coordinates | null {
  const ends = LATER_SECTIONS.map((start) => text.indexOf(start)).filter((at) => at !== -1);
  const end = ends.reduce((first, at) => Math.min(first, at), text.length);
  const parts = end === text.length ? [text] : [text.slice(0, end), text];
  for (const part of parts) {
    const root = readXmlText('', part, problems);
    if (root?.name !== 'project') continue;
    const { groupId, artifactId, version } = coordinatesOf(root);
    const parent = readParent(root);
    const found = {
      groupId: groupId === '' ? (parent?.groupId ?? '') : groupId,
      artifactId,
      version: version === '' ? (parent?.version ?? '') : version,
    };
    const isWhole = Object.values(found).every((value) => value !== '');
    if (isWhole || part === text) return found;
  }
  return null;
}

function coordinatesOf(element: XmlElement): Coordinates {
  return {
    groupId: childText(element, 'groupId') ?? '',
    artifactId: childText(element, 'artifactId') ?? '',
    version: childText(element, 'version') ?? '',
  };
}

function readParent(root: XmlElement): PomParent | null {
  const parent = root.children.find(({ name }) => name === 'parent');
  if (parent === undefined) return null;
  return { ...coordinatesOf(parent), relativePath: childText(parent, 'relativePath'), line: parent.line };
}

function readDeclarations(element: XmlElement, path: string): PomDeclarations {
  const properties = childrenOf(element, 'properties').flatMap(({ children }) => children);
  return {
    path,
    properties: new Map(properties.map(({ name, text }) => [name, text])),
    propertyElements: new Map(properties.map((element) => [element.name, element])),
    dependencies: readDependencies(element, path),
    managed: childrenOf(element, 'dependencyManagement').flatMap((list) => readDependencies(list, path)),
  };
}

function readDependencies(element: XmlElement, path: string): readonly PomDependency[] {
  return childrenOf(element, 'dependencies')
    .flatMap((list) => childrenOf(list, 'dependency'))
    .map((dependency) => readDependency(dependency, path));
}

/** All fields in one pass: a generated POM can have a hundred thousand dependencies. */
function readDependency({ children, line }: XmlElement, path: string): PomDependency {
  let versionElement: XmlElement | null = null;
  const found = {
    groupId: '',
    artifactId: '',
    version: '',
    type: '',
    classifier: '',
    scope: '',
    optional: '',
    path,
    line,
  };
  for (const child of children) {
    const { name, text } = child;
    if (!isField(name) || found[name] !== '') continue;
    found[name] = text;
    if (name === 'version') versionElement = child;
  }
  return { ...found, versionElement };
}

function isField(name: string): name is (typeof FIELDS)[number] {
  return FIELDS.some((field) => field === name);
}

/**
 * Of the conditions only properties can be judged without a machine: none is set, so that `!name` holds. What depends
 * on a JDK, a system or a file is on request (https://maven.apache.org/guides/introduction/introduction-to-profiles.html).
 */
function activationOf(profile: XmlElement): PomProfile['activation'] {
  const conditions = childrenOf(profile, 'activation').flatMap(({ children }) => children);
  const isDefault = conditions.some(({ name, text }) => name === 'activeByDefault' && text === 'true');
  if (isDefault) return 'DEFAULT';
  const others = conditions.filter(({ name }) => name !== 'activeByDefault');
  const holds = others.length > 0 && others.every(holdsWithoutProperties);
  return holds ? 'CONDITION_HOLDS' : 'ON_REQUEST';
}

function holdsWithoutProperties(condition: XmlElement): boolean {
  if (condition.name !== 'property') return false;
  const value = childText(condition, 'value') ?? '';
  const asked = value === '' ? (childText(condition, 'name') ?? '') : value;
  return asked.startsWith('!');
}
