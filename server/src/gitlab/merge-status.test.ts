import { readMergeStatus } from './merge-status.js';

test.each([
  ['mergeable', 'READY'],
  ['checking', 'WAIT'],
  ['ci_still_running', 'WAIT'],
  ['conflict', 'REBUILD'],
  ['need_rebase', 'REBUILD'],
  ['not_approved', 'PEOPLE'],
  ['draft_status', 'PEOPLE'],
  ['locked_paths', 'BLOCKED'],
  ['policies_denied', 'BLOCKED'],
  ['not_open', 'UNKNOWN'],
])('%s asks for %s', (status, category) => {
  expect(readMergeStatus(status).category).toBe(category);
});

test('shows a word that it does not know as it is', () => {
  expect(readMergeStatus('quantum_entangled')).toEqual({ label: 'quantum_entangled', category: 'UNKNOWN' });
  expect(readMergeStatus('__proto__').category).toBe('UNKNOWN');
});
