import { nextSentence } from './next-sentence.js';

const NOW = Date.parse('2026-06-01T12:00:00.000Z');
const READY = { state: 'READY', analysisState: 'DONE', nextLookAt: '2026-06-01T15:00:00.000Z' } as const;

test.each([
  [
    READY,
    'Backline looks at its head in 3 hours, or at the next push, and analyses it if a manifest has moved.',
  ],
  [
    { ...READY, nextLookAt: '2026-06-01T11:00:00.000Z' },
    'Backline looks at its head in a moment, and analyses it if a manifest has moved.',
  ],
  [{ ...READY, analysisState: 'QUEUED' }, 'Its analysis waits for a worker.'],
  [{ ...READY, analysisState: 'RUNNING' }, 'What is under way is shown here until it ends.'],
  [{ ...READY, state: 'UNAVAILABLE' }, 'Backline does nothing here until the project can be read again.'],
  [{ ...READY, nextLookAt: null }, 'Backline does nothing here until the project can be read again.'],
  [
    { ...READY, state: 'READ_ONLY', nextLookAt: '2026-06-01T12:00:30.000Z' },
    'Backline looks at its head in a moment, and analyses it if a manifest has moved. Plans are worked out, but no merge request is opened.',
  ],
] as const)('of %j it says %j', (project, sentence) => {
  expect(nextSentence(project, NOW)).toBe(sentence);
});
