import { readFindingFilter, readFindingOrder } from './finding-filter.js';

function addressOf(search: string) {
  const parameters = new URLSearchParams(search);
  return {
    one: (name: string) => parameters.get(name) ?? '',
    many: <Value extends string>(name: string, allowed: readonly Value[]) =>
      allowed.filter((value) => parameters.getAll(name).includes(value)),
  };
}

test.each([
  ['', null, {}],
  ['', 'p1', { projectId: 'p1' }],
  ['severity=HIGH&severity=NONSENSE&state=OPEN', null, { severity: ['HIGH'], state: ['OPEN'] }],
  ['fix=without', null, { isFixable: false }],
  ['fix=with&fix=without', null, {}],
  ['ecosystem=PyPI&ecosystem=Nothing&ecosystem=npm', null, { ecosystem: ['npm', 'PyPI'] }],
  [
    'search=lodash&advisory=GHSA-1&package=qs',
    null,
    { search: 'lodash', advisory: 'GHSA-1', packageName: 'qs' },
  ],
])('the address %j asks for %j', (search, projectId, filter) => {
  expect(readFindingFilter(addressOf(search), projectId)).toEqual(filter);
});

test.each([
  ['', 'SEVERITY'],
  ['RISK', 'RISK'],
  ['FIRST_SEEN', 'FIRST_SEEN'],
  ['nonsense', 'SEVERITY'],
])('the order %j is %s', (text, expected) => {
  expect(readFindingOrder(text)).toBe(expected);
});
