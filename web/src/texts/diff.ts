import { count, counted, inLanguage } from './language.js';

const lines = (value: number) => counted(value, { one: 'line', other: 'lines' });

/** What a diff says beside its lines. */
export const diffTexts = inLanguage({
  en: {
    region: (path: string) => `Diff of ${path}`,
    lockfile: 'Lockfile',
    folded: 'folded',
    added: 'added',
    removed: 'removed',
    addedLines: (value: number) => `${lines(value)} added`,
    removedLines: (value: number) => `${lines(value)} removed`,
    plus: (value: number) => `+${count(value)}`,
    minus: (value: number) => `−${count(value)}`,
    loading: 'The diff is on its way.',
    find: (path: string) => `Find in ${path}`,
    findShort: 'Find in this file',
    findNote: (value: number) =>
      `${lines(value)}: only those in view are on the page, so the browser's own search does not see the others.`,
    found: (at: number, of: number) => (of === 0 ? 'Not found' : `${count(at)} of ${count(of)}`),
    cut: (value: number) => `… ${count(value)} more characters of this line are not shown.`,
  },
});
