import { readProjectFilter, readProjectOrder } from './project-filter.js';
import { isShown } from './tree-keys.js';

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
  [
    'search=shop&groupPath=acme/shop&integrationId=x',
    { search: 'shop', groupPath: 'acme/shop', integrationId: 'x' },
  ],
  ['state=READY&state=nonsense&analysisState=FAILED', { state: ['READY'], analysisState: ['FAILED'] }],
  ['minSeverity=HIGH&isOverdue=true', { minSeverity: 'HIGH', isOverdue: true }],
  ['minSeverity=HIGH&minSeverity=LOW', { minSeverity: 'LOW' }],
  ['minSeverity=NONE&isOverdue=yes', {}],
  [
    'withProposedPlans=true&withOpenMergeRequests=false',
    { withProposedPlans: true, withOpenMergeRequests: false },
  ],
  [
    'withProblems=true&withOpenFindings=true&isWritable=false',
    { withProblems: true, withOpenFindings: true, isWritable: false },
  ],
  ['ecosystem=npm&ecosystem=Go', { ecosystem: ['npm', 'Go'] }],
])('the address %j asks for the projects %j', (search, filter) => {
  expect(readProjectFilter(addressOf(search))).toEqual(filter);
});

test.each([
  ['', 'RISK'],
  ['order=PATH', 'PATH'],
  ['order=__proto__', 'RISK'],
])('the address %j asks for the order %s', (search, order) => {
  expect(readProjectOrder(addressOf(search))).toBe(order);
});

test.each([
  ['', [], true],
  ['acme', [], true],
  ['acme/shop', [], false],
  ['acme/shop', ['acme'], true],
  ['acme/shop/web', ['acme'], false],
  ['acme/shop/web', ['acme', 'acme/shop'], true],
  ['other', ['acme'], false],
])('with the groups %j and open %j, whether it is shown is %s', (path, expanded, is) => {
  expect(isShown(path, [{ path: 'acme' }, { path: 'acme-labs' }], expanded)).toBe(is);
});
