import type { CampaignFactsFragment } from '../../generated/campaigns/graphql.js';
import { countOf, formatCount, joinWords } from '../../lib/text.js';
import { unfixedWord } from '../../lib/unfixed.js';

interface CampaignName {
  readonly kind: 'ADVISORY' | 'PACKAGE';
  readonly advisoryGroup?: { readonly primaryId: string; readonly summary: string } | null;
  readonly packageName?: string | null;
}

/** What a campaign is called: the advisory's own words, or the package. */
export function campaignTitle({ kind, advisoryGroup, packageName }: CampaignName): string {
  if (kind === 'PACKAGE') return packageName ?? 'Package';
  const summary = advisoryGroup?.summary ?? '';
  return summary === '' ? (advisoryGroup?.primaryId ?? 'Advisory') : summary;
}

type FindingCounts = Pick<
  CampaignFactsFragment['totals']['findings'],
  'open' | 'inProgress' | 'fixed' | 'dismissed'
>;

/** How much of a campaign is done, in percent: what is fixed or dismissed of all that was ever found. */
export function donePercent({ open, inProgress, fixed, dismissed }: FindingCounts): number {
  const all = open + inProgress + fixed + dismissed;
  return all === 0 ? 0 : Math.floor(((fixed + dismissed) / all) * 100);
}

interface Totals {
  readonly projects: number;
  readonly openProjects: number;
  readonly planned: number;
  readonly findings: FindingCounts;
}

/** Where a campaign stands, in one or two sentences. */
export function campaignSentence({ projects, openProjects, planned, findings }: Totals): string {
  if (projects === 0) return 'No analysed project is or was concerned.';
  const open = findings.open + findings.inProgress;
  if (open === 0) {
    return `Done: nothing is open any more in the ${countOf(projects, 'project')} that ${projects === 1 ? 'was' : 'were'} concerned.`;
  }
  const concerned = `${formatCount(openProjects)} of ${countOf(projects, 'project')} still ${openProjects === 1 ? 'has' : 'have'} ${countOf(open, 'open finding')}.`;
  const without = open - planned;
  if (without <= 0) return `${concerned} A plan closes ${open === 1 ? 'it' : 'each of them'}.`;
  if (planned === 0) return `${concerned} No plan closes ${open === 1 ? 'it' : 'any of them'} yet.`;
  return `${concerned} A plan closes ${formatCount(planned)} of them; ${formatCount(without)} ${without === 1 ? 'has' : 'have'} none.`;
}

/** Why findings have no plan, most frequent first: `Held by a range (3) and not planned yet (1)`; null where all have one. */
export function unplannedSentence(counts: CampaignFactsFragment['totals']['unplanned']): string | null {
  if (counts.length === 0) return null;
  const parts = [...counts]
    .sort((a, b) => b.count - a.count)
    .map(({ code, count }, index) => {
      const why = code === null || code === undefined ? 'Not planned yet' : unfixedWord(code);
      const word = index === 0 ? why : `${why.charAt(0).toLowerCase()}${why.slice(1)}`;
      return `${word} (${formatCount(count)})`;
    });
  return joinWords(parts);
}

const MERGE_REQUEST_WORDS = {
  OPENED: 'open',
  MERGED: 'merged',
  CLOSED: 'closed',
  LOCKED: 'locked',
} as const;

/** How many merge requests are in which state: `2 merged, 1 open`; null where there are none. */
export function mergeRequestSentence(
  counts: CampaignFactsFragment['totals']['mergeRequests'],
): string | null {
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => `${formatCount(count)} ${MERGE_REQUEST_WORDS[state]}`);
  return parts.length === 0 ? null : joinWords(parts);
}

/** Whether something goes on by itself, so that the page should ask again soon. */
export function isCampaignMoving(totals: Pick<CampaignFactsFragment['totals'], 'plans'>): boolean {
  return totals.plans.some(({ state, count }) => count > 0 && (state === 'APPROVED' || state === 'OPENING'));
}
