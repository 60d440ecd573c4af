import { readJobFilter } from './job-filter.js';
import { attemptSentence } from './job-words.js';

function addressOf(search: string) {
  const parameters = new URLSearchParams(search);
  return {
    one: (name: string) => parameters.get(name) ?? '',
    many: <Value extends string>(name: string, allowed: readonly Value[]) =>
      allowed.filter((value) => parameters.getAll(name).includes(value)),
  };
}

test.each([
  ['', {}],
  ['state=FAILED&state=x&name=plan-project&name=toString', { state: ['FAILED'], name: ['plan-project'] }],
  ['isDead=true&integrationId=i&projectId=p', { isDead: true, integrationId: 'i', projectId: 'p' }],
  ['isDead=yes', {}],
])('the address %j asks for the jobs %j', (search, filter) => {
  expect(readJobFilter(addressOf(search))).toEqual(filter);
});

test.each([
  ['QUEUED', 0, 'It was not tried yet.'],
  ['QUEUED', 2, '2 attempts made, 3 left. Each waits longer than the one before.'],
  [
    'FAILED',
    5,
    'All 5 attempts failed. Backline does not try it again by itself; retrying gives it a new set of attempts.',
  ],
] as const)('of a job that is %s after %i of 5 attempts it says %j', (state, attempts, sentence) => {
  expect(attemptSentence({ state, attempts, maxAttempts: 5 })).toBe(sentence);
});
