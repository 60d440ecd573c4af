import { language } from '../../texts/language.js';
import { overviewTexts } from '../../texts/overview.js';

const HOUR = 3600;
const DAY = 86_400;
const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });

/** How long fixing took, as one says it: `4.5 days`, `12 days`, `7 hours`. */
export function fixTime(seconds: number): string {
  if (seconds < HOUR) return overviewTexts.underHour;
  if (seconds < 2 * DAY) return overviewTexts.hours(Math.round(seconds / HOUR));
  const days = seconds / DAY;
  return days < 10 && Math.round(days * 10) % 10 !== 0
    ? overviewTexts.someDays(tenths.format(days))
    : overviewTexts.days(Math.round(days));
}
