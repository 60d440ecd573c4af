import type {
  ChangeMeans,
  IntegrationState,
  PlanKind,
  PlanState,
  ProjectState,
  UnfixedCode,
} from '../../generated/plans/graphql.js';
import { countOf, joinWords } from '../../lib/text.js';
import type { Tone } from '../../ui/mark.js';

/** A plan's states in words and tones, in the order of a plan's life. */
export const PLAN_STATES: Readonly<Record<PlanState, { readonly label: string; readonly tone: Tone }>> = {
  PROPOSED: { label: 'To review', tone: 'waiting' },
  APPROVED: { label: 'Approved', tone: 'busy' },
  OPENING: { label: 'Being opened', tone: 'busy' },
  OPEN: { label: 'Merge request open', tone: 'busy' },
  MERGED: { label: 'Merged', tone: 'good' },
  CLOSED: { label: 'Closed', tone: 'off' },
  REJECTED: { label: 'Rejected', tone: 'off' },
  SUPERSEDED: { label: 'Superseded', tone: 'off' },
  FAILED: { label: 'Failed', tone: 'bad' },
};

export const PLAN_STATE_VALUES = [
  'PROPOSED',
  'APPROVED',
  'OPENING',
  'OPEN',
  'MERGED',
  'CLOSED',
  'REJECTED',
  'SUPERSEDED',
  'FAILED',
] as const;

export const PLAN_KIND_VALUES = ['SAFE', 'BREAKING', 'FORCED', 'UPDATE'] as const;

/** A plan's kind: its word, and what it means for the reader. */
export const PLAN_KINDS: Readonly<Record<PlanKind, { readonly label: string; readonly meaning: string }>> = {
  SAFE: {
    label: 'Safe',
    meaning: 'Should break nothing: every step stays inside the ranges, or is patch or minor.',
  },
  BREAKING: {
    label: 'Breaking',
    meaning: 'May break something. It has a plan of its own so that it can be tested alone.',
  },
  FORCED: { label: 'Forced', meaning: 'Forces a version against a range that somebody else declared.' },
  UPDATE: { label: 'Update', meaning: 'Brings outdated packages forward. It fixes no finding.' },
};

/** How a change is made, in a few words. */
export const MEANS: Readonly<Record<ChangeMeans, { readonly label: string; readonly meaning: string }>> = {
  LIFT: { label: 'Lock lifted', meaning: 'The locked version moves inside the ranges that ask for it.' },
  RAISE: { label: 'Raised', meaning: 'The direct dependency that brings it in is raised.' },
  FORCE: { label: 'Forced', meaning: 'An override forces the version.' },
};

const UNFIXED: Readonly<Record<UnfixedCode, string>> = {
  NO_FIXED_VERSION: 'No fixed version',
  CONSTRAINT: 'Held by a range',
  FORMAT_NOT_SUPPORTED: 'Not edited yet',
  NEEDS_RESOLUTION: 'Needs a new resolution',
  NOT_FROM_REGISTRY: 'Not from a registry',
  NOT_IN_REGISTRY: 'Not in the registry',
  BUNDLED: 'Bundled',
  REGISTRY_FAILED: 'Registry did not answer',
  TOO_YOUNG: 'Fix is too young',
  WOULD_INTRODUCE: 'Fix brings another finding',
  BELOW_THRESHOLD: 'Below the threshold',
  EDIT_REFUSED: 'File cannot be edited',
  NOT_READ: 'File could not be read',
  TURNED_DOWN: 'Its plan was turned down',
  POLICY: 'Not allowed by the policy',
  IGNORED: 'Dismissed',
  TOOL_MISSING: 'Package manager is missing',
  TOOL_WOULD_RUN_CODE: 'Would run code of the project',
  RESOLUTION_FAILED: 'Package manager found no way',
  NEEDS_CODE_CHANGE: 'Needs a breaking or forced plan',
};

/** Why a finding is not fixed, in a few words. */
export function unfixedWord(code: UnfixedCode): string {
  return UNFIXED[code];
}

/** The proof in one sentence. */
export function proofSentence(counts: {
  readonly fixed: number;
  readonly remaining: number;
  readonly introduced: number;
}): string {
  const parts = [
    counts.fixed === 1 ? '1 finding is fixed' : `${counts.fixed} findings are fixed`,
    counts.remaining === 0
      ? 'none remains'
      : counts.remaining === 1
        ? '1 remains'
        : `${counts.remaining} remain`,
    counts.introduced === 0
      ? 'none is new'
      : counts.introduced === 1
        ? '1 is new'
        : `${counts.introduced} are new`,
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
      title: 'It cannot be approved: its GitLab is disconnected.',
      reasons: [],
      remedy: 'Connect it again. The plan stays until then.',
      where: 'integration',
    };
  }
  if (state === 'EXPIRED' || state === 'REVOKED') {
    return {
      title: `It cannot be approved: the token of its GitLab ${state === 'EXPIRED' ? 'has expired' : 'was revoked'}.`,
      reasons: [],
      remedy: 'Replace the token. The plan stays until then.',
      where: 'integration',
    };
  }
  if (project.state === 'READY') return null;
  return {
    title:
      project.state === 'UNAVAILABLE'
        ? 'It cannot be approved: its project cannot be read.'
        : 'It cannot be approved: nothing can be written to its project.',
    reasons: project.reasons.map(({ message }) => message),
    remedy: 'Change that in GitLab. Backline sees it at the next sync.',
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
    canReject: state === 'PROPOSED',
    canRetry: state === 'FAILED',
    canRefresh: state === 'PROPOSED' || state === 'FAILED',
    isMoving: state === 'APPROVED' || state === 'OPENING',
  };
}
