import { pipelineWords, readinessWords } from './merge-request-words.js';

test('readiness is only said while the merge request is open', () => {
  expect(readinessWords({ state: 'OPENED', readiness: 'BLOCKED' })?.label).toBe('Blocked');
  expect(readinessWords({ state: 'MERGED', readiness: 'READY' })).toBeNull();
});

test.each([
  ['success', 'Passed'],
  ['a_new_status', 'a_new_status'],
  ['__proto__', '__proto__'],
])('the pipeline status %j is shown as %j', (status, label) => {
  expect(pipelineWords(status).label).toBe(label);
});
