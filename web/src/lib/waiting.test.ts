import { waitingSentence } from './waiting.js';

const NOW = Date.parse('2026-11-22T10:03:30Z');

test.each([
  [
    'Tried again at 2026-11-22 10:05:30 UTC: GitLab did not answer.',
    'Will be tried again in 2 minutes: GitLab did not answer.',
  ],
  ['Tried again at 2026-11-22 10:03:00 UTC: no answer', 'Will be tried again in a moment: no answer'],
  ['Due at 2026-11-22 11:03:30 UTC', 'Will start in 1 hour.'],
  ['Paused until 2026-11-22 10:04:30 UTC: limit', 'Paused, goes on in 1 minute: limit'],
  ['Waits for a free worker', 'Waits for a free worker'],
])('%j is said as %j', (text, sentence) => {
  expect(waitingSentence(text, NOW)).toBe(sentence);
});
