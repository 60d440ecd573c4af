import type { Progress } from './ladder.js';
import { isAllowedAt, placeVersion, startClimbing, type Freedom } from './lift.js';
import { raiseSite } from './planning-site.js';
import { rangesToRaise, type RaiseCandidate } from './raise.js';

/** Which direct dependency is to be raised, to which versions at best, and what may be left to a resolver. */
export interface RaiseWish {
  readonly copy: number;
  readonly candidates: readonly RaiseCandidate[];
  readonly freedom: Freedom;
  /** A copy of the target for whose sake it is raised. */
  readonly forCopy: number;
}

/** Candidates tried for one direct dependency. */
const MAXIMUM_CANDIDATES = 3;

/** Raises a direct dependency to the first of its candidates that can be had; null where none can. */
export function raiseCopy(
  progress: Progress,
  { copy, candidates, freedom, forCopy }: RaiseWish,
): Progress | null {
  const [best] = candidates;
  // Another version that leaves more below it is no smaller step towards the same, but a lesser fix.
  const equals = candidates.filter(({ weight }) => weight === best?.weight).slice(0, MAXIMUM_CANDIDATES);
  for (const { facts } of equals) {
    const raises = rangesToRaise(progress.site, copy, facts.version);
    if (raises === null) continue;
    const site = raises.length === 0 ? progress.site : raiseSite(progress.site, raises);
    if (!site.isLocked) {
      return { ...progress, site, lifts: new Map([...progress.lifts, [copy, facts]]) };
    }
    if (freedom === 'LOCKED') {
      if (!site.abilities.versions || !isAllowedAt(site, progress.lifts, copy, facts.version)) continue;
    }
    const placed = placeVersion(site, startClimbing(progress, freedom), copy, facts);
    if (placed.kind === 'stuck') continue;
    const rids = new Map([...progress.rids, [copy, forCopy]]);
    return { site, lifts: placed.lifts, open: placed.open, rids };
  }
  return null;
}
