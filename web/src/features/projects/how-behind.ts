import { projectTexts } from '../../texts/projects.js';

type Step = keyof typeof projectTexts.outdated.otherSteps;

interface Versions {
  readonly step: Step;
  readonly current: string;
  readonly latest: string;
  readonly currentReleasedAt?: string | null;
  readonly latestReleasedAt?: string | null;
}

/** How many versions lie between, counted in the numbers that the step moves: `3 major versions`. */
export function stepsBehind({ step, current, latest }: Versions): string {
  const texts = projectTexts.outdated;
  const place = PLACES[step];
  if (place === null) return texts.otherSteps[step];
  const from = numbersOf(current)[place.index];
  const to = numbersOf(latest)[place.index];
  const count = from === undefined || to === undefined ? 0 : to - from;
  return count >= 1 && count <= MOST ? texts[place.words](count) : texts.otherSteps[step];
}

/** The time between the two releases, in at most two units: `1 year 2 months between the releases`. */
export function timeBehind({ currentReleasedAt, latestReleasedAt }: Versions): string {
  const texts = projectTexts.outdated;
  const span = Date.parse(latestReleasedAt ?? '') - Date.parse(currentReleasedAt ?? '');
  if (Number.isNaN(span)) return texts.noDates;
  // The newest version may have been released before a repair of an older line.
  const days = Math.floor(Math.max(0, span) / DAY_MS);
  if (days < 1) return texts.sameDay;
  const months = Math.floor(days / DAYS_IN_MONTH);
  if (months < 1) return texts.behind(texts.days(days));
  const years = Math.floor(months / 12);
  const parts = [
    ...(years > 0 ? [texts.years(years)] : []),
    ...(months % 12 > 0 ? [texts.months(months % 12)] : []),
  ];
  return texts.behind(parts.join(' '));
}

const DAY_MS = 86_400_000;
const DAYS_IN_MONTH = 30.4375;
/** More than that is a change from dates to numbers or back, and no number of versions. */
const MOST = 500;

const PLACES = {
  MAJOR: { index: 0, words: 'majors' },
  MINOR: { index: 1, words: 'minors' },
  PATCH: { index: 2, words: 'patches' },
  PRERELEASE: null,
  NONE: null,
} as const;

/** The numbers that a version begins with. */
function numbersOf(version: string): readonly number[] {
  const numbers: number[] = [];
  for (const part of version
    .replace(/^[^0-9]{0,2}/, '')
    .split('.')
    .slice(0, 3)) {
    const digits = /^\d{1,9}/.exec(part)?.[0];
    if (digits === undefined) break;
    numbers.push(Number(digits));
    if (digits.length !== part.length) break;
  }
  return numbers;
}
