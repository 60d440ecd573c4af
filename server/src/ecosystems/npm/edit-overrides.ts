import type { ForceChange } from '../ecosystem.js';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { SECTIONS } from './asks.js';
import { type EditValue, JsonEditor } from './json-edit.js';
import {
  contextsHolding,
  faultOfDeeperRule,
  faultOfPlaces,
  isPlainRuleNeeded,
  outerRule,
  withRule,
} from './override-contexts.js';
import { isPackageName } from './names.js';
import { isExactVersion, satisfies } from './versions.js';

/** A manifest with its new rules, or why it cannot have them. */
export type ForcedManifest =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Writes npm's `overrides` (https://docs.npmjs.com/cli/configuring-npm/package-json#overrides) into the root's
 * package.json, each below its chain of parents, merged with what stands there. `lock` is npm's, which tells who asks for whom.
 */
export function forceByOverrides(
  text: string,
  forces: readonly ForceChange[],
  lock: JsonObject,
): ForcedManifest {
  const subjects = forces.map(({ name, within }) => JSON.stringify([...within, name]));
  if (new Set(subjects).size < subjects.length) return refuse('one package is to be forced twice');
  let manifest = text;
  for (const force of forces) {
    const subject = force.within.map((name) => `${name} > `).join('') + force.name;
    const forced = forceOne(manifest, force, lock);
    if (forced.kind === 'refused') return refuse(`${subject}: ${forced.reason}`);
    manifest = forced.text;
  }
  return { kind: 'text', text: manifest };
}

/**
 * A rule that stands below others hides those of the same name outside of it, wholly. So the new rule is written into each
 * that would hide it, or refused where more than one place needs it.
 */
function forceOne(text: string, force: ForceChange, lock: JsonObject): ForcedManifest {
  const fault = faultOfForce(force);
  if (fault !== null) return refuse(fault);
  const rules = JsonEditor.open(text)?.value['overrides'];
  const parent = force.within[0] ?? force.name;
  const deeper = contextsHolding(rules, parent);
  if (typeof deeper === 'string') return refuse(deeper);
  const isPlain =
    force.within.length === 0 ||
    deeper.length === 0 ||
    (isJsonObject(rules) && Object.hasOwn(rules, parent)) ||
    isPlainRuleNeeded(rules, parent, lock);
  let manifest = text;
  for (const context of isPlain ? [...deeper, []] : deeper) {
    const editor = JsonEditor.open(manifest);
    if (editor === null) return refuse('the package.json of the project is not valid JSON');
    const reason = writeOverride(editor, force, context);
    if (reason !== null) return refuse(reason);
    manifest = editor.finish();
  }
  const after = JsonEditor.open(manifest)?.value['overrides'];
  for (const name of force.within.length === 0 ? [] : [parent, force.name]) {
    const split = faultOfPlaces(after, name, lock);
    if (split !== null) return refuse(split);
  }
  return { kind: 'text', text: manifest };
}

/** What makes a rule one that no manifest may hold. */
export function faultOfForce({ name, within, to }: ForceChange): string | null {
  if (![...within, name].every(isPackageName)) return 'it is not the name of a package';
  return isExactVersion(to) ? null : `${to} is not a version that could be forced`;
}

function writeOverride(editor: JsonEditor, force: ForceChange, context: readonly string[]): string | null {
  const value = force.within.length === 0 ? overrideOf(editor, force) : force.to;
  if (value === null)
    return `the project itself asks for it in another range than ${force.to}, which npm lets no override contradict`;
  const chain = [...force.within, force.name];
  const path: string[] = ['overrides', ...context];
  const added = { manifest: editor.value, path, value };
  if (!editor.hasPath(path)) {
    const root = editor.find([]);
    if (root === null) return 'the package.json of the project holds nothing';
    editor.insert(root, 'overrides', withRule(undefined, { ...added, chain }));
    return null;
  }
  for (const [index, name] of chain.entries()) {
    const node = editor.find(path);
    if (node?.type !== 'object') return `its ${path.join(' > ')} hold no rules, or stand there twice`;
    if (hasSpecialRule(node.children ?? [], name))
      return `${path.join(' > ')} hold a rule for some versions of ${name}, which may win`;
    if (!editor.hasPath([...path, name])) {
      const chainBelow = { ...added, chain: chain.slice(index + 1) };
      editor.insert(node, name, withRule(outerRule(chainBelow, name), chainBelow));
      return null;
    }
    const rest = chain.slice(index + 1);
    path.push(name);
    const found = editor.find(path);
    if (found?.type !== 'string' || rest.length === 0) continue;
    editor.replace(found, withRule(String(found.value), { ...added, chain: rest }));
    return null;
  }
  const own = editor.find([...path, '.']) ?? editor.find(path);
  if (context.length === 0 || own?.type !== 'string') return replaceRule(editor, path, value);
  const fault = faultOfDeeperRule(String(own.value), force);
  if (fault === 'STAYS') return null;
  return fault === 'MOVES' ? replaceRule(editor, path, value) : `${path.join(' > ')}: ${fault}`;
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

function refuse(reason: string): ForcedManifest {
  return { kind: 'refused', reason };
}
