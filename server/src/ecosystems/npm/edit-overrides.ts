import type { ForceChange } from '../ecosystem.js';
import { isJsonObject } from '../../formats/fields.js';
import { SECTIONS } from './asks.js';
import { type EditValue, JsonEditor } from './json-edit.js';
import { isPackageName } from './names.js';
import { isExactVersion, satisfies } from './versions.js';

/** A manifest with its new rules, or why it cannot have them. */
export type ForcedManifest =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Writes npm's `overrides` (https://docs.npmjs.com/cli/configuring-npm/package-json#overrides) into the root's
 * package.json, each below its chain of parents, merged with what stands there.
 */
export function forceByOverrides(text: string, forces: readonly ForceChange[]): ForcedManifest {
  const subjects = forces.map(({ name, within }) => JSON.stringify([...within, name]));
  if (new Set(subjects).size < subjects.length) return refuse('one package is to be forced twice');
  let manifest = text;
  for (const force of forces) {
    const subject = force.within.map((name) => `${name} > `).join('') + force.name;
    const editor = JsonEditor.open(manifest);
    if (editor === null) return refuse('the package.json of the project is not valid JSON');
    const reason = faultOfForce(force) ?? writeOverride(editor, force);
    if (reason !== null) return refuse(`${subject}: ${reason}`);
    manifest = editor.finish();
  }
  return { kind: 'text', text: manifest };
}

/** What makes a rule one that no manifest may hold. */
export function faultOfForce({ name, within, to }: ForceChange): string | null {
  if (![...within, name].every(isPackageName)) return 'it is not the name of a package';
  return isExactVersion(to) ? null : `${to} is not a version that could be forced`;
}

function writeOverride(editor: JsonEditor, force: ForceChange): string | null {
  const value = force.within.length === 0 ? overrideOf(editor, force) : force.to;
  if (value === null)
    return `the project itself asks for it in another range than ${force.to}, which npm lets no override contradict`;
  const chain = [...force.within, force.name];
  const path: string[] = ['overrides'];
  if (!editor.hasPath(path)) {
    const root = editor.find([]);
    if (root === null) return 'the package.json of the project holds nothing';
    editor.insert(root, 'overrides', nest(chain, value));
    return null;
  }
  for (const [index, name] of chain.entries()) {
    const node = editor.find(path);
    if (node?.type !== 'object') return `its ${path.join(' > ')} hold no rules, or stand there twice`;
    if (hasSpecialRule(node.children ?? [], name))
      return `${path.join(' > ')} hold a rule for some versions of ${name}, which may win`;
    if (!editor.hasPath([...path, name])) {
      editor.insert(node, name, nest(chain.slice(index + 1), value));
      return null;
    }
    path.push(name);
    const found = editor.find(path);
    const rest = chain.slice(index + 1);
    if (found?.type !== 'string' || rest.length === 0) continue;
    editor.replace(found, { '.': String(found.value), ...nestRules(rest, value) });
    return null;
  }
  return replaceRule(editor, path, value);
}

/** `path` leads to a rule that is there already: it is replaced where it is a text, else what it says of the package itself. */
function replaceRule(editor: JsonEditor, path: readonly string[], value: EditValue): string | null {
  const node = editor.find(path);
  if (node?.type === 'string') {
    editor.replace(node, value);
    return null;
  }
  if (node?.type !== 'object') return `its ${path.join(' > ')} hold no rule, or stand there twice`;
  const own = editor.find([...path, '.']);
  if (own !== null) editor.replace(own, value);
  else if (editor.hasPath([...path, '.'])) return 'a rule stands there twice';
  else editor.insert(node, '.', value);
  return null;
}

/**
 * npm refuses an override that differs from what the root itself declares (EOVERRIDE), but takes `$name`: the
 * declared range. Null where that does not admit the version.
 */
function overrideOf(editor: JsonEditor, { name, to }: ForceChange): string | null {
  const declared = SECTIONS.flatMap((section) => {
    const names = editor.value[section];
    return isJsonObject(names) && Object.hasOwn(names, name) ? [names[name]] : [];
  });
  if (declared.every((range) => range === to)) return to;
  const isAdmitted = declared.every((range) => typeof range === 'string' && satisfies(to, range));
  return isAdmitted ? `$${name}` : null;
}

function hasSpecialRule(
  rules: readonly { readonly children?: readonly { readonly value?: unknown }[] }[],
  name: string,
): boolean {
  return rules.some((rule) => String(rule.children?.[0]?.value).startsWith(`${name}@`));
}

function nest(names: readonly string[], value: EditValue): EditValue {
  return names.length === 0 ? value : nestRules(names, value);
}

function nestRules(names: readonly string[], value: EditValue): { readonly [key: string]: EditValue } {
  return { [names[0] ?? '']: nest(names.slice(1), value) };
}

function refuse(reason: string): ForcedManifest {
  return { kind: 'refused', reason };
}
