import { count, counted, inLanguage } from './language.js';

/** What times, lists and counts are said with. */
export const libTexts = inLanguage({
  en: {
    soon: 'in less than a minute',
    justNow: 'just now',
    duration: {
      underTenth: 'under 0.1 s',
      seconds: (n: string) => `${n} s`,
      minutes: (minutes: number, seconds: string) => `${minutes} min ${seconds} s`,
    },
    severity: {
      MALICIOUS: 'Malicious',
      CRITICAL: 'Critical',
      HIGH: 'High',
      MEDIUM: 'Medium',
      LOW: 'Low',
      NONE: 'Unrated',
    },
    waiting: {
      again: 'Will be tried again',
      due: 'Will start',
      paused: 'Paused, goes on',
      moment: 'in a moment',
    },
    knowledge: {
      noLock: 'no manifest locks its versions',
      problems: (n: number) => `${counted(n, { one: 'problem', other: 'problems' })} in the manifests`,
      someLock: (open: number, all: number) =>
        `${count(open)} of ${counted(all, { one: 'manifest', other: 'manifests' })} ${open === 1 ? 'locks' : 'lock'} no versions`,
      unavailable: 'the project cannot be read',
      failed: 'the last analysis failed',
      running: 'it is being analysed',
      never: 'not analysed yet',
      notWhole: 'it could not be read whole',
      locksNone: 'it locks no versions',
    },
    remedies: {
      UNAUTHENTICATED: 'Sign in again.',
      FORBIDDEN: 'Ask an administrator of this Backline for the right to do it.',
      NOT_FOUND: 'It may have been removed. Go back to the list and look again.',
      CONFLICT: 'Somebody else changed it at the same time. Reload and try again.',
      LIMIT_EXCEEDED: 'Ask for less at once, or wait a minute and try again.',
      DATABASE_UNAVAILABLE: 'Wait a moment and try again. If it stays, look at the server’s log.',
      GITLAB_UNREACHABLE: 'Check that GitLab is up and that this server may reach it. Then try again.',
      GITLAB_TIMEOUT: 'GitLab was too slow. Try again in a minute.',
      GITLAB_TLS: 'Check GitLab’s certificate, or give the server the certificate authority that signed it.',
      GITLAB_THROTTLED: 'GitLab asks to wait. The work goes on by itself when it may.',
      GITLAB_FAILED: 'Look at the GitLab instance’s state and try again.',
      NOT_GITLAB: 'Check the address. It must be the start page of your GitLab.',
      ADDRESS_INVALID: 'Type the whole address, such as https://gitlab.example.com.',
      ADDRESS_FORBIDDEN: 'Ask the operator of this Backline to allow that host.',
      TOKEN_INVALID: 'Copy the token again, or make a new one.',
      TOKEN_EXPIRED: 'Make a new token and replace the old one here.',
      TOKEN_REVOKED: 'Make a new token and replace the old one here.',
      TOKEN_SCOPE_MISSING: 'Make a new token with all three scopes.',
      STALE_DIGEST: 'Read the new version below. Then approve that one.',
      STATE_FORBIDS: 'Reload to see its present state.',
      INTERNAL: 'Try again. If it stays, look for this message in the server’s log.',
    },
    and: (all: string, last: string) => `${all} and ${last}`,
  },
});
