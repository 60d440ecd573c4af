import { readAuditFilter, subjectOf } from './audit-filter.js';

function addressWith(search: string) {
  const parameters = new URLSearchParams(search);
  return { one: (name: string) => parameters.get(name) ?? '' };
}

test.each([
  ['', {}],
  ['actor=Ada&action=plan.&text=express', { actor: 'Ada', action: 'plan.', text: 'express' }],
  [
    'from=2026-11-01T00:00:00.000Z&until=2026-11-03T00:00:00.000Z',
    { from: '2026-11-01T00:00:00.000Z', until: '2026-11-03T00:00:00.000Z' },
  ],
  ['from=yesterday&until=2026-99-99&other=1', {}],
])('the address %j asks for %j', (search, filter) => {
  expect(readAuditFilter(addressWith(search))).toEqual(filter);
});

const project = { id: 'p 1' };

test.each([
  ['RemediationPlan', null, '/plans/x%2F1'],
  ['Finding', project, '/findings/x%2F1'],
  ['Integration', null, '/integrations/x%2F1'],
  ['Job', null, '/jobs?job=x%2F1'],
  ['MergeRequest', project, '/projects/p%201/merge-requests'],
  ['Project', null, '/projects/x%2F1'],
])('a record about a %s leads to its page', (subjectType, of, to) => {
  expect(subjectOf({ subjectType, subjectId: 'x/1', project: of })?.to).toBe(to);
});

test.each([
  [null, null],
  ['constructor', 'x'],
  ['MergeRequest', 'x'],
])('a record about %s without a page leads nowhere', (subjectType, subjectId) => {
  expect(subjectOf({ subjectType, subjectId, project: null })).toBeNull();
});
