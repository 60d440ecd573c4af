import type { Severity } from '../advisories/advisory.js';
import type { PlanFinding } from './plan.js';
import { bringsInMore, isAsBad, prove } from './proof.js';

function finding(name: string, version: string, group: string, severity: Severity = 'HIGH'): PlanFinding {
  return {
    key: `lock|npm|${name}|${group}`,
    manifest: 'lock',
    ecosystem: 'npm',
    name,
    version,
    advisories: [group],
    severity,
    score: null,
    paths: [],
  };
}

describe('prove', () => {
  test.each<
    [string, readonly PlanFinding[], readonly PlanFinding[], readonly [string[], string[], string[]]]
  >([
    ['what is gone is fixed', [finding('a', '1', 'G')], [], [['a 1'], [], []]],
    ['what stays remains', [finding('a', '1', 'G')], [finding('a', '1', 'G')], [[], ['a 1'], []]],
    ['what is new is introduced', [], [finding('a', '2', 'H')], [[], [], ['a 2']]],
    [
      'what moved to another vulnerable version remains there',
      [finding('a', '1', 'G')],
      [finding('a', '2', 'G')],
      [[], ['a 2'], []],
    ],
    [
      'one of two versions is fixed',
      [finding('a', '1', 'G'), finding('a', '2', 'G')],
      [finding('a', '2', 'G')],
      [['a 1'], ['a 2'], []],
    ],
  ])('%s', (_title, before, after, expected) => {
    const show = (findings: readonly PlanFinding[]) =>
      findings.map(({ name, version }) => `${name} ${version}`);
    const proof = prove(before, after);
    expect([show(proof.fixed), show(proof.remaining), show(proof.introduced)]).toEqual(expected);
  });
});

test.each<[readonly Severity[], readonly Severity[], boolean]>([
  [[], [], false],
  [['LOW'], [], true],
  [['LOW'], ['LOW'], true],
  [['LOW'], ['MEDIUM'], false],
  [['HIGH'], ['MEDIUM', 'LOW'], true],
  [['LOW', 'LOW'], ['LOW', 'LOW', 'LOW'], false],
])('bringing in %j for %j is as bad: %j', (introduced, fixed, expected) => {
  const all = (severities: readonly Severity[]) =>
    severities.map((severity, index) => finding('a', String(index), 'G', severity));
  expect(isAsBad(all(introduced), all(fixed))).toBe(expected);
});

describe('bringsInMore', () => {
  const proof = (...introduced: readonly PlanFinding[]) => ({ fixed: [], remaining: [], introduced });
  const [shown, other] = [finding('a', '1', 'G'), finding('b', '1', 'H')];
  test.each([
    ['nothing new', proof(shown), proof(shown), false],
    ['less', proof(), proof(shown), false],
    ['more', proof(shown, other), proof(shown), true],
    ['just as many, but others', proof(other), proof(shown), true],
    ['the same at another version', proof({ ...shown, version: '2' }), proof(shown), false],
  ])('sees %s', (_title, newer, approved, expected) => {
    expect(bringsInMore(newer, approved)).toBe(expected);
  });
});
