import type { OverviewPageQuery } from '../../generated/overview/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { overviewTexts } from '../../texts/overview.js';

const texts = overviewTexts.steps;

/** One step of the way from nothing to the first merge request. */
export interface FirstStep {
  readonly key: 'connect' | 'advisories' | 'projects' | 'analysed' | 'plans' | 'approve' | 'opened';
  readonly title: string;
  readonly state: 'done' | 'now' | 'later';
  readonly note: string;
  /** Where it is done or seen; null where there is nothing to go to yet. */
  readonly link: { readonly to: string; readonly words: string } | null;
  /** How far it is, where it can be counted. */
  readonly progress: { readonly done: number; readonly total: number } | null;
}

interface Draft extends Pick<FirstStep, 'key' | 'title'> {
  readonly isDone: boolean;
  readonly done: string;
  readonly now: string;
  readonly later: string;
  readonly link: FirstStep['link'];
  readonly progress?: FirstStep['progress'];
}

/** What the steps say instead of the list of what waits for a person; an approval only while it is the step to take. */
export function saidBySteps(steps: readonly FirstStep[] | null): ReadonlySet<string> {
  if (steps === null) return new Set();
  const isApproving = steps.some(({ key, state }) => key === 'approve' && state === 'now');
  return new Set(['CONNECT_GITLAB', 'IMPORT_ADVISORIES', ...(isApproving ? ['APPROVE_PLANS'] : [])]);
}

/** The steps with where one is, from what is there; null once a merge request was opened. */
export function firstSteps(data: OverviewPageQuery): readonly FirstStep[] | null {
  if (data.mergeRequests.nodes.length > 0) return null;
  const drafts = [...knowing(data), ...planning(data)];
  // Advisories can be fetched at any time, so they are never in the way of another step.
  const current = drafts.findIndex(({ isDone, key }) => !isDone && key !== 'advisories');
  return drafts.map(({ isDone, done, now, later, progress, ...step }, index) => {
    const state = isDone ? 'done' : index === current || step.key === 'advisories' ? 'now' : 'later';
    return {
      ...step,
      state,
      note: state === 'done' ? done : state === 'now' ? now : later,
      link: state === 'later' ? null : step.link,
      progress: state === 'now' ? (progress ?? null) : null,
    };
  });
}

/** From nothing to knowing what is vulnerable. */
function knowing({ overview, integrations }: OverviewPageQuery): readonly Draft[] {
  const connected = integrations.nodes.filter(({ state }) => state !== 'DISCONNECTED');
  const isSynced = connected.some(({ lastSyncedAt }) => (lastSyncedAt ?? null) !== null);
  const { projectCount, analyzedProjectCount, jobs } = overview;
  const isWorking = jobs.running + jobs.queued > 0;
  const hasAdvisories = overview.attention.every(({ code }) => code !== 'IMPORT_ADVISORIES');
  const found = texts.projects.found(projectCount);
  return [
    {
      key: 'connect',
      title: texts.connect.title,
      isDone: connected.length > 0,
      done: texts.connect.done(connected.map(({ name }) => name)),
      now: texts.connect.now,
      later: texts.connect.now,
      link:
        connected.length > 0
          ? { to: '/integrations', words: texts.connect.see }
          : { to: addressOf.connectGitLab, words: texts.connect.act },
    },
    {
      key: 'advisories',
      title: texts.advisories.title,
      isDone: hasAdvisories,
      done: texts.advisories.done,
      now: texts.advisories.now,
      later: texts.advisories.now,
      link: { to: '/advisories', words: hasAdvisories ? texts.advisories.see : texts.advisories.more },
    },
    {
      key: 'projects',
      title: texts.projects.title,
      isDone: projectCount > 0 && isSynced,
      done: found,
      now: projectCount > 0 ? found : isSynced ? texts.projects.none : texts.projects.now,
      later: texts.projects.later,
      link: { to: '/projects', words: texts.projects.act },
    },
    {
      key: 'analysed',
      title: texts.analysed.title,
      isDone: analyzedProjectCount > 0 && (!isWorking || analyzedProjectCount >= projectCount),
      done: texts.analysed.progress(analyzedProjectCount, projectCount),
      now: texts.analysed.progress(analyzedProjectCount, projectCount),
      later: texts.analysed.later,
      link: { to: '/jobs', words: texts.analysed.act },
      progress: { done: analyzedProjectCount, total: projectCount },
    },
  ];
}

/** From knowing to the first merge request. */
function planning({ overview, approvedPlans }: OverviewPageQuery): readonly Draft[] {
  const { proposedPlans, jobs, openFindings } = overview;
  const approved = approvedPlans.totalCount;
  const isQuiet = jobs.running + jobs.queued === 0 && overview.analyzedProjectCount > 0;
  return [
    {
      key: 'plans',
      title: texts.plans.title,
      isDone: proposedPlans + approved > 0,
      done: texts.plans.done(proposedPlans + approved),
      now: isQuiet || openFindings.total === 0 ? texts.plans.clean : texts.plans.now,
      later: texts.plans.later,
      link: { to: '/plans', words: texts.plans.act },
    },
    {
      key: 'approve',
      title: texts.approve.title,
      isDone: approved > 0,
      done: texts.approve.done,
      now: texts.approve.now(proposedPlans),
      later: texts.approve.later,
      link: { to: '/plans?state=PROPOSED', words: texts.approve.act },
    },
    {
      key: 'opened',
      title: texts.opened.title,
      isDone: false,
      done: texts.opened.later,
      now: texts.opened.now,
      later: texts.opened.later,
      link: { to: '/jobs', words: texts.opened.act },
    },
  ];
}
