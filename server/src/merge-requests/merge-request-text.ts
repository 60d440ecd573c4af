import { createHash } from 'node:crypto';
import type { Advisory, Severity } from '../advisories/advisory.js';
import type { VersionStep } from '../ecosystems/ecosystem.js';
import type { ChangeMeans, PlanChange, PlanFinding, PlanKind, PlanView } from '../plans/plan.js';
import { closedFindings } from '../plans/proof.js';
import { checkSection, linksOf, riskSection } from './evidence-sections.js';
import { code, codeLink, cutToBytes, plainTitle, plainWords, prose, rowsWithin, table } from './markdown.js';
import { REBUILD_LINE } from './rebuild-request.js';

/** What the text needs of an advisory record. */
export type AdvisoryNote = Pick<Advisory, 'id' | 'aliases' | 'summary'>;

/** What a merge request is written from: the plan, and records that hold the summaries of what it names. */
export interface MergeRequestQuestion {
  readonly draft: PlanView;
  readonly advisories: readonly AdvisoryNote[];
  /** Address of Backline's page, where it is known. */
  readonly publicUrl?: string | null;
}

/** All texts of a plan's merge request. */
export interface MergeRequestText {
  readonly title: string;
  readonly branchName: string;
  readonly commitMessage: string;
  /** Markdown, at most 90,000 bytes: far below GitLab's limit. */
  readonly description: string;
}

/** GitLab takes 1,048,576 characters; but the page has to show it, and Backline reads the first 100,000 again. */
const MAXIMUM_BYTES = 90_000;
/** Kept free for how to act, which stands at the end and is never cut. */
const ACTION_BYTES = 4_000;
const MAXIMUM_ROWS = 200;
/** Of the rows of one table or list. */
const ROW_BYTES = 10_000;
const IDS_SHOWN = 3;
const REASONS_SHOWN = 2;
const MANIFESTS_SHOWN = 3;
const STEPS: Readonly<Record<VersionStep, string>> = {
  PATCH: 'patch',
  MINOR: 'minor',
  MAJOR: 'major',
  PRERELEASE: 'prerelease',
  NONE: 'none',
};
const MEANS: Readonly<Record<ChangeMeans, string>> = {
  LIFT: 'lifted in',
  RAISE: 'raised in',
  FORCE: 'forced by a rule, and locked in',
};
const SEVERITY_WORDS: Readonly<Record<Severity, string>> = {
  MALICIOUS: 'malicious',
  CRITICAL: 'critical',
  HIGH: 'high',
  MEDIUM: 'medium',
  LOW: 'low',
  NONE: 'unrated',
};

/** Writes a plan's merge request. Every text from outside is made harmless for the place where it stands. */
export function writeMergeRequest(question: MergeRequestQuestion): MergeRequestText {
  const { draft } = question;
  return {
    title: cutTitle(plainTitle(draft.title)),
    branchName: branchName(draft),
    commitMessage: writeCommitMessage(draft),
    description: writeDescription(question),
  };
}

/** GitLab takes 255 characters. No title makes the merge request a draft. */
function cutTitle(text: string): string {
  const title = text.replace(/^[/\s]+/, '');
  const cut = title.length > 200 ? `${title.slice(0, 199).trim()}…` : title;
  return cut === '' || /^\W*(?:draft|wip)\b/i.test(cut) ? `Update: ${cut}`.trim() : cut;
}

/** The branch of a plan, from its kind and group alone: every revision of one key has the same. */
export function branchName({ kind, group }: { readonly kind: PlanKind; readonly group: string }): string {
  const slug = group
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-|-$/g, '');
  const hash = createHash('sha256').update(`${kind}\n${group}`).digest('hex').slice(0, 8);
  return `backline/${[kind.toLowerCase(), slug, hash].filter((part) => part !== '').join('-')}`;
}

/** Subject and one line for each change. Only letters of names and versions are kept: GitLab acts on `Closes #1` here too. */
function writeCommitMessage(draft: PlanView): string {
  const lines = draft.changes.slice(0, MAXIMUM_ROWS).map(({ name, from, to, manifest }) => {
    return `- ${plainWords(name)} ${plainWords(from)} to ${plainWords(to)} in ${plainWords(manifest)}`;
  });
  const rest = draft.changes.length - lines.length;
  if (rest > 0) lines.push(`- and ${rest} more`);
  return `${plainWords(draft.title).slice(0, 200)}\n\n${lines.join('\n')}\n\nBackline-Plan: ${draft.digest}\n`;
}

/** The body: what it does, the changes, the advisories, the proof, what is not fixed, and how to act. */
function writeDescription({ draft, advisories, publicUrl = null }: MergeRequestQuestion): string {
  const sections = [
    summaryOf(draft),
    riskSection(draft),
    changesSection(draft),
    checkSection(draft),
    advisoriesSection(draft, advisories),
    proofSection(draft),
    unfixedSection(draft),
  ];
  const text = `${sections.filter((section) => section !== '').join('\n\n')}\n`;
  const rest = 'The rest is left out here; the plan in Backline has all of it.';
  return `${cutToBytes(text, MAXIMUM_BYTES - ACTION_BYTES, rest)}\n${actionSection(draft, publicUrl)}\n`;
}

function summaryOf(draft: PlanView): string {
  const fixed = closedFindings(draft.proof);
  const bySeverity = new Map<Severity, number>();
  for (const finding of fixed) bySeverity.set(finding.severity, (bySeverity.get(finding.severity) ?? 0) + 1);
  const severities = (['MALICIOUS', 'CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE'] as const).flatMap(
    (severity) => {
      const number = bySeverity.get(severity);
      return number === undefined ? [] : [`${number} ${SEVERITY_WORDS[severity]}`];
    },
  );
  const packages = new Set(draft.changes.map((change) => change.name)).size;
  const detail = severities.length === 0 ? '' : ` (${severities.join(', ')})`;
  const majors = draft.changes.filter(({ step }) => step === 'MAJOR').length;
  const why =
    draft.kind === 'SAFE' && majors > 0
      ? ` ${count(majors, 'change')} ${majors === 1 ? 'is a major step' : 'are major steps'} of packages that only other packages ask for: the version that ${majors === 1 ? 'asks for it' : 'asks for each'} names it.`
      : '';
  const moving = `${count(packages, 'package')} ${howFar(draft)}`;
  return fixed.length === 0
    ? `This moves ${moving}. It fixes no known vulnerability.`
    : `This fixes ${count(fixed.length, 'finding')}${detail} by moving ${moving}.${why}`;
}

function howFar({ kind, changes }: PlanView): string {
  switch (kind) {
    case 'SAFE':
      return changes.some(({ means }) => means === 'RAISE')
        ? 'no further than small steps that their authors call compatible, so it should break nothing'
        : 'inside the version ranges that the manifests already allow, so it should break nothing';
    case 'BREAKING':
      return 'further than the manifests allow today, so it may need changes in the code';
    case 'FORCED':
      return 'against the ranges that other packages ask for, so test it well';
    case 'UPDATE':
      return 'to newer versions';
  }
}

function changesSection({ changes, proof }: PlanView): string {
  const advisoryOf = new Map(proof.fixed.map((finding) => [finding.key, shortId(finding)]));
  const rows = changes
    .slice(0, MAXIMUM_ROWS)
    .map((change) => [
      code(change.name),
      `${code(change.from)} → ${code(change.to)}`,
      STEPS[change.step],
      `${MEANS[change.means]} ${placesOf(change)}`,
      releaseOf(change),
      change.findings.map((key) => code(advisoryOf.get(key) ?? '')).join(', ') || 'needed by another change',
    ]);
  const reasons = changes.slice(0, MAXIMUM_ROWS).map((change) => {
    const links = linksOf(change);
    const read = links === '' ? '' : ` What changed: ${links}.`;
    return `- ${code(change.name)} ${code(change.to)}: ${prose(change.reason)}${read}`;
  });
  return [
    '## Changes',
    limitedTable(['Package', 'From → to', 'Step', 'How', 'Released', 'Fixes'], rows, changes.length),
    `<details><summary>Why these versions${changes.some((change) => linksOf(change) !== '') ? ', and what changed in them' : ''}</summary>\n\n${rowsWithin(reasons, ROW_BYTES).join('\n')}${restOf(changes.length, rowsWithin(reasons, ROW_BYTES).length)}\n\n</details>`,
  ].join('\n\n');
}

/** The manifests of a change: all of few, else the first and how many more. */
function placesOf({ manifests, manifest }: PlanChange): string {
  const [first = manifest, ...others] = manifests;
  if (others.length < MANIFESTS_SHOWN) return [first, ...others].map(code).join(', ');
  return `${code(first)} and ${others.length} more manifests`;
}

function releaseOf(change: PlanChange): string {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(change.publishedAt ?? '')?.[0] ?? 'not known';
  return change.deprecated === null ? date : `${date}, deprecated: ${prose(change.deprecated)}`;
}

function advisoriesSection({ proof }: PlanView, advisories: readonly AdvisoryNote[]): string {
  const summaries = new Map<string, string>();
  for (const { id, aliases, summary } of advisories) {
    for (const known of [id, ...aliases])
      if (summary !== '' && !summaries.has(known)) summaries.set(known, summary);
  }
  const distinct = new Map<string, PlanFinding>();
  for (const finding of proof.fixed) {
    const key = `${finding.name}\n${finding.advisories.join('\n')}`;
    if (!distinct.has(key)) distinct.set(key, finding);
  }
  if (distinct.size === 0) return '';
  const rows = [...distinct.values()].slice(0, MAXIMUM_ROWS).map((finding) => {
    const summary = finding.advisories.map((id) => summaries.get(id)).find((text) => text !== undefined);
    return [
      SEVERITY_WORDS[finding.severity],
      finding.score === null ? '–' : finding.score.toFixed(1),
      finding.advisories.slice(0, 4).map(advisoryLink).join(' '),
      code(finding.name),
      prose(summary ?? ''),
    ];
  });
  return `## Vulnerabilities that it fixes\n\n${limitedTable(['Severity', 'Score', 'Advisory', 'Package', 'What'], rows, distinct.size)}`;
}

function proofSection({ proof }: PlanView): string {
  const parts = [
    '## Proof',
    'The edited files were read again and matched against the advisories again: ' +
      `${closedFindings(proof).length} fixed, ${countKeys(proof.remaining)} remaining, ${countKeys(proof.introduced)} introduced.`,
    findingsTable('Fixed, with the path to each', proof.fixed),
    findingsTable('Introduced', proof.introduced),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A finding is counted once, at however many versions its package stands. */
function countKeys(findings: readonly PlanFinding[]): number {
  return new Set(findings.map(({ key }) => key)).size;
}

function findingsTable(title: string, findings: readonly PlanFinding[]): string {
  if (findings.length === 0) return '';
  const rows = findings
    .slice(0, MAXIMUM_ROWS)
    .map((finding) => [
      SEVERITY_WORDS[finding.severity],
      `${code(finding.name)} ${code(finding.version)}`,
      code(shortId(finding)),
      code(finding.paths[0]?.join(' › ') ?? finding.manifest),
    ]);
  const body = limitedTable(['Severity', 'Package', 'Advisory', 'Path'], rows, findings.length);
  return `<details><summary>${title}: ${countKeys(findings)}</summary>\n\n${body}\n\n</details>`;
}

/** One row a package version, so that a package with ten advisories and one reason is one line. */
function unfixedSection({ unfixed }: PlanView): string {
  if (unfixed.length === 0) return '';
  const groups = new Map<
    string,
    { readonly worst: PlanFinding; readonly ids: string[]; readonly reasons: Set<string> }
  >();
  for (const { finding, reason } of unfixed) {
    const key = `${finding.manifest}\n${finding.name}\n${finding.version}`;
    const group = groups.get(key) ?? { worst: finding, ids: [], reasons: new Set<string>() };
    group.ids.push(shortId(finding));
    group.reasons.add(reason.message);
    groups.set(key, group);
  }
  const rows = [...groups.values()]
    .slice(0, MAXIMUM_ROWS)
    .map(({ worst, ids, reasons }) => [
      SEVERITY_WORDS[worst.severity],
      `${code(worst.name)} ${code(worst.version)}`,
      ids.slice(0, IDS_SHOWN).map(advisoryLink).join(' ') +
        (ids.length > IDS_SHOWN ? ` and ${ids.length - IDS_SHOWN} more` : ''),
      [...reasons].slice(0, REASONS_SHOWN).map(prose).join('<br>') +
        (reasons.size > REASONS_SHOWN ? `<br>and ${count(reasons.size - REASONS_SHOWN, 'more reason')}` : ''),
    ]);
  const left = countKeys(unfixed.map(({ finding }) => finding));
  const stay = `${count(left, 'finding')} ${left === 1 ? 'stays' : 'stay'}, in ${count(groups.size, 'package version')}.`;
  return [
    '## Not fixed, and why',
    stay,
    `<details><summary>Show them</summary>\n\n${limitedTable(['Severity', 'Package', 'Advisories', 'Why'], rows, groups.size)}\n\n</details>`,
  ].join('\n\n');
}

function actionSection({ digest }: PlanView, publicUrl: string | null): string {
  const backline = publicUrl === null ? 'Backline' : codeLink('Backline', publicUrl);
  return [
    '## What to do',
    'Merge it when the pipeline is green. If you do not want it, close it: Backline does not propose this set of changes again. ' +
      'If you commit to this branch, Backline leaves it alone.',
    REBUILD_LINE,
    '---',
    `Written by ${backline} after the plan ${code(digest.slice(0, 12))} was approved.`,
  ].join('\n\n');
}

function advisoryLink(id: string): string {
  return codeLink(id, `https://osv.dev/vulnerability/${encodeURIComponent(id.slice(0, 100))}`);
}

function shortId(finding: PlanFinding): string {
  const { advisories } = finding;
  return advisories.find((id) => id.startsWith('CVE-')) ?? advisories[0] ?? '';
}

/** As many rows as fit, and a line that says how many are missing of all. */
function limitedTable(head: readonly string[], rows: readonly (readonly string[])[], total: number): string {
  const [names = '', line = '', ...lines] = table(head, rows).split('\n');
  const kept = rowsWithin(lines, ROW_BYTES);
  return `${[names, line, ...kept].join('\n')}${restOf(total, kept.length)}`;
}

function restOf(total: number, shown: number): string {
  return total > shown ? `\n\nand ${total - shown} more, which the plan in Backline lists.` : '';
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
