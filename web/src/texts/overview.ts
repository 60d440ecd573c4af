import { count, counted, inLanguage } from './language.js';

/** What the overview says. */
export const overviewTexts = inLanguage({
  en: {
    title: 'Overview',
    integration: 'Integration',
    everyIntegration: 'Every integration',
    range: 'Range of time',
    ranges: { '30': '30 days', '90': '90 days', '365': '365 days' },
    attention: {
      title: 'To do next',
      all: 'Of every integration',
      none: 'Nothing waits for you.',
      noneNext:
        'Backline goes on by itself: it looks for new advisories and pushes, follows the merge requests, and says here when it needs a decision.',
      connectAgain: 'Connect again',
      disconnected: (name: string) => `${name} is disconnected.`,
      disconnectedWhy: 'Nothing is read there and nothing can be opened.',
      act: 'Open',
      lines: {
        CONNECT_GITLAB: {
          what: () => 'No GitLab is connected yet.',
          why: 'Backline finds, plans and fixes nothing before it may read projects.',
          act: 'Connect GitLab',
        },
        MALICIOUS_FINDINGS: {
          what: (n: number) =>
            `${counted(n, { one: 'open finding is of a malicious package', other: 'open findings are of malicious packages' })}.`,
          why: 'Such a package may already have taken secrets from who installed it.',
          act: 'See what is malicious',
        },
        INTEGRATION_BROKEN: {
          what: (n: number) =>
            `${counted(n, { one: 'integration needs', other: 'integrations need' })} a new token or a look.`,
          why: 'Its projects are not read and its merge requests are not followed meanwhile.',
          act: 'Repair the integration',
        },
        IMPORT_ADVISORIES: {
          what: () => 'There are no advisories yet.',
          why: 'Without them nothing can be found vulnerable.',
          act: 'Get the advisories',
        },
        OVERDUE_FINDINGS: {
          what: (n: number) =>
            `${counted(n, { one: 'open finding is', other: 'open findings are' })} past the SLA.`,
          why: 'The policy wanted them fixed by now.',
          act: 'See what is overdue',
        },
        PLANS_FAILED: {
          what: (n: number) =>
            `${counted(n, { one: 'approved plan', other: 'approved plans' })} could not be opened.`,
          why: 'Each says why, and can be tried again.',
          act: 'See failed plans',
        },
        MERGE_REQUESTS_BLOCKED: {
          what: (n: number) =>
            `${counted(n, { one: 'merge request', other: 'merge requests' })} cannot be merged until somebody acts.`,
          why: 'A conflict, a failed pipeline or a missing approval is in the way.',
          act: 'See what blocks them',
        },
        APPROVE_PLANS: {
          what: (n: number) => `${counted(n, { one: 'plan waits', other: 'plans wait' })} for your decision.`,
          why: 'Nothing is changed in GitLab before you approve.',
          act: 'Review plans',
        },
        TOKEN_EXPIRING: {
          what: (n: number) =>
            `${counted(n, { one: 'token expires', other: 'tokens expire' })} within 30 days.`,
          why: 'Work stops there on that day.',
          act: 'Replace the token',
        },
        JOBS_FAILED: {
          what: (n: number) => `${counted(n, { one: 'job has', other: 'jobs have' })} failed for good.`,
          why: 'Backline does not try them again by itself.',
          act: 'See failed jobs',
        },
        ANALYSES_FAILED: {
          what: (n: number) => `${counted(n, { one: 'project', other: 'projects' })} could not be analysed.`,
          why: 'What is vulnerable there is not known.',
          act: 'See projects',
        },
        MANIFEST_PROBLEMS: {
          what: (n: number) =>
            `${counted(n, { one: 'project has a manifest', other: 'projects have manifests' })} that could not be read whole.`,
          why: 'What was not read may hide findings.',
          act: 'See projects',
        },
      },
    },
    steps: {
      title: 'First steps',
      note: (done: number, all: number) => `${count(done)} of ${count(all)} done`,
      done: 'Done',
      now: 'Now',
      later: 'Later',
      connect: {
        title: 'Connect GitLab',
        now: 'No GitLab is connected yet. You need an access token; the next page says which, and opens the page of GitLab that makes it.',
        done: (names: readonly string[]) => `Connected: ${names.join(', ')}.`,
        act: 'Connect GitLab',
        see: 'See the integrations',
      },
      advisories: {
        title: 'Get the advisories',
        now: 'There are no advisories yet, so nothing can be found vulnerable. They come from OSV’s public archives; without internet they can be imported on the server.',
        done: 'Backline knows what is vulnerable, and asks for what is new by itself.',
        busy: 'The advisories are on their way.',
        act: 'Sync the advisories',
        more: 'Other ways',
        see: 'See the advisories',
      },
      projects: {
        title: 'Projects are discovered',
        later: 'By itself, as soon as a GitLab is connected.',
        now: 'Backline asks GitLab for every project that the token may work on.',
        none: 'The token reaches no project. Make its account a member of a group or project, with the role Developer.',
        found: (n: number) => `${counted(n, { one: 'project', other: 'projects' })} found.`,
        act: 'See the projects',
      },
      analysed: {
        title: 'Projects are analysed',
        later: 'By itself: manifests and lockfiles are read, nothing is run.',
        progress: (done: number, all: number) => `${count(done)} of ${count(all)} projects analysed.`,
        bar: 'Projects analysed',
        act: 'See the jobs',
      },
      plans: {
        title: 'Plans are worked out',
        later: 'By itself: the smallest safe set of upgrades, for each project.',
        now: 'Backline works out the smallest safe set of upgrades for each project.',
        clean: 'No open finding has a fix that could be planned.',
        done: (n: number) => `${counted(n, { one: 'plan is', other: 'plans are' })} ready.`,
        act: 'See the plans',
      },
      approve: {
        title: 'Approve the first plan',
        later: 'Each plan shows its exact edits. Nothing is changed in GitLab before somebody approves.',
        now: (n: number) =>
          `${counted(n, { one: 'plan waits', other: 'plans wait' })} for your decision. Read the edits and the proof, then approve.`,
        done: 'The first plan is approved.',
        act: 'Review plans',
      },
      opened: {
        title: 'The merge request opens',
        later: 'By itself, with one branch and one commit. Then Backline follows it until it is merged.',
        now: 'Backline opens it now.',
        act: 'See the jobs',
      },
    },
    severities: {
      title: 'Open findings',
      severity: 'Severity',
      open: 'Open',
      overdue: 'Past SLA',
      dueSoon: 'Due in 7 days',
      median: 'Median time to fix',
      all: 'All',
      of: (n: number) => `of ${count(n)}`,
      ofLong: (n: number, range: string) =>
        `The median of ${counted(n, { one: 'finding', other: 'findings' })} fixed in the last ${range}`,
      noMedian: 'None fixed',
      link: {
        open: (n: number, what: string) => `${count(n)} open, ${what}`,
        overdue: (n: number, what: string) => `${count(n)} past SLA, ${what}`,
        dueSoon: (n: number, what: string) => `${count(n)} due in 7 days, ${what}`,
        fixed: (n: number, what: string) => `of ${count(n)} fixed, ${what}`,
      },
      note: (range: string) => `Times to fix are of the last ${range}.`,
      none: 'Nothing is open.',
    },
    funnel: {
      title: 'From found to merged',
      note: (range: string) => `Findings first seen in the last ${range}, and how far they came.`,
      stages: {
        FOUND: 'Found',
        PLANNED: 'Planned',
        APPROVED: 'Approved',
        OPENED: 'Opened',
        MERGED: 'Merged',
      },
      percent: (part: number) => `${count(part)} %`,
      none: 'Nothing was found in this time.',
    },
    trend: {
      asTable: 'Show as table',
      asChart: 'Show as chart',
      loading: 'The chart is on its way.',
      failed: 'The chart could not be loaded. Its numbers are in the table.',
      none: 'There are no numbers yet. They begin with the first analysis.',
      open: {
        title: 'Open by severity',
        slider: 'Day',
        total: 'Open',
        day: 'Day',
        at: (day: string, n: number) => `${day}: ${count(n)} open`,
        note: (from: number, to: number) =>
          from === to
            ? `${count(to)} open at the beginning and now.`
            : `From ${count(from)} to ${count(to)}.`,
      },
      weeks: {
        title: 'Found and fixed per week',
        slider: 'Week',
        week: 'Week from',
        found: 'Found',
        fixed: 'Fixed',
        median: 'Median time to fix',
        at: (week: string) => `Week from ${week}:`,
        words: (week: string, found: number, fixed: number) =>
          `Week from ${week}: ${count(found)} found, ${count(fixed)} fixed`,
        foundLink: (n: number) => `${count(n)} found`,
        fixedLink: (n: number) => `${count(n)} fixed`,
        medianOf: (time: string) => `median ${time}`,
        note: (found: number, fixed: number) => `${count(found)} found, ${count(fixed)} fixed.`,
      },
    },
    work: {
      title: 'At work',
      plans: (n: number) => counted(n, { one: 'plan to review', other: 'plans to review' }),
      open: (n: number) => counted(n, { one: 'open merge request', other: 'open merge requests' }),
      merged: (n: number) => counted(n, { one: 'merge request merged', other: 'merge requests merged' }),
      fixed: (n: number) => counted(n, { one: 'finding fixed', other: 'findings fixed' }),
      affected: (n: number) =>
        counted(n, { one: 'project with open findings', other: 'projects with open findings' }),
      projects: (n: number) => counted(n, { one: 'project', other: 'projects' }),
      analysed: (n: number) => `${count(n)} of them analysed`,
      jobs: (n: number) => counted(n, { one: 'job at work', other: 'jobs at work' }),
      failedJobs: (n: number) => counted(n, { one: 'job failed', other: 'jobs failed' }),
    },
    someDays: (n: string) => `${n} days`,
    days: (n: number) => counted(n, { one: 'day', other: 'days' }),
    hours: (n: number) => counted(n, { one: 'hour', other: 'hours' }),
    underHour: 'under an hour',
  },
});
