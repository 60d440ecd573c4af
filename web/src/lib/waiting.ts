import { libTexts } from '../texts/lib.js';
import { relativeTime } from './time.js';

const AT = /^(Tried again at|Due at|Paused until) (\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) UTC(?:: (.+))?$/s;

const WORDS: Readonly<Record<string, string>> = {
  'Tried again at': libTexts.waiting.again,
  'Due at': libTexts.waiting.due,
  'Paused until': libTexts.waiting.paused,
};

/** Why a job waits, with the server's exact times as a person says them: `Will be tried again in 2 minutes: …`. */
export function waitingSentence(text: string, now: number): string {
  const [, words = '', day, time, why] = AT.exec(text) ?? [];
  const word = WORDS[words];
  if (word === undefined) return text;
  const instant = `${day}T${time}Z`;
  const when = Date.parse(instant) - now > 10_000 ? relativeTime(instant, now) : libTexts.waiting.moment;
  return why === undefined ? `${word} ${when}.` : `${word} ${when}: ${why}`;
}
