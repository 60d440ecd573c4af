import { ProblemList, quote } from '../../formats/problem-list.js';
import { type Span, spanOfAttribute, spanOfText } from '../../formats/xml-places.js';
import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { forceVersions } from './edit-forces.js';
import { createOpener, type Opener, type Refusal, refuse } from './open-files.js';
import { readProjectFiles } from './project-files.js';
import { isRequirement } from './ranges.js';
import { findPlaces, findVersionedItems, type VersionedItems, type VersionPlace } from './version-places.js';

const MAX_LISTED = 5;
/** A project that keeps a lock, wherever that is: others that share its files may keep one, too. */
const KEEPS_LOCK = 'RestorePackagesWithLockFile';

/**
 * Raises versions wherever a project's files make them what they are, under whatever condition: in items, central versions
 * and properties. A property that gives more than that is refused until all of it is asked to move alike.
 */
export function editProject(
  path: string,
  files: readonly ManifestFile[],
  { ranges, forces }: Changes,
): EditResult {
  const texts = new Map(files.map((file) => [file.path, file.text]));
  const project = readProjectFiles(path, texts, new ProblemList());
  if (!project.isRead) return refuse(`${path} cannot be read`);
  const open = createOpener(texts);
  const items = findVersionedItems(project);
  const moved = new Set<string>();
  const undeclared: RangeChange[] = [];
  for (const change of ranges) {
    const found = changeRange(change, { path, items, ranges, open, moved });
    if (found === 'UNDECLARED') undeclared.push(change);
    else if (found !== null) return found;
  }
  const lost = undeclared.find((change) => !moved.has(moveOf(change)));
  if (lost !== undefined) return refuse(`${lost.name}: it is not declared there as ${quote(lost.from)}`);
  const refusal = forces.length === 0 ? null : forceVersions(project, open, forces);
  if (refusal !== null) return refusal;
  const edited: ManifestFile[] = [];
  for (const file of files) {
    const text = open.opened.get(file.path)?.finish();
    if (text === null) return refuse(`two changes in ${file.path} overlap`);
    if (text !== undefined && text !== file.text) edited.push({ path: file.path, text });
  }
  return { kind: 'edited', files: edited };
}

interface ProjectContext {
  readonly path: string;
  readonly items: VersionedItems;
  readonly ranges: readonly RangeChange[];
  readonly open: Opener;
  readonly moved: Set<string>;
}

function changeRange(change: RangeChange, context: ProjectContext): Refusal | 'UNDECLARED' | null {
  const { name, range, manifestPath } = change;
  const { path, items, open, moved } = context;
  if (manifestPath !== null && manifestPath !== path)
    return refuse(`${name}: ${manifestPath} is not edited here`);
  if (!isRequirement(range))
    return refuse(`${name}: ${quote(range)} is no version that a project could ask for`);
  const { places, others, isOwnVersion, isThere, unfit } = findPlaces(items, name, change);
  if (unfit !== null) return refuse(`${name}: ${unfit}`);
  if (isThere) for (const other of others) moved.add(moveOf({ ...change, name: other }));
  if (places.length === 0) return isThere ? null : 'UNDECLARED';
  const isShared = places.some((place) => place.path !== path);
  if (isShared && items.files.properties.mayBeTrue(KEEPS_LOCK))
    return refuse(
      `${name}: other projects share the file that says its version, and their locks would no longer fit`,
    );
  if (isOwnVersion)
    return refuse(`${name}: the property that gives its version also gives the project's own`);
  const refusal = refuseUnasked(change, others, context);
  if (refusal !== null) return refusal;
  for (const other of others) moved.add(moveOf({ ...change, name: other }));
  for (const place of places) {
    const reason = write(place, open);
    if (reason !== null) return refuse(`${name}: ${reason}`);
  }
  return null;
}

function refuseUnasked(
  { name, from, range }: RangeChange,
  others: readonly string[],
  { path, ranges }: ProjectContext,
): Refusal | null {
  const asked = new Set(ranges.filter((one) => one.range === range).map((one) => one.name.toLowerCase()));
  const unasked = others.filter((one) => !asked.has(one.toLowerCase()));
  if (unasked.length === 0) return null;
  const rest = unasked.length > MAX_LISTED ? ` and ${unasked.length - MAX_LISTED} more` : '';
  const names = unasked.slice(0, MAX_LISTED).join(', ');
  return {
    ...refuse(
      `${name}: what gives its version also gives that of ${names}${rest}, which nobody asked to move to ${range}`,
    ),
    needs: unasked.map((one) => ({ manifestPath: path, name: one, from, range })),
  };
}

function write({ path, element, metadata, text }: VersionPlace, open: Opener): string | null {
  const edits = open(path);
  if (edits === null) return `${path} cannot be read whole`;
  const span = spanOf(edits.text, element, metadata);
  if (span === null) return `its version in ${path} is not written in one piece, or with entities`;
  return edits.replace(span.start, span.end, text)
    ? null
    : `its version in ${path} is to become two different ones`;
}

function spanOf(source: string, element: VersionPlace['element'], metadata: string | null): Span | null {
  if (metadata === null) return spanOfText(source, element);
  const hasAttribute = [...element.attributes.keys()].some(
    (key) => key.toLowerCase() === metadata.toLowerCase(),
  );
  if (hasAttribute) return spanOfAttribute(source, element, metadata);
  const child = element.children.find((one) => one.name.toLowerCase() === metadata.toLowerCase());
  return child === undefined ? null : spanOfText(source, child);
}

function moveOf({ name, from, range }: Pick<RangeChange, 'name' | 'from' | 'range'>): string {
  return `${name.toLowerCase()}\n${from}\n${range}`;
}
