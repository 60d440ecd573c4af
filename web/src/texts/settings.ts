import { count, counted, inLanguage } from './language.js';

const tokens = (value: number) => counted(value, { one: 'token', other: 'tokens' });

/** What the API tokens and the audit log say. */
export const settingTexts = inLanguage({
  en: {
    audit: {
      title: 'Audit log',
      note: 'Everything that people, programs and Backline did, newest first. It cannot be changed. Times are in UTC.',
      label: 'Audit log',
      nouns: ['record', 'records'] as const,
      search: 'Search in what was done',
      at: 'When',
      actor: 'Who',
      message: 'What',
      about: 'About',
      action: 'Action',
      from: 'From',
      until: 'Until',
      onlyAction: (action: string) => `Show only ${action}`,
      detailsOf: (message: string) => `Details of “${message}”`,
      change: (before: string | null, after: string | null) =>
        before === null ? (after ?? 'nothing') : `${before} → ${after ?? 'nothing'}`,
      noChanges: 'No fields were changed.',
      operation: 'Mutation',
      remoteAddress: 'From',
      requestId: 'Request',
      chain: {
        none: 'No records are sealed yet.',
        sealed: (sealed: number, at: string, waiting: number) =>
          `${counted(sealed, { one: 'record is', other: 'records are' })} sealed, the last at ${at}.${waiting === 0 ? '' : ` ${counted(waiting, { one: 'record waits', other: 'records wait' })}.`} Keep this hash elsewhere: it proves that nothing before it was changed.`,
        hash: 'Hash of the last seal',
      },
      none: 'Nothing has happened yet.',
      noneNext: 'What anybody does here is written down from now on.',
      noResults: 'Nothing like that was done.',
      subjects: {
        Project: 'Project',
        Integration: 'Integration',
        RemediationPlan: 'Plan',
        MergeRequest: 'Merge request',
        Finding: 'Finding',
        Job: 'Job',
      },
    },
    scopes: {
      READ: { label: 'Read', meaning: 'See projects, findings, plans and merge requests.' },
      PLAN: {
        label: 'Plan',
        meaning: 'Start analyses and syncs, work out plans again, retry and cancel jobs.',
      },
      APPROVE: {
        label: 'Approve',
        meaning:
          'Approve and reject plans, which opens merge requests; dismiss findings; rebuild and close merge requests.',
      },
      ADMIN: {
        label: 'Admin',
        meaning: 'Change integrations, policies, people and tokens; read the audit log.',
      },
    },
    tokens: {
      title: 'API tokens',
      label: 'API tokens',
      nouns: ['token', 'tokens'] as const,
      create: 'Create a token',
      what: 'A token lets a program use the GraphQL API. It can do only what its scopes allow.',
      how: 'It is sent to',
      header: 'with the header',
      empty: 'No tokens yet.',
      emptyNext: 'Create one for each program, so that each can be revoked alone.',
      name: 'Name',
      scopes: 'May',
      scope: (label: string, meaning: string) => `${label}: ${meaning}`,
      state: 'State',
      expires: 'Expires',
      noEnd: 'No end',
      used: 'Last used',
      neverUsed: 'Never used',
      created: 'Created',
      by: (name: string) => `by ${name}`,
      action: 'Action',
      revoke: 'Revoke',
      revokeOf: (name: string) => `Revoke ${name}`,
      revoking: 'The program that uses this token is refused from now on. This cannot be undone.',
      states: { revoked: 'Revoked', expired: 'Expired', soon: 'Expires soon', active: 'Active' },
      expiring: (value: number, names: string) =>
        `${tokens(value)} ${value === 1 ? 'expires' : 'expire'} within 30 days: ${names}.`,
      expired: (value: number, names: string) =>
        `${tokens(value)} ${value === 1 ? 'has' : 'have'} expired: ${names}.`,
      expiringNext: 'Make a new one, give it to the program, and revoke the old one.',
      expiredNext: 'The programs that use them are refused. Make new ones, or revoke what nobody needs.',
      more: (value: number) => `${count(value)} more`,
    },
    creating: {
      title: 'Create a token',
      done: 'The token is made',
      name: 'Name',
      nameNote: 'Which program uses it.',
      scopes: 'Scopes',
      expires: 'Expires after',
      lifetimes: { '30': '30 days', '90': '90 days', '365': '1 year', none: 'No end' },
      cancel: 'Cancel',
      create: 'Create',
      copy: 'Copy it now. It is not shown again.',
      secret: 'token',
      copied: 'I have copied it',
    },
  },
});
