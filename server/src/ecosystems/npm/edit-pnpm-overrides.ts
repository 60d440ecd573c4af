import type { ForceChange, ManifestFile } from '../ecosystem.js';
import { isJsonObject } from '../../formats/fields.js';
import { joinPath } from '../manifest-paths.js';
import { faultOfForce } from './edit-overrides.js';
import { JsonEditor } from './json-edit.js';
import type { PnpmRule } from './pnpm-lock-edit.js';
import { isMap, isScalar, parseDocument } from 'yaml';

/** The files that hold the rules now, and the rules as the lock repeats them; or why there can be none. */
export type PnpmForced =
  | { readonly kind: 'forced'; readonly files: readonly ManifestFile[]; readonly rules: readonly PnpmRule[] }
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Writes `overrides` (https://pnpm.io/settings#overrides), everywhere or below one parent: into pnpm-workspace.yaml where
 * that has some, else into `pnpm` of the root's package.json.
 */
export function forceByPnpm(
  folder: string,
  group: {
    readonly files: readonly ManifestFile[];
    readonly texts: ReadonlyMap<string, string>;
    readonly forces: readonly ForceChange[];
  },
): PnpmForced {
  if (group.forces.length === 0) return { kind: 'forced', files: [], rules: [] };
  const textOf = (path: string): string | undefined =>
    group.texts.get(path) ?? group.files.find((file) => file.path === path)?.text;
  const rules: PnpmRule[] = [];
  for (const force of group.forces) {
    const selector = [...force.within, force.name].join('>');
    const fault = force.within.length > 1 ? 'pnpm forces below one parent only' : faultOfForce(force);
    if (fault !== null) return refuse(`${selector}: ${fault}`);
    if (rules.some((rule) => rule.selector === selector))
      return refuse(`${selector}: it is to be forced twice`);
    rules.push({ selector, name: force.name, isEverywhere: force.within.length === 0, to: force.to });
  }
  const workspacePath = joinPath(folder, 'pnpm-workspace.yaml');
  const workspace = textOf(workspacePath);
  const inWorkspace = workspace === undefined ? null : writeInWorkspace(workspace, rules);
  if (typeof inWorkspace === 'object' && inWorkspace !== null) return refuse(inWorkspace.reason);
  if (inWorkspace !== null)
    return { kind: 'forced', files: [{ path: workspacePath, text: inWorkspace }], rules };
  const path = joinPath(folder, 'package.json');
  let manifest = textOf(path);
  if (manifest === undefined)
    return refuse('there is no package.json beside the lock that could hold a rule');
  for (const rule of rules) {
    const editor = JsonEditor.open(manifest);
    const reason =
      editor === null ? 'the package.json of the project is not valid JSON' : writeInManifest(editor, rule);
    if (editor === null || reason !== null) return refuse(`${rule.selector}: ${reason ?? ''}`);
    manifest = editor.finish();
  }
  return { kind: 'forced', files: [{ path, text: manifest }], rules };
}

function writeInManifest(editor: JsonEditor, { selector, name, to }: PnpmRule): string | null {
  const root = editor.find([]);
  const settings = editor.find(['pnpm']);
  const rules = editor.find(['pnpm', 'overrides']);
  if (root === null) return 'the package.json of the project holds nothing';
  if (settings === null || rules === null) {
    if (settings === null && !editor.hasPath(['pnpm']))
      editor.insert(root, 'pnpm', { overrides: { [selector]: to } });
    else if (settings?.type === 'object' && !editor.hasPath(['pnpm', 'overrides']))
      editor.insert(settings, 'overrides', { [selector]: to });
    else return 'its rules stand there twice';
    return null;
  }
  const value = editor.value['pnpm'];
  const known = isJsonObject(value) ? value['overrides'] : undefined;
  if (!isJsonObject(known)) return 'its overrides hold no rules';
  if (Object.keys(known).some((key) => isInTheWay(key, { selector, name })))
    return 'another rule for the package may win';
  const own = editor.find(['pnpm', 'overrides', selector]);
  if (own !== null) editor.replace(own, to);
  else if (editor.hasPath(['pnpm', 'overrides', selector])) return 'a rule stands there twice';
  else editor.insert(rules, selector, to);
  return null;
}

/** A rule for the same package that names a version, or one for the whole project beside one below a parent. */
function isInTheWay(key: string, { selector, name }: Pick<PnpmRule, 'selector' | 'name'>): boolean {
  if (key === selector) return false;
  const child = key.slice(key.lastIndexOf('>') + 1);
  return child === name ? selector !== name && !key.includes('>') : child.startsWith(`${name}@`);
}

/** Null where the file has no rules. Only lines of rules are put in or changed. */
function writeInWorkspace(
  text: string,
  rules: readonly PnpmRule[],
): string | null | { readonly reason: string } {
  const bad = { reason: 'pnpm-workspace.yaml is not laid out in a way that could be edited' };
  if (!/^overrides\s*:/m.test(text)) return null;
  let edited = text;
  for (const { selector, name, to } of rules) {
    const document = parseDocument(edited);
    const overrides = document.errors.length > 0 ? null : document.get('overrides', true);
    if (!isMap(overrides) || overrides.flow === true) return bad;
    let end: number | null = null;
    let own: readonly [number, number] | null = null;
    let indent = '';
    for (const { key, value } of overrides.items) {
      if (!isScalar(key) || !isScalar(value) || !key.range || !value.range) return bad;
      if (isInTheWay(String(key.value), { selector, name }))
        return { reason: 'another rule for the package may win' };
      if (key.value === selector) own = [value.range[0], value.range[1]];
      end = value.range[1];
      indent = edited.slice(edited.lastIndexOf('\n', key.range[0]) + 1, key.range[0]);
    }
    if (end === null || !/^ +$/.test(indent)) return bad;
    const line = edited.indexOf('\n', end);
    const newline = edited.includes('\r\n') ? '\r\n' : '\n';
    const at = line === -1 ? edited.length : line + 1;
    const isEnded = line !== -1;
    const rule = `${indent}${JSON.stringify(selector)}: ${JSON.stringify(to)}`;
    edited =
      own === null
        ? edited.slice(0, at) + (isEnded ? rule + newline : newline + rule) + edited.slice(at)
        : edited.slice(0, own[0]) + JSON.stringify(to) + edited.slice(own[1]);
  }
  return edited;
}

function refuse(reason: string): PnpmForced {
  return { kind: 'refused', reason };
}
