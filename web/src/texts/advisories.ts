import { count, counted, inLanguage } from './language.js';

const advisories = (value: number) => counted(value, { one: 'advisory', other: 'advisories' });

/** What the pages of advisories say. */
export const advisoryTexts = inLanguage({
  en: {
    title: 'Advisories',
    noun: ['advisory', 'advisories'] as const,
    filters: {
      search: 'Id, alias, package or text',
      severity: 'Severity',
      ecosystem: 'Ecosystem',
      withOpenFindings: 'Findings',
      isMalicious: 'Malware',
      isKnownExploited: 'Exploited',
      publishedFrom: 'Published from',
      lastDays: (days: number) => `In the last ${count(days)} days`,
    },
    withOpenFindings: { true: 'With open findings', false: 'Without open findings' },
    isMalicious: { true: 'Malware', false: 'No malware' },
    isKnownExploited: { true: 'Known to be exploited', false: 'Not known to be exploited' },
    orders: {
      label: 'Order',
      MODIFIED: 'Order: Changed last',
      PUBLISHED: 'Order: Published last',
      SEVERITY: 'Order: Severity',
      FINDINGS: 'Order: Open findings',
    },
    columns: {
      severity: 'Severity',
      id: 'Advisory',
      summary: 'Summary',
      packages: 'Packages',
      findings: 'Open findings',
      published: 'Published',
      modified: 'Changed',
      project: 'Project',
      inProject: 'Findings',
      counts: 'By severity',
      fixable: 'With a plan',
      nextDue: 'Next due',
    },
    withdrawn: 'Withdrawn.',
    malicious: 'Malware.',
    morePackages: (value: number) => `and ${count(value)} more`,
    noSummary: 'No summary is given.',
    empty: {
      noResults: 'No advisory fits these filters.',
      title: 'No advisories yet.',
      why: 'Nothing can be found before they are there. Sync or import them as shown above.',
    },
    source: {
      title: 'Source',
      sync: 'Sync now',
      none: 'No advisories yet.',
      total: (total: number, parts: readonly { readonly ecosystem: string; readonly count: number }[]) =>
        `${advisories(total)}: ${parts.map((part) => `${count(part.count)} ${part.ecosystem}`).join(', ')}.`,
      lastSynced: 'Last synced:',
      never: 'never',
      old: (days: number) =>
        `The last sync is ${counted(days, { one: 'day', other: 'days' })} old. What was published since then is not known here.`,
      failed: 'The last sync failed.',
      stopped: 'The last import stopped.',
      lastImport: 'Last import:',
      result: (read: number, added: number, changed: number, withdrawn: number, broken: number) =>
        `${count(read)} read, ${count(added)} new, ${count(changed)} changed, ${count(withdrawn)} withdrawn, ${count(broken)} could not be read.`,
      problems: (value: number) =>
        `${counted(value, { one: 'problem', other: 'problems' })} in the last import`,
      offline: 'Without internet, import an OSV zip, a folder of JSON files or JSON lines on the server:',
      command: 'command',
    },
    page: {
      campaign: 'Campaign over all projects',
      withdrawn: 'This advisory was withdrawn.',
      withdrawnMeans: 'It makes no findings any more. It was withdrawn',
      malicious: 'This advisory says that the package is malware.',
      maliciousMeans:
        'Whoever installed it should take the machine for broken into: replace its secrets, and do not only raise the version.',
      foundIn: 'Found in',
      open: (findings: number, projects: number) =>
        `${counted(findings, { one: 'open finding', other: 'open findings' })} in ${counted(projects, { one: 'project', other: 'projects' })}`,
      allFindings: 'All findings, fixed and dismissed ones too',
      none: 'No project has it open.',
      noneWhy: 'No analysed project has an affected version that is not fixed or dismissed.',
      moreProjects: (value: number) => `${counted(value, { one: 'more project', other: 'more projects' })}`,
      ranges: 'Affected versions',
      details: 'What it says',
      record: 'Record',
      published: 'Published',
      notKnown: 'Not known',
      noDeadline: 'No deadline',
      modified: 'Changed',
      aliases: 'Also known as',
      weaknesses: 'Weaknesses',
      vector: 'Vector',
      references: 'References',
      links: (value: number) => counted(value, { one: 'link', other: 'links' }),
      noneGiven: 'None given',
      id: 'advisory id',
      alias: 'alias',
    },
  },
});
