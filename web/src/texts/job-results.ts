import { count, counted, inLanguage } from './language.js';

const findings = { one: 'finding', other: 'findings' } as const;

/** What jobs say when they are done. */
export const jobResultTexts = inLanguage({
  en: {
    done: 'Done.',
    nothingLeft: 'Nothing was left to do.',
    some: (n: number) => `${count(n)} done.`,
    notMoved: (commit: string) => `Nothing has moved since ${commit}.`,
    analysed: (opened: number, fixed: number, commit: string) =>
      `Opened ${counted(opened, findings)}, fixed ${count(fixed)}, at ${commit}.`,
    refreshed: (opened: number, fixed: number) =>
      `Opened ${counted(opened, findings)}, fixed ${count(fixed)}.`,
    planned: (plans: number, unfixed: number, outdated: number) =>
      `${plans === 0 ? 'No plan' : counted(plans, { one: 'plan', other: 'plans' })}; ${counted(unfixed, findings)} unfixed, ${counted(outdated, { one: 'outdated package', other: 'outdated packages' })}.`,
    discovered: (projects: number, added: number, left: number) =>
      `Read ${counted(projects, { one: 'project', other: 'projects' })}; ${count(added)} new, ${count(left)} gone.`,
    followed: (lookedAt: number, changed: number, failed: number | null) =>
      `Looked at ${counted(lookedAt, { one: 'merge request', other: 'merge requests' })}, ${changed === 0 ? 'none' : count(changed)} changed${failed === null ? '' : `; ${count(failed)} could not be looked at`}.`,
    wasThere: (iid: number, state: string) => `Merge request !${iid} was there already; it is ${state}.`,
    opened: (iid: number) => `Opened merge request !${iid}.`,
    nothingRemoved: 'Nothing had to be removed.',
    removed: (n: number) => `Removed ${counted(n, { one: 'old entry', other: 'old entries' })}.`,
    asks: (revision: number) => `Revision ${revision} asks for a decision.`,
    notOpened: 'It was not opened.',
    nothingNew: (ecosystem: string) => `${ecosystem}: nothing new`,
    someNew: (ecosystem: string, added: number, changed: number) =>
      `${ecosystem}: ${count(added)} new, ${count(changed)} changed`,
  },
});
