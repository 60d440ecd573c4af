import fc from 'fast-check';
import type { FindingFilter } from '../../generated/findings/graphql.js';
import { ECOSYSTEMS } from '../../lib/ecosystems.js';
import { SEVERITIES } from '../../lib/severity.js';
import {
  findingsAddress,
  readFindingFilter,
  readFindingGrouping,
  readFindingOrder,
  SCOPES,
  SLA_STATES,
  STAGES,
  STATES,
} from './finding-filter.js';

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
  ['projectId=p2', 'p1', { projectId: 'p1' }],
  ['severity=HIGH&severity=NONSENSE&state=OPEN', null, { severity: ['HIGH'], state: ['OPEN'] }],
  ['isFixable=false', null, { isFixable: false }],
  ['isFixable=true&isFixable=false', null, {}],
  ['ecosystem=PyPI&ecosystem=Nothing&ecosystem=npm', null, { ecosystem: ['npm', 'PyPI'] }],
  ['sla=OVERDUE&sla=toString&stage=constructor', null, { sla: ['OVERDUE'] }],
  ['minScore=11&minRisk=-1&firstSeenFrom=yesterday&openAt=2026-13-45', null, {}],
  ['minScore=7.5&minRisk=40', null, { minScore: 7.5, minRisk: 40 }],
  ['openAt=2026-11-02T00:00:00Z', null, { openAt: '2026-11-02T00:00:00.000Z' }],
  [
    'search=lodash&advisory=GHSA-1&packageName=qs',
    null,
    { search: 'lodash', advisory: 'GHSA-1', packageName: 'qs' },
  ],
])('the address %j asks for %j', (search, projectId, filter) => {
  expect(readFindingFilter(addressOf(search), projectId)).toEqual(filter);
});

test('whatever filter goes into an address comes back out of it', () => {
  fc.assert(
    fc.property(filters, (filter) => {
      const search = new URL(findingsAddress(filter), 'https://backline.example').search;
      expect(readFindingFilter(addressOf(search), null)).toEqual(filter);
    }),
  );
});

test('no address makes reading fail', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string()), (parameters) => {
      const search = new URLSearchParams(Object.entries(parameters)).toString();
      expect(() => readFindingFilter(addressOf(search), null)).not.toThrow();
    }),
  );
});

test.each([
  ['', 'SEVERITY'],
  ['RISK', 'RISK'],
  ['FIRST_SEEN', 'FIRST_SEEN'],
  ['DUE', 'DUE'],
  ['PROJECT', 'PROJECT'],
  ['nonsense', 'SEVERITY'],
])('the order %j is %s', (text, expected) => {
  expect(readFindingOrder(text)).toBe(expected);
});

test.each([
  ['', null],
  ['ADVISORY', 'ADVISORY'],
  ['advisory', null],
])('the grouping %j is %j', (text, expected) => {
  expect(readFindingGrouping(text)).toBe(expected);
});

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const instant = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

function some<Value extends string>(values: readonly Value[]): fc.Arbitrary<Value[]> {
  return fc.subarray([...values], { minLength: 1 });
}

const filters: fc.Arbitrary<FindingFilter> = fc.record(
  {
    severity: some(SEVERITIES),
    state: some(STATES),
    sla: some(SLA_STATES),
    scope: some(SCOPES),
    ecosystem: some(ECOSYSTEMS),
    stage: fc.constantFrom(...STAGES),
    isFixable: fc.boolean(),
    isDirect: fc.boolean(),
    search: text,
    projectId: text,
    groupPath: text,
    integrationId: text,
    packageName: text,
    advisory: text,
    manifestPath: text,
    minScore: fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10),
    minRisk: fc.integer({ min: 0, max: 100 }),
    firstSeenFrom: instant,
    firstSeenUntil: instant,
    fixedFrom: instant,
    fixedUntil: instant,
    openAt: instant,
  },
  { requiredKeys: [] },
);
