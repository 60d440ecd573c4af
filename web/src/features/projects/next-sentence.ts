import { relativeTime } from '../../lib/time.js';
import { projectTexts } from '../../texts/projects.js';

interface NextFacts {
  readonly state: 'READY' | 'READ_ONLY' | 'UNAVAILABLE';
  readonly analysisState: 'NEVER' | 'QUEUED' | 'RUNNING' | 'DONE' | 'FAILED';
  readonly nextLookAt: string | null;
}

const SOON_MS = 60_000;

/** What Backline will do with a project next, and when. */
export function nextSentence({ state, analysisState, nextLookAt }: NextFacts, now: number): string {
  const texts = projectTexts.next;
  if (state === 'UNAVAILABLE' || nextLookAt === null) return texts.left;
  if (analysisState === 'RUNNING') return texts.working;
  if (analysisState === 'QUEUED') return texts.queued;
  const look = Date.parse(nextLookAt) - now < SOON_MS ? texts.soon : texts.at(relativeTime(nextLookAt, now));
  return state === 'READ_ONLY' ? `${look} ${texts.readOnly}` : look;
}
