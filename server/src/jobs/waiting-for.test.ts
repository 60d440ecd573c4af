import { type WaitingFacts, describeWaiting } from './waiting-for.js';

const now = new Date('2026-11-22T10:00:00Z');
const later = new Date('2026-11-22T10:05:30Z');
const earlier = new Date('2026-11-22T09:00:00Z');

const facts: WaitingFacts = {
  now,
  runAt: earlier,
  waitReason: null,
  isLanePaused: false,
  pausedUntil: null,
  pauseReason: null,
  laneConcurrency: 4,
  laneRunning: 0,
};

describe('what a queued job waits for', () => {
  it.each<[string, Partial<WaitingFacts>]>([
    ['Waits for a free worker', {}],
    ['Paused: the token expired', { isLanePaused: true, pauseReason: 'the token expired' }],
    [
      'Paused until 2026-11-22 10:05:30 UTC: limit',
      { isLanePaused: true, pausedUntil: later, pauseReason: 'limit' },
    ],
    ['Waits for a free worker', { isLanePaused: true, pausedUntil: earlier, pauseReason: 'limit' }],
    ['Due at 2026-11-22 10:05:30 UTC', { runAt: later }],
    ['Tried again at 2026-11-22 10:05:30 UTC: no answer', { runAt: later, waitReason: 'no answer' }],
    ['Waits for 4 running jobs of the same lane, whose limit is 4', { laneRunning: 4 }],
    ['Waits for 1 running job of the same lane, whose limit is 1', { laneRunning: 1, laneConcurrency: 1 }],
    ['Paused: dead', { isLanePaused: true, pauseReason: 'dead', runAt: later, laneRunning: 4 }],
  ])('is told as "%s"', (text, change) => {
    expect(describeWaiting({ ...facts, ...change })).toBe(text);
  });
});
