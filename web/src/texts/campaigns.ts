import { count, counted, inLanguage } from './language.js';

const projects = (value: number) => counted(value, { one: 'project', other: 'projects' });
const openFindings = (value: number) => counted(value, { one: 'open finding', other: 'open findings' });

/** What the pages of campaigns say. */
export const campaignTexts = inLanguage({
  en: {
    title: 'Campaigns',
    one: 'Campaign',
    about:
      'One vulnerability or one package across all projects: who is concerned, who has a fix, and how far it is.',
    noun: ['campaign', 'campaigns'] as const,
    kind: 'Campaigns of',
    kinds: { ADVISORY: 'Vulnerabilities', PACKAGE: 'Packages' },
    search: { ADVISORY: 'Package, or id of an advisory', PACKAGE: 'Package, or id of an advisory' },
    columns: {
      severity: 'Severity',
      vulnerability: 'Vulnerability',
      package: 'Package',
      ecosystem: 'Ecosystem',
      projects: 'Projects left',
      findings: 'Open findings',
      progress: 'Progress',
    },
    progress: {
      label: (title: string) => `Progress of ${title}`,
      done: (fixed: number, found: number) => `${count(fixed)} of ${count(found)} fixed`,
      found: (value: number) => `${count(value)} found`,
      planned: (value: number) => `${count(value)} planned`,
      approved: (value: number) => `${count(value)} approved`,
      opened: (value: number) => `${count(value)} opened`,
      merged: (value: number) => `${count(value)} merged`,
      fixed: (value: number) => `${count(value)} fixed`,
      note: 'Dismissed findings are left out. What was merged was opened, too; fixed ones need not have come this way.',
    },
    empty: {
      noResults: 'No campaign fits this search.',
      title: 'Nothing is open.',
      why: 'A campaign is there as soon as a project has an open finding.',
      toProjects: 'See the projects',
    },
    page: {
      noName: { ADVISORY: 'Advisory', PACKAGE: 'Package' },
      projects: 'Projects',
      moving: 'Merge requests are being opened.',
      state: 'State',
      projectNoun: ['project', 'projects'] as const,
      noResults: 'No project fits this filter.',
      none: 'No project is concerned.',
      noneWhy: 'No analysed project has or had it.',
      toCampaigns: 'See all campaigns',
      advisoryId: 'advisory id',
      advisory: 'Advisory',
      allFindings: 'All findings',
    },
    facts: {
      title: 'Progress',
      bar: 'Findings that are fixed or dismissed',
      percent: (percent: number) => `${count(percent)} % of the findings are fixed or dismissed.`,
      way: 'Way of the findings',
      findings: 'Findings',
      plans: 'Plans',
      unplanned: 'Without a plan',
      mergeRequests: 'Merge requests',
      none: 'None yet',
      counted: (value: number, state: string) => `${count(value)} ${state.toLowerCase()}`,
    },
    sentence: {
      nobody: 'No analysed project is or was concerned.',
      done: (all: number) =>
        `Done: nothing is open any more in the ${projects(all)} that ${all === 1 ? 'was' : 'were'} concerned.`,
      concerned: (left: number, all: number, open: number) =>
        `${count(left)} of ${projects(all)} still ${left === 1 ? 'has' : 'have'} ${openFindings(open)}.`,
      allPlanned: (open: number) => `A plan closes ${open === 1 ? 'it' : 'each of them'}.`,
      nonePlanned: (open: number) => `No plan closes ${open === 1 ? 'it' : 'any of them'} yet.`,
      somePlanned: (planned: number, without: number) =>
        `A plan closes ${count(planned)} of them; ${count(without)} ${without === 1 ? 'has' : 'have'} none.`,
      notPlanned: 'Not planned yet',
      why: (word: string, value: number) => `${word} (${count(value)})`,
      mergeRequests: (value: number, state: string) => `${count(value)} ${state}`,
    },
    mergeRequestStates: { OPENED: 'open', MERGED: 'merged', CLOSED: 'closed', LOCKED: 'locked' },
    rows: {
      project: 'Project',
      state: 'State',
      plan: 'Plan, or why there is none',
      risk: 'Risk of breaking',
      merge: 'Merge request',
      open: openFindings,
      noPlan: 'No plan yet',
      nothing: 'Nothing to do',
      noMerge: 'None',
    },
    approve: {
      none: 'No safe plan waits for a decision.',
      one: 'Approve the safe plan',
      first: (shown: number, all: number) => `Approve the first ${count(shown)} of ${count(all)} safe plans`,
      all: (all: number) => `Approve all ${count(all)} safe plans`,
    },
  },
});
