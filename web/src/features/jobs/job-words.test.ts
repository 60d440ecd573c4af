import { jobPercent, jobSentence } from '../../ui/job-line.js';
import { isUneventful, jobActions } from './job-words.js';

test('what a job waits for, does or came to is one sentence', () => {
  const job = { title: 'Analyze a project' };
  expect(jobSentence({ ...job, state: 'QUEUED', waitingFor: 'The lane is full.' }, 0)).toBe(
    'The lane is full.',
  );
  expect(jobSentence({ ...job, state: 'RUNNING', progress: { done: 1, message: 'Reading.' } }, 0)).toBe(
    'Reading.',
  );
  expect(jobSentence({ ...job, state: 'FAILED', error: { message: 'It broke.' } }, 0)).toBe('It broke.');
});

test('percent is only known with a total, and never above a hundred', () => {
  const job = { title: 'x', state: 'RUNNING' as const };
  expect(jobPercent({ ...job, progress: { done: 3, total: 4, message: '' } })).toBe(75);
  expect(jobPercent({ ...job, progress: { done: 9, total: 4, message: '' } })).toBe(100);
  expect(jobPercent({ ...job, progress: { done: 3, total: null, message: '' } })).toBeNull();
});

test('a job that was asked to stop is not asked again', () => {
  expect(jobActions({ state: 'RUNNING', isCancelRequested: false }).canCancel).toBe(true);
  expect(jobActions({ state: 'RUNNING', isCancelRequested: true }).canCancel).toBe(false);
  expect(jobActions({ state: 'FAILED', isCancelRequested: false }).canRetry).toBe(true);
});

test.each([
  [{ name: 'follow-merge-requests', state: 'SUCCEEDED', result: '{"lookedAt":3,"changed":0}' }, true],
  [{ name: 'follow-merge-requests', state: 'SUCCEEDED', result: '{"lookedAt":3,"changed":1}' }, false],
  [
    {
      name: 'follow-merge-requests',
      state: 'SUCCEEDED',
      result: '{"lookedAt":2,"changed":0,"failed":["x"]}',
    },
    false,
  ],
  [{ name: 'follow-merge-requests', state: 'FAILED', result: null }, false],
  [{ name: 'plan-project', state: 'SUCCEEDED', result: '{"changed":0}' }, false],
] as const)('of %j it is %s that nothing came of it', (job, is) => {
  expect(isUneventful(job)).toBe(is);
});
