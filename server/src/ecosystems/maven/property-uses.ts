import type { XmlElement } from '../../formats/xml-text.js';
import { effectivePom } from './effective-pom.js';
import type { Interpolate } from './interpolation.js';
import type { Pom, PomDeclarations } from './pom.js';
import type { PomRepository } from './pom-repository.js';

const DEFAULT_PLUGIN_GROUP = 'org.apache.maven.plugins';
const EXPRESSION = /\$\{([^}]*)\}/g;

/** What a property gives the version of: artifacts by `group:artifact`, and whether the project itself is among them. */
export interface PropertyUses {
  readonly names: ReadonlySet<string>;
  readonly isOwnVersion: boolean;
}

/** One element with coordinates whose version holds expressions. */
interface Use {
  readonly expressions: readonly string[];
  readonly groupId: string;
  readonly artifactId: string;
  readonly isOwnVersion: boolean;
}

/** Finds what all POMs that are read together take from a property; what plugins and processors take counts, too. */
export class PropertyUsers {
  readonly #repository: PomRepository;
  readonly #paths: readonly string[];
  #views: readonly View[] | null = null;
  readonly #usesByPom = new Map<Pom, readonly Use[]>();
  readonly #numbers = new Map<PomDeclarations, number>();
  readonly #known = new Map<string, PropertyUses>();

  constructor(repository: PomRepository, paths: readonly string[]) {
    this.#repository = repository;
    this.#paths = paths;
  }

  /** `owners` are the declarations in which the property is to change. */
  of(name: string, owners: ReadonlySet<PomDeclarations>): PropertyUses {
    const key = JSON.stringify([name, ...Array.from(owners, (owner) => this.#numberOf(owner))]);
    const known = this.#known.get(key) ?? this.#find(name, owners);
    this.#known.set(key, known);
    return known;
  }

  #numberOf(owner: PomDeclarations): number {
    const number = this.#numbers.get(owner) ?? this.#numbers.size;
    this.#numbers.set(owner, number);
    return number;
  }

  #find(name: string, owners: ReadonlySet<PomDeclarations>): PropertyUses {
    const names = new Set<string>();
    let isOwnVersion = false;
    this.#views ??= this.#paths.flatMap((path) => this.#viewOf(path) ?? []);
    for (const view of this.#views) {
      if (!isDecidedBy(view, name, owners)) continue;
      const wanted = propertiesThrough(view.declared, name);
      for (const use of view.lineage.flatMap((pom) => this.#usesOf(pom))) {
        if (!use.expressions.some((expression) => wanted.has(expression))) continue;
        isOwnVersion ||= use.isOwnVersion;
        const [group, artifact] = [use.groupId, use.artifactId].map((part) => view.interpolate(part).text);
        if (!use.isOwnVersion) names.add(`${group}:${artifact}`);
      }
    }
    return { names, isOwnVersion };
  }

  #viewOf(path: string): View | null {
    const pom = this.#repository.read(path);
    if (pom === null) return null;
    const { declared, lineage, interpolate } = effectivePom(pom, this.#repository);
    const onRequest = lineage.flatMap(({ profiles }) => profiles.filter((one) => !declared.includes(one)));
    return { declared, onRequest, lineage, interpolate };
  }

  #usesOf(pom: Pom): readonly Use[] {
    const known = this.#usesByPom.get(pom);
    if (known !== undefined) return known;
    const uses: Use[] = [];
    const open: XmlElement[] = [pom.root];
    for (let element = open.pop(); element !== undefined; element = open.pop()) {
      const use = useOf(element, element === pom.root || element.name === 'parent');
      if (use !== null) uses.push(use);
      for (const child of element.children) open.push(child);
    }
    this.#usesByPom.set(pom, uses);
    return uses;
  }
}

/** A POM with its parents: what gives its properties, the nearest first, and the profiles that must be asked for. */
interface View {
  readonly declared: readonly PomDeclarations[];
  readonly onRequest: readonly PomDeclarations[];
  readonly lineage: readonly Pom[];
  readonly interpolate: Interpolate;
}

function isDecidedBy(
  { declared, onRequest }: View,
  name: string,
  owners: ReadonlySet<PomDeclarations>,
): boolean {
  const nearest = declared.find(({ properties }) => properties.has(name));
  return [...onRequest, ...(nearest === undefined ? [] : [nearest])].some((one) => owners.has(one));
}

/** The property itself, and those whose value refers to it, through any number of others. */
function propertiesThrough(declared: readonly PomDeclarations[], name: string): ReadonlySet<string> {
  const users = new Map<string, string[]>();
  for (const { properties } of declared)
    for (const [user, value] of properties)
      for (const used of expressionsIn(value)) {
        const known = users.get(used);
        if (known === undefined) users.set(used, [user]);
        else known.push(user);
      }
  const found = new Set([name]);
  for (const each of found) for (const user of users.get(each) ?? []) found.add(user);
  return found;
}

function useOf({ name, children }: XmlElement, isOwnVersion: boolean): Use | null {
  const texts = new Map<string, string>();
  for (const child of children) if (!texts.has(child.name)) texts.set(child.name, child.text);
  const expressions = expressionsIn(texts.get('version') ?? '');
  const artifactId = texts.get('artifactId') ?? '';
  if (expressions.length === 0 || artifactId === '') return null;
  const groupId = texts.get('groupId') ?? (name === 'plugin' ? DEFAULT_PLUGIN_GROUP : '');
  return { expressions, groupId, artifactId, isOwnVersion };
}

function expressionsIn(text: string): readonly string[] {
  if (!text.includes('${')) return [];
  return Array.from(text.matchAll(EXPRESSION), ([, name = '']) => name);
}
