import { quote } from '../../formats/problem-list.js';
import type { XmlElement } from '../../formats/xml-text.js';
import type { VersionOrigin } from './effective-pom.js';
import type { PomDeclarations } from './pom.js';

const MAX_DEPTH = 50;
const NUMBER_BEHIND = /^(\$\{[^{}]{1,200}\})([.-]\d{1,9})$/;
const MODEL_FIELD = /^(?:project|pom)\.(?:parent\.)?(?:groupId|artifactId|version|relativePath)$/;

/** The property of a POM or profile that gives a version. */
export interface DecidingProperty {
  readonly name: string;
  readonly owner: PomDeclarations;
}

/** The element whose text gives a version, with what stands before and behind it where the version is used. */
export interface VersionPlace {
  readonly path: string;
  readonly element: XmlElement;
  readonly before: string;
  readonly after: string;
  /** Null where the version is written in the declaration itself. */
  readonly property: DecidingProperty | null;
}

/**
 * Follows a version's expression to the one place that gives it: the declaration, or the last property that it leads to. Where
 * there is not one such place: why, as the end of a sentence.
 */
export function findVersionPlace({ declaration, declared }: VersionOrigin): VersionPlace | string {
  let element = declaration.versionElement;
  let place = { path: declaration.path, before: '', after: '' };
  let property: DecidingProperty | null = null;
  for (let depth = 0; depth < MAX_DEPTH && element !== null; depth += 1) {
    const { text } = element;
    const open = text.indexOf('${');
    if (open === -1) return { ...place, element, property };
    const close = text.indexOf('}', open);
    if (close === -1 || text.includes('${', close))
      return `its version ${quote(text)} is put together from several parts`;
    const name = text.slice(open + 2, close);
    const owner = MODEL_FIELD.test(name) ? undefined : declared.find((each) => each.properties.has(name));
    if (owner === undefined)
      return `its version is ${quote(text)}, which is no property that could be changed`;
    property = { name, owner };
    place = {
      path: owner.path,
      before: place.before + text.slice(0, open),
      after: text.slice(close + 1) + place.after,
    };
    element = owner.propertyElements.get(name) ?? null;
  }
  return 'the property that gives its version refers to itself or through too many others';
}

/** The text that the place must hold for the version to be `version`; null where what is around it does not allow that. */
export function textAtPlace({ before, after }: VersionPlace, version: string): string | null {
  const fits =
    version.length > before.length + after.length && version.startsWith(before) && version.endsWith(after);
  return fits ? version.slice(before.length, version.length - after.length) : null;
}

/**
 * The text of the declaration itself for a version that its property cannot give: of `${v}.3`, a number behind a property, the
 * number, or all of it where the property's own part differs too. Null for anything else, as what shares a property should move together.
 */
export function textBesideProperty(
  { declaration }: VersionOrigin,
  { from, range }: { readonly from: string; readonly range: string },
): string | null {
  const [whole, expression = '', number = ''] = NUMBER_BEHIND.exec(declaration.version) ?? [];
  if (whole === undefined) return null;
  const given = from.slice(0, from.length - number.length);
  const rest = range.startsWith(given) ? range.slice(given.length) : '';
  return /^[.-]\d/.test(rest) ? expression + rest : range;
}
