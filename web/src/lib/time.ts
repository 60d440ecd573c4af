import { language } from '../texts/language.js';
import { libTexts } from '../texts/lib.js';

const STEPS = [
  { unit: 'year', seconds: 31_557_600 },
  { unit: 'month', seconds: 2_629_800 },
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** English days come before their months here, as in every other language that the page may speak. */
const locale = language === 'en' ? 'en-GB' : language;
const relative = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'long' });
const exact = new Intl.DateTimeFormat(locale, {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});
const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
const shortDays = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** How much of a step may be missing or over, so that a fresh deadline of three days reads "in 3 days". */
const TOLERANCE = 0.01;

/** What lies ahead is rounded up, an age down: `3 hours ago`, `in 2 days`, `just now`; an empty string when the instant cannot be read. */
export function relativeTime(instant: string, now: number): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return '';
  const seconds = Math.round((at - now) / 1000);
  for (const step of STEPS) {
    const count = seconds / step.seconds;
    if (Math.abs(count) < 1 - TOLERANCE) continue;
    return relative.format(count > 0 ? Math.ceil(count - TOLERANCE) : Math.trunc(count), step.unit);
  }
  return seconds > 10 ? libTexts.soon : libTexts.justNow;
}

/** The exact instant in UTC, for titles: `22 Nov 2026, 10:55:40 UTC`. */
export function exactTime(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? instant : `${exact.format(at)} UTC`;
}

/** `under 0.1 s`, `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatDuration(durationMs: number): string {
  if (durationMs < 100) return libTexts.duration.underTenth;
  if (durationMs < 1000) return libTexts.duration.seconds((durationMs / 1000).toFixed(1));
  const seconds = Math.round(durationMs / 1000);
  if (seconds < 60) return libTexts.duration.seconds(String(seconds));
  return libTexts.duration.minutes(Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0'));
}

/** A calendar day as the reader writes it: `22 Nov 2026`; as it is where it is none. */
export function dayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : days.format(at);
}

/** A calendar day without its year: `22 Nov`. */
export function shortDayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(at) ? day : shortDays.format(at);
}
