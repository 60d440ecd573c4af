import { inLanguage } from './language.js';

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
    and: (all: string, last: string) => `${all} and ${last}`,
  },
});
