import { indentAt, lineEndOf, type TextEdits } from '../../formats/text-edits.js';
import { childrenOf, type XmlElement } from '../../formats/xml-text.js';
import type { ForceChange } from '../ecosystem.js';
import { isRequirement, type PomEditor, type Refusal, refuse } from './pom-edit.js';
import type { Pom } from './pom.js';

const NAME = /^([\w.-]{1,200}):([\w.-]{1,200})$/;

interface Rule {
  readonly groupId: string;
  readonly artifactId: string;
  readonly version: string;
}

/**
 * Forces versions by `dependencyManagement` in the POM that all others inherit from
 * (https://maven.apache.org/guides/introduction/introduction-to-dependency-mechanism.html#dependency-management); refused where a
 * POM manages or declares the artifact already, because that is a range to be changed. Null when the editor holds the rules.
 */
export function forceVersions(
  editor: PomEditor,
  paths: readonly string[],
  forces: readonly ForceChange[],
): Refusal | null {
  if (forces.length === 0) return null;
  const root = rootOf(editor, paths);
  if (root === null) return refuse('the POMs that are read together do not all inherit from one of them');
  const rules = new Map<string, Rule>();
  for (const { name, to, within } of forces) {
    const [, groupId, artifactId] = NAME.exec(name) ?? [];
    if (groupId === undefined || artifactId === undefined || !isRequirement(to))
      return refuse(`${name} cannot be forced to ${to}`);
    if (within.length > 0) return refuse(`${name}: a POM forces a version everywhere or nowhere`);
    if ((rules.get(name)?.version ?? to) !== to) return refuse(`${name}: it is to be forced to two versions`);
    const teller = paths.find((path) => isNamedIn(editor, path, name));
    if (teller !== undefined) return refuse(`${name}: ${teller} itself says which version of it is taken`);
    rules.set(name, { groupId, artifactId, version: to });
  }
  const edits = editor.open(root.path);
  if (edits === null) return refuse(`${root.path} cannot be read whole`);
  return addRules(edits, root.root, [...rules.values()])
    ? null
    : refuse(`${root.path} has no place for a rule`);
}

/** The one POM that is among the parents of every other. */
function rootOf(editor: PomEditor, paths: readonly string[]): Pom | null {
  const tops = new Set(paths.map((path) => editor.model(path)?.lineage.at(-1) ?? null));
  const [top = null] = tops;
  return tops.size === 1 ? top : null;
}

function isNamedIn(editor: PomEditor, path: string, name: string): boolean {
  const model = editor.model(path);
  return (model?.lineage ?? []).some((pom) =>
    [pom, ...pom.profiles].some(({ managed, dependencies }) =>
      [...managed, ...dependencies].some(
        ({ groupId, artifactId }) =>
          `${model?.interpolate(groupId).text}:${model?.interpolate(artifactId).text}` === name,
      ),
    ),
  );
}

/** Writes the rules behind those that are there, or where the first are to stand, indented as the file is. */
function addRules(edits: TextEdits, project: XmlElement, rules: readonly Rule[]): boolean {
  const { text } = edits;
  const unit = unitOf(text, project);
  const lineEnd = unit === '' ? '' : lineEndOf(text);
  const management = childrenOf(project, 'dependencyManagement').at(-1);
  const list = management === undefined ? undefined : childrenOf(management, 'dependencies').at(-1);
  const last = list?.children.at(-1);
  const base = unit === '' ? '' : indentAt(text, (last ?? list ?? management ?? project).start);
  const depth = last !== undefined ? 0 : list !== undefined ? 1 : management !== undefined ? 2 : 3;
  const blocks = layOut(rules, { unit, lineEnd, base: base + unit.repeat(depth) });
  const inList =
    depth > 1 ? wrap('dependencies', blocks, { unit, lineEnd, base: base + unit.repeat(depth - 1) }) : blocks;
  const all = depth > 2 ? wrap('dependencyManagement', inList, { unit, lineEnd, base: base + unit }) : inList;
  if (last !== undefined) return edits.replace(last.end, last.end, all);
  const holder = list ?? management;
  if (holder !== undefined) return fill(edits, holder, all, `${lineEnd}${base}`);
  const next = project.children.find(({ name }) => name === 'dependencies' || name === 'build');
  const behind = next === undefined ? project.children.at(-1)?.end : endBefore(project, next);
  return behind !== undefined && edits.replace(behind, behind, all);
}

/** The end of what stands before an element among its siblings, so that comments above it stay with it. */
function endBefore(project: XmlElement, next: XmlElement): number {
  const before = project.children[project.children.indexOf(next) - 1];
  return before === undefined ? project.contentStart : before.end;
}

/** Puts text into an element that holds no element yet. */
function fill(edits: TextEdits, holder: XmlElement, inner: string, closing: string): boolean {
  if (holder.contentStart !== holder.end) {
    const written = edits.text.slice(holder.contentStart, holder.contentEnd);
    const at = holder.contentStart + written.trimEnd().length;
    return edits.replace(at, holder.contentEnd, `${inner}${closing}`);
  }
  const tag = edits.text.slice(holder.start + 1, holder.end);
  const slash = tag.lastIndexOf('/');
  const name = /^[^\s/>]+/.exec(tag)?.[0] ?? holder.name;
  const opened = `<${tag.slice(0, slash).trimEnd()}>`;
  return edits.replace(holder.start, holder.end, `${opened}${inner}${closing}</${name}>`);
}

interface Layout {
  readonly unit: string;
  readonly lineEnd: string;
  readonly base: string;
}

function layOut(rules: readonly Rule[], { unit, lineEnd, base }: Layout): string {
  return rules
    .map(({ groupId, artifactId, version }) => {
      const fields = [`<groupId>${groupId}</groupId>`, `<artifactId>${artifactId}</artifactId>`];
      const inner = [...fields, `<version>${version}</version>`].map(
        (field) => `${lineEnd}${base}${unit}${field}`,
      );
      return `${lineEnd}${base}<dependency>${inner.join('')}${lineEnd}${base}</dependency>`;
    })
    .join('');
}

function wrap(name: string, inner: string, { lineEnd, base }: Layout): string {
  return `${lineEnd}${base}<${name}>${inner}${lineEnd}${base}</${name}>`;
}

/** How far the project's children are indented; empty where they are not, or where the file is one line. */
function unitOf(text: string, project: XmlElement): string {
  const first = project.children[0];
  if (first === undefined || lineEndOf(text) === '') return '';
  return indentAt(text, first.start) || '  ';
}
