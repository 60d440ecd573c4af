import type { Edited } from './attempt.js';
import type { Solution } from './solve-manifest.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import type { PlanningSite } from './planning-site.js';
import { isAsBad, prove } from './proof.js';

/** What a plan does in one manifest: what was decided, and the edited files. */
export interface Part {
  readonly solution: Solution;
  readonly edited: Edited;
}

/**
 * A part; why there is none; or that somebody must be asked first. `requests`: how many resolutions it went by, none where it
 * is left out.
 */
export type PartResult =
  | ({ readonly kind: 'part'; readonly requests?: number } & Part)
  | { readonly kind: 'none'; readonly reason: UnfixedReason | null; readonly requests?: number }
  | { readonly kind: 'waiting' };

/** One manifest with all that is known against it. */
export interface Opened {
  readonly site: PlanningSite;
  readonly findings: readonly PlanFinding[];
}

/** That a project's resolutions were used up by worse findings before `name` was tried. */
export function usedUp({ site }: Opened, name: string): UnfixedReason {
  const tool = site.abilities.resolver ?? '';
  const message = `Backline resolves the dependencies of a project anew only so often, the worst findings first; ${name} was not tried.`;
  return { code: 'RESOLUTION_FAILED', message, tool, needed: '' };
}

/** Why a part is not worth offering: it closes nothing, or brings in something as bad. Null where it is. */
export function whyWorthless({ findings }: Opened, edited: Edited): UnfixedReason | null {
  const moves = edited.moves.map((move) => ({ ...move, manifest: edited.inventory.path }));
  const { fixed, introduced } = prove(findings, edited.findings, moves);
  const [worst] = introduced;
  if (worst !== undefined && isAsBad(introduced, fixed)) {
    const message = `Fixing it would bring in ${worst.advisories[0] ?? 'a vulnerability'} of ${worst.name} ${worst.version} (${worst.severity}).`;
    return { code: 'WOULD_INTRODUCE', message, needed: worst.version };
  }
  if (fixed.length > 0) return null;
  const [move] = edited.moves;
  const message =
    'The change that should fix it was tried, and by the proof the vulnerable version was still there afterwards.';
  return { code: 'NEEDS_RESOLUTION', message, needed: move?.to ?? '' };
}
