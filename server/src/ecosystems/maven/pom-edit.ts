import { ProblemList, quote } from '../../formats/problem-list.js';
import { TextEdits } from '../../formats/text-edits.js';
import { spanOfText } from '../../formats/xml-places.js';
import type { EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { effectivePom, type EffectivePom, type VersionOrigin } from './effective-pom.js';
import type { PomDeclarations } from './pom.js';
import { PomRepository } from './pom-repository.js';
import { PropertyUsers } from './property-uses.js';
import { readRange } from './ranges.js';
import { findVersionPlace, textAtPlace, textBesideProperty, type VersionPlace } from './version-place.js';
import { isVersion } from './versions.js';

const MAX_LISTED = 5;
/** Nothing stands around a version that is written anew. */
const WHOLE = { before: '', after: '', property: null };
const NOT_PLAIN = /[&<>$\s]/;

/** Why a change cannot be made, as the end of a sentence; `needs` where only other changes lack. */
export type Refusal = Extract<EditResult, { kind: 'refused' }>;

/** The POMs of a group while they are edited. */
export class PomEditor {
  readonly repository: PomRepository;
  readonly #files: readonly ManifestFile[];
  readonly #problems = new ProblemList();
  readonly #edits = new Map<string, TextEdits>();
  readonly #models = new Map<string, EffectivePom | null>();
  readonly #users: PropertyUsers;
  /** What properties that were changed give, with the requirement that they give now. */
  readonly #moved: { readonly names: ReadonlySet<string>; readonly from: string; readonly range: string }[] =
    [];

  constructor(files: readonly ManifestFile[]) {
    this.#files = files;
    this.repository = new PomRepository(new Map(files.map(({ path, text }) => [path, text])), this.#problems);
    const paths = files.map(({ path }) => path);
    this.#users = new PropertyUsers(this.repository, paths);
  }

  /** Raises declared versions where they stand; null when the editor holds all changes. */
  changeRanges(changes: readonly RangeChange[]): Refusal | null {
    const undeclared: RangeChange[] = [];
    for (const change of changes) {
      if (!isRequirement(change.range))
        return refuse(`${change.name}: ${quote(change.range)} is no version that a POM could ask for`);
      const found = this.#changeRange(change, changes);
      if (found === 'UNDECLARED') undeclared.push(change);
      else if (found !== null) return found;
    }
    const lost = undeclared.find(
      ({ name, from, range }) =>
        !this.#moved.some((one) => one.names.has(name) && one.from === from && one.range === range),
    );
    if (lost === undefined) return null;
    return refuse(`${lost.name}: it is not declared there as ${quote(lost.from)}`);
  }

  /** Puts a text where a version stands; null when that is done. */
  write(place: VersionPlace, version: string, name: string): Refusal | null {
    const text = textAtPlace(place, version);
    if (text === null) {
      const written = `${place.before}…${place.after}`;
      return refuse(
        `${name}: its version is written as ${quote(written)}, which ${quote(version)} does not fit`,
      );
    }
    const edits = this.open(place.path);
    if (edits === null) return refuse(`${name}: ${place.path} cannot be read whole`);
    const span = spanOfText(edits.text, place.element);
    if (span === null)
      return refuse(`${name}: its version in ${place.path} is not written in one piece, or with entities`);
    if (edits.replace(span.start, span.end, text)) return null;
    return refuse(`${name}: what gives its version in ${place.path} is to become two different ones`);
  }

  /** The text of a file as it is edited; null where it cannot be read whole. */
  open(path: string): TextEdits | null {
    const known = this.#edits.get(path);
    if (known !== undefined) return known;
    const file = this.#files.find((one) => one.path === path);
    const isDamaged =
      this.repository.read(path) === null || this.#problems.list().some((one) => one.path === path);
    const edits = file === undefined || isDamaged ? null : TextEdits.open(file.text);
    if (edits !== null) this.#edits.set(path, edits);
    return edits;
  }

  model(path: string): EffectivePom | null {
    const known = this.#models.get(path);
    if (known !== undefined) return known;
    const pom = this.repository.read(path);
    const model = pom === null ? null : effectivePom(pom, this.repository);
    this.#models.set(path, model);
    return model;
  }

  finish(): EditResult {
    const files: ManifestFile[] = [];
    for (const { path, text } of this.#files) {
      const edits = this.#edits.get(path);
      const edited = edits === undefined ? text : edits.finish();
      if (edited === null) return refuse(`two changes in ${path} overlap`);
      if (edited !== text) files.push({ path, text: edited });
    }
    return { kind: 'edited', files };
  }

  #changeRange(change: RangeChange, all: readonly RangeChange[]): Refusal | 'UNDECLARED' | null {
    const { manifestPath, name, from, range } = change;
    const paths = manifestPath === null ? this.#files.map(({ path }) => path) : [manifestPath];
    let isDeclared = false;
    for (const path of paths) {
      const model = this.model(path);
      if (model === null && manifestPath !== null)
        return refuse(`${name}: ${path} is no POM that can be read`);
      for (const dependency of model?.dependencies ?? []) {
        if (`${dependency.groupId.text}:${dependency.artifactId.text}` !== name) continue;
        const { text } = dependency.version;
        if ((text !== from && text !== range) || dependency.origin === null || model === null) continue;
        isDeclared = true;
        const refusal = this.#changeDeclared(dependency.origin, change, {
          model,
          all,
          path,
          isThere: text === range,
        });
        if (refusal !== null) return refusal;
      }
    }
    return isDeclared ? null : 'UNDECLARED';
  }

  /** What is there already was perhaps brought by a change of another group that shares the file. */
  #changeDeclared(
    origin: VersionOrigin,
    change: RangeChange,
    context: MoveContext & { readonly isThere: boolean },
  ): Refusal | null {
    const { name, range } = change;
    const place = findVersionPlace(origin);
    if (context.isThere) {
      this.#noteMoved(place, change);
      return null;
    }
    if (typeof place === 'string') return refuse(`${name}: ${place}`);
    const text = textAtPlace(place, range) === null ? textBesideProperty(origin, change) : null;
    const { path, versionElement } = origin.declaration;
    if (text === null || versionElement === null) return this.#move(place, change, context);
    return this.write({ ...WHOLE, path, element: versionElement }, text, name);
  }

  /** Changes a place, and where it is a property every profile's own that says the same, unless others would move unasked. */
  #move(place: VersionPlace, change: RangeChange, context: MoveContext): Refusal | null {
    const { property } = place;
    if (property === null) return this.write(place, change.range, change.name);
    const owners = [property.owner, ...sameInProfiles(property, context.model)];
    const refusal = this.#refuseUnasked(property.name, { ...context, owners: new Set(owners), change });
    if (refusal !== null) return refusal;
    for (const owner of owners) {
      const element = owner.propertyElements.get(property.name) ?? place.element;
      const failed = this.write({ ...place, path: owner.path, element }, change.range, change.name);
      if (failed !== null) return failed;
    }
    return null;
  }

  #noteMoved(place: VersionPlace | string, { from, range }: RangeChange): void {
    if (typeof place === 'string' || place.property === null) return;
    const { name, owner } = place.property;
    this.#moved.push({ names: this.#users.of(name, new Set([owner])).names, from, range });
  }

  #refuseUnasked(
    property: string,
    context: {
      readonly owners: ReadonlySet<PomDeclarations>;
      readonly change: RangeChange;
      readonly all: readonly RangeChange[];
      readonly path: string;
    },
  ): Refusal | null {
    const { change, all, path, owners } = context;
    const { name, from, range } = change;
    const uses = this.#users.of(property, owners);
    const what = `${name}: the property ${quote(property)}, which gives its version, also gives`;
    if (uses.isOwnVersion) return refuse(`${what} the project's own`);
    const asked = new Set(all.filter((one) => one.range === range).map((one) => one.name));
    const unasked = [...uses.names].filter((one) => one !== name && !asked.has(one)).sort();
    this.#moved.push({ names: uses.names, from, range });
    if (unasked.length === 0) return null;
    const rest = unasked.length > MAX_LISTED ? ` and ${unasked.length - MAX_LISTED} more` : '';
    const names = unasked.slice(0, MAX_LISTED).join(', ');
    return {
      ...refuse(`${what} that of ${names}${rest}, which nobody asked to move to ${range}`),
      needs: unasked.map((one) => ({ manifestPath: path, name: one, from, range })),
    };
  }
}

/** The POM for which something changes, and all that is to change. */
interface MoveContext {
  readonly model: EffectivePom;
  readonly all: readonly RangeChange[];
  readonly path: string;
}

/** The start of a refusal is the package that it is about. */
export function refuse(reason: string): Refusal {
  return { kind: 'refused', reason };
}

/** Whether a POM can ask for it: a version or a range, without anything that XML or Maven would read otherwise. */
export function isRequirement(text: string): boolean {
  return !NOT_PLAIN.test(text) && (isVersion(text) || readRange(text) !== null);
}

/** Profiles of the POM and its parents that are not active by themselves and set the property to the same text. */
function sameInProfiles(
  { name, owner }: NonNullable<VersionPlace['property']>,
  { lineage, declared }: EffectivePom,
): readonly PomDeclarations[] {
  const text = owner.properties.get(name);
  return lineage
    .flatMap(({ profiles }) => profiles)
    .filter((one) => one !== owner && !declared.includes(one) && one.properties.get(name) === text);
}
