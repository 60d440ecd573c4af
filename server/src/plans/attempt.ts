import type {
  Changes,
  ForceChange,
  ManifestFile,
  RangeChange,
  VersionChange,
} from '../ecosystems/ecosystem.js';
import type { Inventory } from '../inventory/inventory.js';
import { compareText } from './compare-text.js';
import type { Lifts } from './dependency-tree.js';
import { whatIsLost } from './edited-inventory.js';
import { movesOfLifts, type Moved, type Newcomer } from './moves.js';
import { findingsOf } from './plan-findings.js';
import type { MatchVersions } from './plan-input.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import { rangeChangesOf, type PlanningSite } from './planning-site.js';
import { sharingMoves } from './shared-versions.js';

/** The edited files of one manifest group, read and matched again. */
export interface Edited {
  readonly kind: 'edited';
  /** New texts of the files that changed, by path. */
  readonly texts: ReadonlyMap<string, string>;
  readonly inventory: Inventory;
  readonly findings: readonly PlanFinding[];
  readonly moves: readonly Moved[];
  /** What came in that was not there; empty for an edit of text. */
  readonly newcomers: readonly Newcomer[];
}

/**
 * What came of changing a manifest group; `waiting` where somebody must be asked first. `isFinal`: asking for other versions
 * would come to the same.
 */
export type Attempt =
  | Edited
  | {
      readonly kind: 'refused';
      readonly reason: UnfixedReason;
      readonly isFinal: boolean;
      /** The ranges that have to change with it (`EditResult`). */
      readonly needs?: readonly RangeChange[];
    }
  | { readonly kind: 'waiting' };

/** What is decided for a manifest group, as far as its text is concerned. */
export interface Decided {
  readonly site: PlanningSite;
  readonly lifts: Lifts;
}

/** Times that an edit is made again with what else has to change. */
const MAXIMUM_SHARING = 3;

/** Edits the texts, reads them and matches them again. What shares a declared version with what is raised is raised with it. */
export function editText(decided: Decided, match: MatchVersions): Attempt {
  const { manifest, knowledge } = decided.site;
  let changes = changesOf(decided);
  let moves = movesOfLifts(decided.site, decided.lifts);
  for (let round = 0; ; round += 1) {
    const attempt = knowledge.memory.attempts.recall(manifest, keyOf(changes), () =>
      edit(decided.site, { changes, moves }, match),
    );
    if (attempt.kind !== 'refused' || attempt.needs === undefined || round === MAXIMUM_SHARING)
      return attempt;
    const sharing = sharingMoves(decided.site, attempt.needs);
    if (sharing.kind === 'refused') return { ...attempt, reason: addTo(attempt.reason, sharing.why) };
    changes = { ...changes, ranges: [...changes.ranges, ...attempt.needs] };
    moves = [...moves, ...sharing.moves];
  }
}

function addTo(reason: UnfixedReason, why: string | null): UnfixedReason {
  return why === null ? reason : { ...reason, message: `${reason.message.replace(/\.$/, '')}. ${why}` };
}

/** What tells one set of changes from another. */
function keyOf({ versions, ranges, forces }: Changes): string {
  const moves = versions.map(({ answers, target, ...move }) => [move, target.integrity, [...answers]]);
  return JSON.stringify([moves, ranges, forces]);
}

interface Asked {
  readonly changes: Changes;
  readonly moves: readonly Moved[];
}

function edit(site: PlanningSite, { changes, moves }: Asked, match: MatchVersions): Attempt {
  const { manifest, ecosystem } = site;
  const result = ecosystem.edit(manifest.files, changes);
  if (result.kind === 'refused') {
    const refused = refuseEdit(site, result.reason);
    return result.needs === undefined ? refused : { ...refused, needs: result.needs };
  }
  const read = readEdited(site, result.files);
  const lost = whatIsLost(manifest.inventory, read.inventory, moves, 'STAY');
  if (lost !== null) return refuseEdit(site, lost);
  return {
    kind: 'edited',
    texts: read.texts,
    inventory: read.inventory,
    findings: findingsOf(read.inventory, match),
    moves,
    newcomers: [],
  };
}

/** Edited files as they are read again, with the paths that really changed. */
export function readEdited(
  { manifest, ecosystem }: PlanningSite,
  edited: readonly ManifestFile[],
): { readonly texts: ReadonlyMap<string, string>; readonly inventory: Inventory } {
  const newTexts = new Map(edited.map(({ path, text }) => [path, text]));
  const files = manifest.files.map(({ path, text }) => ({ path, text: newTexts.get(path) ?? text }));
  const texts = new Map(
    files.flatMap(({ path, text }, index) =>
      manifest.files[index]?.text === text ? [] : [[path, text] as const],
    ),
  );
  return { texts, inventory: ecosystem.parse(manifest.group, files) };
}

/** Everything that is to be changed in the text. */
export function changesOf({ site, lifts }: Decided): Changes {
  return {
    versions: site.isLocked ? versionChangesOf(site, lifts) : [],
    ranges: rangeChangesOf(site),
    forces: forceChangesOf(site),
  };
}

/** One rule for each package, version and place, for all the versions that it takes the place of. */
function forceChangesOf({ forces, ecosystem }: PlanningSite): Changes['forces'] {
  const rules = new Map<string, ForceChange>();
  for (const { name, from, to, within } of forces) {
    const key = JSON.stringify([name, to, within]);
    const all = new Set([...(rules.get(key)?.from ?? []), ...from]);
    const sorted = [...all].toSorted((a, b) => ecosystem.compareVersions(a, b) || compareText(a, b));
    rules.set(key, { name, from: sorted, to, within });
  }
  return [...rules.values()];
}

/** What the lock's text must change: one entry for each name, old and new version, with all its copies. */
function versionChangesOf(site: PlanningSite, lifts: Lifts): readonly VersionChange[] {
  const { tree } = site;
  const locationOf = (copy: number): string => tree.packages[copy]?.location ?? '';
  return movesOfLifts(site, lifts).flatMap(({ name, from, to, copies }): VersionChange[] => {
    const [first] = copies;
    const target = first === undefined ? undefined : lifts.get(first);
    if (target === undefined) return [];
    const answers = new Map(
      copies.map((copy) => {
        const demands = tree.demandsAt(copy, lifts.get(copy) ?? target, lifts);
        const answered = demands.map(({ name: asked, range, kind, target: found }) => ({
          name: asked,
          range,
          kind,
          location: found === null ? null : locationOf(found),
        }));
        return [locationOf(copy), answered] as const;
      }),
    );
    return [{ name, from, to, locations: copies.map(locationOf).toSorted(compareText), target, answers }];
  });
}

function refuseEdit(
  { manifest, isLocked }: PlanningSite,
  reason: string,
): Extract<Attempt, { readonly kind: 'refused' }> {
  const what = isLocked ? 'The lock' : manifest.inventory.path;
  return {
    kind: 'refused',
    reason: { code: 'EDIT_REFUSED', message: `${what} cannot be edited for it: ${reason}` },
    isFinal: false,
  };
}
