import type { ChangeEvidence, EvidenceLink, PlanChange, PlanView, Usage } from '../plans/plan.js';
import { code, codeLink, prose, rowsWithin } from './markdown.js';

const MAXIMUM_CHANGES = 50;
const MAXIMUM_BYTES = 10_000;
const REASONS_SHOWN = 10;
const FILES_SHOWN = 10;

const LINK_WORDS: Readonly<Record<EvidenceLink['kind'], string>> = {
  COMPARISON: 'comparison',
  RELEASE: 'release notes',
  CHANGELOG: 'changelog',
  REPOSITORY: 'repository',
  PACKAGE: 'package page',
};

/** How likely the plan breaks something, with the reasons; nothing for a plan that nobody weighed. */
export function riskSection({ risk }: Pick<PlanView, 'risk'>): string {
  if (risk === null) return '';
  const reasons = risk.reasons.slice(0, REASONS_SHOWN).map((reason) => `- ${prose(reason)}`);
  const head = `## Risk of breaking something: ${risk.level.toLowerCase()}`;
  return reasons.length === 0 ? head : `${head}\n\n${reasons.join('\n')}`;
}

/** What to look at in the code before merging, for changes that may break something or that ask for what is not there. */
export function checkSection({ kind, changes }: Pick<PlanView, 'kind' | 'changes'>): string {
  const mayBreak = kind === 'BREAKING' || kind === 'FORCED';
  const parts = changes.flatMap((change) => {
    const { evidence } = change;
    if (evidence === null) return [];
    const lines = [...(mayBreak ? usageLines(evidence.usage) : []), ...unmetLines(evidence)];
    return lines.length === 0 ? [] : [`${titleOf(change)}\n\n${lines.join('\n')}`];
  });
  if (parts.length === 0) return '';
  const shown = rowsWithin(parts.slice(0, MAXIMUM_CHANGES), MAXIMUM_BYTES);
  const rest = parts.length > shown.length ? [`and ${parts.length - shown.length} more packages.`] : [];
  return ['## What to look at before merging', ...shown, ...rest].join('\n\n');
}

/** Where to read what changed, as links, most specific first; nothing where the registry names no repository. */
export function linksOf({ evidence }: Pick<PlanChange, 'evidence'>): string {
  const links = (evidence?.links ?? []).filter(({ url }) => url.startsWith('https://'));
  return links.map(({ kind, url }) => codeLink(LINK_WORDS[kind], url)).join(', ');
}

function titleOf({ name, from, to }: PlanChange): string {
  return `${code(name)} ${code(from)} → ${code(to)}:`;
}

function usageLines(usage: Usage | null): readonly string[] {
  if (usage === null) return [];
  const rest = usage.isComplete ? '' : ' Not all of the source was read, so there may be more.';
  if (usage.count === 0) return [`- No file of this project was seen to import it.${rest}`];
  const files = usage.files.slice(0, FILES_SHOWN);
  const more = usage.count - files.length;
  const list = files.map(code).join(', ') + (more > 0 ? ` and ${more} more` : '');
  return [`- ${usage.count === 1 ? '1 file imports it' : `${usage.count} files import it`}: ${list}.${rest}`];
}

function unmetLines({ unmet }: ChangeEvidence): readonly string[] {
  return unmet.map(({ kind, name, range, present }) => {
    const what = kind === 'PEER' ? `${code(name)} ${code(range)} beside it` : `${code(name)} ${code(range)}`;
    const has =
      present === null ? 'the project does not say what it has' : `the project has ${code(present)}`;
    return `- It needs ${what}; ${has}.`;
  });
}
