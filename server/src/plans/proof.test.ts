import type { Severity } from '../advisories/advisory.js';
import type { PlanFinding } from './plan.js';
import { bringsInMore, isAsBad, prove, type ProvenMove } from './proof.js';

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

const move = (from: string, to: string): ProvenMove => ({ manifest: 'lock', name: 'a', from, to });

describe('prove', () => {
  test.each<
    [
      string,
      readonly PlanFinding[],
      readonly ProvenMove[],
      readonly PlanFinding[],
      readonly [string[], string[], string[]],
    ]
  >([
    ['what is gone is fixed', [finding('a', '1', 'G')], [move('1', '2')], [], [['a 1'], [], []]],
    ['what stays remains', [finding('a', '1', 'G')], [], [finding('a', '1', 'G')], [[], ['a 1'], []]],
    ['what is new is introduced', [], [], [finding('a', '2', 'H')], [[], [], ['a 2']]],
    [
      'what moved to another vulnerable version remains there',
      [finding('a', '1', 'G')],
      [move('1', '2')],
      [finding('a', '2', 'G')],
      [[], ['a 2'], []],
    ],
    [
      'one of two versions is fixed',
      [finding('a', '1', 'G'), finding('a', '2', 'G')],
      [move('1', '3')],
      [finding('a', '2', 'G')],
      [['a 1'], ['a 2'], []],
    ],
    [
      'one of two versions is fixed while the other moves and stays vulnerable',
      [finding('a', '1', 'G'), finding('a', '3', 'G')],
      [move('1', '2'), move('3', '4')],
      [finding('a', '2', 'G')],
      [['a 3'], ['a 2'], []],
    ],
    [
      'a version that joins another vulnerable one is not fixed',
      [finding('a', '1', 'G'), finding('a', '2', 'G')],
      [move('1', '2')],
      [finding('a', '2', 'G')],
      [[], ['a 2'], []],
    ],
  ])('%s', (_title, before, moves, after, expected) => {
    const show = (findings: readonly PlanFinding[]) =>
      findings.map(({ name, version }) => `${name} ${version}`);
    const proof = prove(before, after, moves);
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
