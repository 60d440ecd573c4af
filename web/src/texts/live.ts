import { counted, inLanguage } from './language.js';

/** What the page says of its connection to the server. */
export const liveTexts = inLanguage({
  en: {
    label: 'Connection',
    lost: (time: string) =>
      `Backline cannot be reached since ${time}. What is shown is from then and may have changed.`,
    offline: (time: string) =>
      `This device is offline since ${time}. What is shown is from then and may have changed.`,
    slow: (time: string) =>
      `Changes do not come by themselves since ${time}. The page asks for them every 10 seconds instead.`,
    trying: 'Trying now…',
    nextTry: (seconds: number) => `Next try in ${counted(seconds, { one: 'second', other: 'seconds' })}.`,
    tryNow: 'Try now',
    again: 'Connected again. What is shown is up to date.',
  },
});
