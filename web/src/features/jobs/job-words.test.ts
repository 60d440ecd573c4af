import { jobPercent, jobSentence } from '../../ui/job-line.js';
import { jobActions } from './job-words.js';

test('what a job waits for, does or came to is one sentence', () => {
  const job = { title: 'Analyze a project' };
  expect(jobSentence({ ...job, state: 'QUEUED', waitingFor: 'The lane is full.' })).toBe('The lane is full.');
  expect(jobSentence({ ...job, state: 'RUNNING', progress: { done: 1, message: 'Reading.' } })).toBe(
    'Reading.',
  );
  expect(jobSentence({ ...job, state: 'FAILED', error: { message: 'It broke.' } })).toBe('It broke.');
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
