import type { Changes, EditResult, ManifestFile } from '../ecosystem.js';
import type { Inventory } from '../../inventory/inventory.js';
import { splitPath } from '../manifest-paths.js';
import { changedFiles, editDeclarations, rootManifestOf } from './edit-manifests.js';
import { forceByResolutions } from './edit-resolutions.js';
import { manifestOf } from './abilities.js';
import { parseGroup } from './parse.js';
import { moveYarnEntries, YarnMoves } from './yarn-moves.js';
import { closeYarnText, openYarnText, type YarnText } from './yarn-text.js';

/**
 * Edits a yarn.lock of Yarn 1 and its manifests. Entries are written as Yarn writes them; descriptors that nothing asks
 * for any more go, and so do entries without any. Where only manifests are to change and the lock has nothing that fits,
 * it stays as it is, for Yarn to resolve.
 */
export function editYarnClassic(
  lock: ManifestFile,
  files: readonly ManifestFile[],
  changes: Changes,
): EditResult {
  const text = openYarnText(lock.path, lock.text);
  if (text === null) return refuse(`${lock.path} holds lines that are none of Yarn's`);
  const before = inventoryOf(lock.path, files);
  const own = new Set(before.packages.map((item) => manifestOf({ path: lock.path }, item)));
  const manifests = editDeclarations(files, changes.ranges, (path) => own.has(path));
  if (manifests.kind === 'refused') return manifests;
  const { texts } = manifests;
  if (changes.forces.length > 0) {
    const path = rootManifestOf(splitPath(lock.path).folder);
    const manifest = texts.get(path) ?? files.find((file) => file.path === path)?.text;
    if (manifest === undefined)
      return refuse('there is no package.json beside the lock that could hold a rule');
    const forced = forceByResolutions(manifest, changes.forces, { isClassic: true });
    if (forced.kind === 'refused') return forced;
    texts.set(path, forced.text);
  }
  const moves = new YarnMoves(text, before);
  const reason =
    moveYarnEntries(moves, changes.versions) ??
    moves.rename(manifests.declarations) ??
    moves.force(changes.forces);
  const followed = reason === null ? follow(lock.path, { text, moves, before }, { files, texts }) : null;
  const fault = reason ?? moves.misfit(changes.forces);
  if (fault === null && followed !== null) texts.set(lock.path, followed);
  else if (changes.versions.length > 0) return refuse(fault ?? 'the lock could not be written');
  return { kind: 'edited', files: changedFiles(files, texts) };
}

interface Moved {
  readonly text: YarnText;
  readonly moves: YarnMoves;
  readonly before: Inventory;
}

/** The new lock, without what was asked for before and is not any more. */
function follow(
  path: string,
  { text, moves, before }: Moved,
  { files, texts }: { readonly files: readonly ManifestFile[]; readonly texts: ReadonlyMap<string, string> },
): string {
  const lock = closeYarnText(text, moves.blocks());
  const edited = files.map((file) => ({
    path: file.path,
    text: file.path === path ? lock : (texts.get(file.path) ?? file.text),
  }));
  const asked = askedDescriptors(inventoryOf(path, edited));
  const gone = [...askedDescriptors(before)].filter((descriptor) => !asked.has(descriptor));
  moves.drop(new Set(gone));
  return closeYarnText(text, moves.blocks());
}

function inventoryOf(path: string, files: readonly ManifestFile[]): Inventory {
  return parseGroup({ ecosystem: 'npm', path, inputs: files.map((file) => file.path) }, files);
}

/** What the project leads to asks for, as `name@range`. */
function askedDescriptors({ packages }: Inventory): ReadonlySet<string> {
  const isReached = packages.map(({ source }) => source === 'ROOT' || source === 'WORKSPACE');
  const queue = packages.flatMap((_, index) => (isReached[index] === true ? [index] : []));
  const asked = new Set<string>();
  for (let next = 0; next < queue.length; next += 1) {
    for (const { name, range, kind, target } of packages[queue[next] ?? 0]?.requires ?? []) {
      if (kind === 'PEER') continue;
      asked.add(`${name}@${range}`);
      if (target === null || isReached[target] === true) continue;
      isReached[target] = true;
      queue.push(target);
    }
  }
  return asked;
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
