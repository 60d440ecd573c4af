import { count, counted, inLanguage } from './language.js';

const plans = { one: 'plan', other: 'plans' } as const;

/** What is said when several plans are approved at once. */
export const approvalTexts = inLanguage({
  en: {
    title: (n: number) => `Approve ${counted(n, plans)}`,
    answer: 'What became of each plan',
    exactly: 'Exactly the edits that each plan shows, nothing else.',
    read: 'Approve those only when you have read them.',
    list: 'Plans to approve',
    results: 'Results',
    plan: 'Plan',
    approved: 'Approved',
    readRevision: (revision: number) => `Read revision ${revision}`,
    projects: (n: number) => counted(n, { one: 'project', other: 'projects' }),
    opensOne: (where: string) => `Opens one branch, one commit and one merge request in ${where}.`,
    opensMany: (n: number, where: string) =>
      `Opens ${counted(n, { one: 'merge request', other: 'merge requests' })} in ${where}, each with one branch and one commit.`,
    caution: (parts: string) => `Of these plans ${parts}.`,
    breaking: (n: number) => `${count(n)} may break something`,
    forced: (n: number) => `${count(n)} ${n === 1 ? 'forces' : 'force'} a version`,
    areApproved: (n: number) => `${counted(n, plans)} ${n === 1 ? 'is' : 'are'} approved.`,
    opens: 'Backline opens the merge requests as the limits allow.',
    wereRefused: (n: number) =>
      `${counted(n, plans)} ${n === 1 ? 'was' : 'were'} not approved; each says why.`,
  },
});
