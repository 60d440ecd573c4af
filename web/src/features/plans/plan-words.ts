import type {
  ChangeMeans,
  EvidenceLinkKind,
  IntegrationState,
  PlanState,
  ProjectState,
} from '../../generated/plans/graphql.js';
import { countOf, joinWords } from '../../lib/text.js';
import { planPartTexts } from '../../texts/plan-parts.js';

const texts = planPartTexts;

/** How a change is made, in a few words. */
export const MEANS: Readonly<Record<ChangeMeans, { readonly label: string; readonly meaning: string }>> =
  texts.means;

/** What a link of the evidence leads to. */
export const LINKS: Readonly<Record<EvidenceLinkKind, string>> = texts.links;

interface UsageFacts {
  readonly files: readonly string[];
  readonly count: number;
  readonly isComplete: boolean;
}

/** Whether the project's own files import the package, and how far that is known. */
export function usageSentence(usage: UsageFacts | null | undefined): string {
  if (usage === null || usage === undefined) return texts.usage.notLooked;
  if (usage.count === 0) return usage.isComplete ? texts.usage.none : texts.usage.noneRead;
  const some = texts.usage.some(usage.count);
  return usage.isComplete ? some : `${some} ${texts.usage.maybeMore}`;
}

interface UnmetFacts {
  readonly kind: 'ENGINE' | 'PEER';
  readonly name: string;
  readonly range: string;
  readonly present?: string | null;
}

/** What the new version asks for and the project is not seen to have. */
export function unmetSentence({ kind, name, range, present }: UnmetFacts): string {
  const has = present === null || present === undefined ? texts.unmet.hasNot : texts.unmet.has(present);
  return texts.unmet[kind](`${name} ${range}`, has);
}

/** The manifests in which a change is made: all of them, or the one that an older plan names. */
export function manifestsOf(change: {
  readonly manifestPath: string;
  readonly manifests: readonly string[];
}): readonly string[] {
  return change.manifests.length === 0 ? [change.manifestPath] : change.manifests;
}

/** The proof in one sentence. */
export function proofSentence(counts: {
  readonly fixed: number;
  readonly remaining: number;
  readonly introduced: number;
}): string {
  const parts = [
    texts.proof.fixedCount(counts.fixed),
    texts.proof.remainingCount(counts.remaining),
    texts.proof.introducedCount(counts.introduced),
  ];
  return `${joinWords(parts)}.`;
}

/** `1 change in 1 package`, `31 changes in 24 packages`: a package may move in several places or versions. */
export function changesIn(changes: readonly { readonly ecosystem: string; readonly name: string }[]): string {
  const names = new Set(changes.map(({ ecosystem, name }) => `${ecosystem} ${name}`));
  return `${countOf(changes.length, 'change')} in ${countOf(names.size, 'package')}`;
}

interface FindingLine {
  readonly ecosystem: string;
  readonly manifestPath: string;
  readonly name: string;
  readonly advisories: readonly string[];
}

/**
 * How many findings these are: one package may be there in several versions, and is one finding all the same. Those
 * that are also among the remaining ones are not counted: they are not closed.
 */
export function countFindings(lines: readonly FindingLine[], remaining: readonly FindingLine[] = []): number {
  const keys = new Set(lines.map(keyOf));
  for (const line of remaining) keys.delete(keyOf(line));
  return keys.size;
}

/** `29 findings`, or `31 occurrences of 29 findings` where a finding is there more than once. */
export function findingsIn(lines: readonly FindingLine[], remaining: readonly FindingLine[] = []): string {
  const all = countFindings(lines);
  const openCount = all - countFindings(lines, remaining);
  const findings = countOf(all, 'finding');
  if (all === lines.length && openCount === 0) return findings;
  const text = all === lines.length ? findings : `${countOf(lines.length, 'occurrence')} of ${findings}`;
  return openCount === 0 ? text : `${text}, ${openCount} of them still there in another version`;
}

function keyOf({ ecosystem, manifestPath, name, advisories }: FindingLine): string {
  return JSON.stringify([ecosystem, manifestPath, name, advisories]);
}

/** Why nothing can be written to a plan's project, what to do about it, and where. */
export interface Blocker {
  readonly title: string;
  readonly reasons: readonly string[];
  readonly remedy: string;
  readonly where: 'integration' | 'project';
}

interface PlanProject {
  readonly state: ProjectState;
  readonly reasons: readonly { readonly message: string }[];
  readonly integration: { readonly state: IntegrationState };
}

/** What keeps every plan of a project from being opened; null when nothing does. */
export function blockerOf(project: PlanProject): Blocker | null {
  const { state } = project.integration;
  if (state === 'DISCONNECTED') {
    return {
      title: texts.blocked.disconnected,
      reasons: [],
      remedy: texts.blocked.connect,
      where: 'integration',
    };
  }
  if (state === 'EXPIRED' || state === 'REVOKED') {
    return {
      title: texts.blocked[state],
      reasons: [],
      remedy: texts.blocked.replace,
      where: 'integration',
    };
  }
  if (project.state === 'READY') return null;
  return {
    title: project.state === 'UNAVAILABLE' ? texts.blocked.unreadable : texts.blocked.readOnly,
    reasons: project.reasons.map(({ message }) => message),
    remedy: texts.blocked.inGitLab,
    where: 'project',
  };
}

/** What a person can do with a plan in this state. */
export interface PlanActions {
  readonly canApprove: boolean;
  readonly canReject: boolean;
  readonly canRetry: boolean;
  readonly canRefresh: boolean;
  /** Work goes on by itself: the page follows it. */
  readonly isMoving: boolean;
}

/** The actions that a plan's state allows. */
export function planActions(state: PlanState): PlanActions {
  return {
    canApprove: state === 'PROPOSED',
    // An approved one waits for its turn: until then the approval can be taken back.
    canReject: state === 'PROPOSED' || state === 'APPROVED' || state === 'FAILED',
    canRetry: state === 'FAILED',
    canRefresh: state === 'PROPOSED' || state === 'FAILED',
    isMoving: state === 'APPROVED' || state === 'OPENING',
  };
}
