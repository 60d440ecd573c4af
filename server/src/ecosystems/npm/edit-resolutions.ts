import type { ForceChange } from '../ecosystem.js';
import { isJsonObject } from '../../formats/fields.js';
import { faultOfForce, type ForcedManifest } from './edit-overrides.js';
import { JsonEditor } from './json-edit.js';

/**
 * Writes `resolutions` into the root's package.json: of Yarn 1 by a pattern over the way from the project
 * (https://classic.yarnpkg.com/lang/en/docs/selective-version-resolutions/), of later ones by the name of the one parent
 * (https://yarnpkg.com/configuration/manifest#resolutions).
 */
export function forceByResolutions(
  text: string,
  forces: readonly ForceChange[],
  { isClassic }: { readonly isClassic: boolean },
): ForcedManifest {
  let manifest = text;
  const seen = new Set<string>();
  for (const force of forces) {
    const pattern = [...force.within, force.name].join('/');
    const editor = JsonEditor.open(manifest);
    if (editor === null) return refuse('the package.json of the project is not valid JSON');
    const fault = force.within.length > 1 ? 'Yarn forces below one parent only' : faultOfForce(force);
    const isTwice = seen.has(pattern);
    const reason = isTwice
      ? 'it is to be forced twice'
      : (fault ?? writeResolution(editor, force, isClassic));
    if (reason !== null) return refuse(`${pattern}: ${reason}`);
    seen.add(pattern);
    manifest = editor.finish();
  }
  return { kind: 'text', text: manifest };
}

function writeResolution(editor: JsonEditor, force: ForceChange, isClassic: boolean): string | null {
  const pattern = [...force.within, force.name].join('/');
  const key = isClassic && force.within.length > 0 ? `**/${pattern}` : pattern;
  const rules = editor.value['resolutions'];
  const node = editor.find(['resolutions']);
  if (rules === undefined) {
    const root = editor.find([]);
    if (root === null) return 'the package.json of the project holds nothing';
    editor.insert(root, 'resolutions', { [key]: force.to });
    return null;
  }
  if (node === null || !isJsonObject(rules)) return 'its resolutions hold no rules, or stand there twice';
  let isThere = false;
  for (const known of Object.keys(rules)) {
    const bare = known.replace(/^\*\*\//, '');
    if (bare !== pattern) {
      if (isInTheWay(bare, force)) return `the rule for ${JSON.stringify(known)} may win`;
      continue;
    }
    const value = editor.find(['resolutions', known]);
    if (value?.type !== 'string') return 'its rule is no text, or stands there twice';
    editor.replace(value, force.to);
    isThere ||= !isClassic || known === key || force.within.length === 0;
  }
  if (!isThere) editor.insert(node, key, force.to);
  return null;
}

/** Of several rules that fit, Yarn 1 takes the first, and later ones take whichever names a range. */
function isInTheWay(known: string, { name, within }: ForceChange): boolean {
  const isOfName = known === name || known.endsWith(`/${name}`) || known.includes(`${name}@`);
  if (!isOfName) return false;
  return known === name ? within.length > 0 : known.includes('*') || known.slice(1).includes('@');
}

function refuse(reason: string): ForcedManifest {
  return { kind: 'refused', reason };
}
