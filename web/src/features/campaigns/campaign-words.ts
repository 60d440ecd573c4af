import type { CampaignFactsFragment } from '../../generated/campaigns/graphql.js';
import { joinWords } from '../../lib/text.js';
import { unfixedWord } from '../../lib/unfixed.js';
import { campaignTexts } from '../../texts/campaigns.js';

const texts = campaignTexts.sentence;

interface CampaignName {
  readonly kind: 'ADVISORY' | 'PACKAGE';
  readonly advisoryGroup?: { readonly primaryId: string; readonly summary: string } | null;
  readonly packageName?: string | null;
}

/** What a campaign is called: the advisory's own words, or the package. */
export function campaignTitle({ kind, advisoryGroup, packageName }: CampaignName): string {
  if (kind === 'PACKAGE') return packageName ?? campaignTexts.page.noName.PACKAGE;
  const summary = advisoryGroup?.summary ?? '';
  return summary === '' ? (advisoryGroup?.primaryId ?? campaignTexts.page.noName.ADVISORY) : summary;
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
  if (projects === 0) return texts.nobody;
  const open = findings.open + findings.inProgress;
  if (open === 0) return texts.done(projects);
  const concerned = texts.concerned(openProjects, projects, open);
  const without = open - planned;
  if (without <= 0) return `${concerned} ${texts.allPlanned(open)}`;
  if (planned === 0) return `${concerned} ${texts.nonePlanned(open)}`;
  return `${concerned} ${texts.somePlanned(planned, without)}`;
}

/** Why findings have no plan, most frequent first: `Held by a range (3) and not planned yet (1)`; null where all have one. */
export function unplannedSentence(counts: CampaignFactsFragment['totals']['unplanned']): string | null {
  if (counts.length === 0) return null;
  const parts = [...counts]
    .sort((a, b) => b.count - a.count)
    .map(({ code, count }, index) => {
      const why = code === null || code === undefined ? texts.notPlanned : unfixedWord(code);
      const word = index === 0 ? why : `${why.charAt(0).toLowerCase()}${why.slice(1)}`;
      return texts.why(word, count);
    });
  return joinWords(parts);
}

/** How many merge requests are in which state: `2 merged, 1 open`; null where there are none. */
export function mergeRequestSentence(
  counts: CampaignFactsFragment['totals']['mergeRequests'],
): string | null {
  const parts = counts
    .filter(({ count }) => count > 0)
    .map(({ state, count }) => texts.mergeRequests(count, campaignTexts.mergeRequestStates[state]));
  return parts.length === 0 ? null : joinWords(parts);
}

/** Whether something goes on by itself, so that the page should ask again soon. */
export function isCampaignMoving(totals: Pick<CampaignFactsFragment['totals'], 'plans'>): boolean {
  return totals.plans.some(({ state, count }) => count > 0 && (state === 'APPROVED' || state === 'OPENING'));
}

/** Where the findings of a campaign are listed; more filters can follow. */
export function findingsOf({
  kind,
  ecosystem,
  packageName,
  advisoryGroup,
}: CampaignName & { readonly ecosystem?: string | null }): string {
  const asked = new URLSearchParams(
    kind === 'PACKAGE'
      ? { packageName: packageName ?? '', ecosystem: ecosystem ?? '' }
      : { advisory: advisoryGroup?.primaryId ?? '' },
  );
  return `/findings?${asked.toString()}`;
}
