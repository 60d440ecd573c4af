import semver from 'semver';
import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import type { ForceChange } from '../ecosystem.js';
import { SECTIONS } from './asks.js';
import type { EditValue } from './json-edit.js';
import { satisfies } from './versions.js';

const MAXIMUM_DEPTH = 20;
const MAXIMUM_CONTEXTS = 50;
const NODE_MODULES = 'node_modules/';

/**
 * Where below other rules one for a package stands already: the names that lead to what holds it, outermost first. npm
 * follows such a rule and looks at none of the same name outside of it.
 */
export function contextsHolding(rules: unknown, name: string): readonly (readonly string[])[] | string {
  const found: (readonly string[])[] = [];
  let reason: string | null = null;
  const visit = (level: JsonObject, path: readonly string[]): void => {
    for (const [key, value] of Object.entries(level)) {
      if (path.length > 0 && key === name) found.push(path);
      if (path.length > 0 && key.startsWith(`${name}@`))
        reason = `${path.join(' > ')} hold a rule for some versions of ${name}, which may win`;
      if (!isJsonObject(value)) continue;
      if (path.length < MAXIMUM_DEPTH) visit(value, [...path, key]);
      else reason = 'the overrides of the project lie too deep';
    }
  };
  if (isJsonObject(rules)) visit(rules, []);
  if (found.length > MAXIMUM_CONTEXTS) return `the overrides of the project name ${name} too often`;
  return reason ?? found;
}

/**
 * Why npm would follow none of the rules below a package: they stand in two places that both hold for somebody, and its
 * copies lose both as soon as they may meet. Null where they stand in one.
 */
export function faultOfPlaces(rules: unknown, name: string, lock: JsonObject): string | null {
  const deeper = contextsHolding(rules, name);
  if (typeof deeper === 'string') return deeper;
  if (deeper.length === 0 || !isJsonObject(rules)) return null;
  const places = [rules, ...deeper.map((path) => path.reduce<unknown>(ruleOf, rules))];
  if (!places.some((place) => isJsonObject(ruleOf(place, name)))) return null;
  if (deeper.length === 1 && !isPlainRuleNeeded(rules, name, lock)) return null;
  return `several rules would name ${name}, for several that ask for it, of which npm would follow none`;
}

/** Whether anybody asks for a package whom no rule reaches that stands below the asker's own and names it. */
export function isPlainRuleNeeded(rules: unknown, name: string, lock: JsonObject): boolean {
  const { packages } = lock;
  if (!isJsonObject(rules) || !isJsonObject(packages)) return true;
  const below = new Set<string>();
  for (const inner of Object.values(rules)) addKeys(inner, below);
  return Object.entries(packages).some(([location, entry]) => {
    if (!isJsonObject(entry) || !asksFor(entry, name)) return false;
    const at = location.lastIndexOf(NODE_MODULES);
    const asker = at < 0 ? null : location.slice(at + NODE_MODULES.length);
    const own = asker !== null && Object.hasOwn(rules, asker) ? rules[asker] : null;
    if (asker === null || !isJsonObject(own) || !Object.hasOwn(own, name)) return true;
    return below.has(asker);
  });
}

/** What one more version is, below which names, and where in the manifest the rule for it is to stand. */
export interface NewRule {
  readonly manifest: JsonObject;
  readonly path: readonly string[];
  readonly chain: readonly string[];
  readonly value: EditValue;
}

/**
 * A rule with one more version: its own, or that of what `chain` leads to below it. A name that it has no rule for yet takes
 * over the one that held there so far, which the new one hides.
 */
export function withRule(rule: EditValue | undefined, added: NewRule): EditValue {
  const [name, ...rest] = added.chain;
  const entries = new Map<string, EditValue>(
    typeof rule === 'string' ? [['.', rule]] : isRules(rule) ? Object.entries(rule) : [],
  );
  if (name === undefined) {
    entries.delete('.');
    return entries.size === 0 ? added.value : Object.fromEntries([['.', added.value], ...entries]);
  }
  const present = entries.get(name) ?? outerRule(added, name);
  entries.set(name, withRule(present, { ...added, chain: rest }));
  return Object.fromEntries(entries);
}

/** The rule of a name that holds at a place so far: the nearest one there or outside of it. */
export function outerRule({ manifest, path }: NewRule, name: string): EditValue | undefined {
  let level: unknown = manifest['overrides'];
  let nearest: unknown;
  for (const key of [...path.slice(1), name]) {
    if (!isJsonObject(level)) break;
    if (Object.hasOwn(level, name)) nearest = level[name];
    level = Object.hasOwn(level, key) ? level[key] : undefined;
  }
  return editValue(nearest);
}

/** Whether a rule for fewer copies stays because it admits the version or is about others, moves, or why neither is sure. */
export function faultOfDeeperRule(range: string, { from, to }: ForceChange): string {
  if (semver.validRange(range) === null) return 'it holds a rule that is no range';
  if (satisfies(to, range)) return 'STAYS';
  return from.some((version) => satisfies(version, range)) ? 'MOVES' : 'STAYS';
}

function ruleOf(rules: unknown, name: string): unknown {
  return isJsonObject(rules) && Object.hasOwn(rules, name) ? rules[name] : undefined;
}

function addKeys(rules: unknown, keys: Set<string>): void {
  if (!isJsonObject(rules)) return;
  for (const [key, inner] of Object.entries(rules)) {
    keys.add(key);
    addKeys(inner, keys);
  }
}

function asksFor(entry: JsonObject, name: string): boolean {
  return SECTIONS.some((section) => {
    const names = entry[section];
    return isJsonObject(names) && Object.hasOwn(names, name);
  });
}

function isRules(rule: EditValue | undefined): rule is { readonly [key: string]: EditValue } {
  return typeof rule === 'object' && isJsonObject(rule);
}

function editValue(value: unknown): EditValue | undefined {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const edited = editValue(inner);
      return edited === undefined ? [] : [[key, edited] as const];
    }),
  );
}
