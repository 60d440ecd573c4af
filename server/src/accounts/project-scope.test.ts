import { holdsIntegration, intersectLimits, isWithin, type Limits, withoutRepeats } from './project-scope.js';

const whole = (integrationId: string) => ({ integrationId, groupPath: null });
const group = (integrationId: string, groupPath: string) => ({ integrationId, groupPath });

describe('what lies within two limits', () => {
  test.each<[string, Limits, Limits, Limits]>([
    ['no limit and none', null, null, null],
    ['no limit and an integration', null, [whole('1')], [whole('1')]],
    ['an integration and a group of it', [whole('1')], [group('1', 'acme')], [group('1', 'acme')]],
    ['a group and its subgroup', [group('1', 'acme/pay')], [group('1', 'acme')], [group('1', 'acme/pay')]],
    ['two groups whose names begin alike', [group('1', 'acme')], [group('1', 'acme-labs')], []],
    ['groups of one name in two integrations', [group('1', 'acme')], [group('2', 'acme')], []],
    ['nothing and everything', [], null, []],
    [
      'several',
      [whole('1'), group('2', 'a')],
      [group('1', 'x'), group('2', 'a/b'), whole('3')],
      [group('1', 'x'), group('2', 'a/b')],
    ],
  ])('%s', (_title, left, right, both) => {
    expect(intersectLimits(left, right)).toEqual(both);
    expect(intersectLimits(right, left)).toEqual(both);
  });
});

test('what another scope holds already is left out', () => {
  const scopes = [
    group('10', 'acme/pay'),
    group('2', 'acme'),
    group('10', 'acme'),
    group('2', 'acme'),
    whole('2'),
  ];
  expect(withoutRepeats(scopes)).toEqual([whole('2'), group('10', 'acme')]);
});

test('only a whole integration is held', () => {
  expect(holdsIntegration(null, '1')).toBe(true);
  expect(holdsIntegration([whole('1')], '1')).toBe(true);
  expect(holdsIntegration([whole('1')], '2')).toBe(false);
  expect(holdsIntegration([group('1', 'acme')], '1')).toBe(false);
});

test.each<[Limits, Limits, boolean]>([
  [null, null, true],
  [null, [whole('1')], false],
  [[], [], true],
  [[group('1', 'acme')], null, true],
  [[group('1', 'acme/pay'), whole('2')], [whole('2'), group('1', 'acme')], true],
  [[group('1', 'acme')], [group('1', 'acme/pay')], false],
  [[group('1', 'acme-labs')], [group('1', 'acme')], false],
  [[whole('1')], [], false],
])('%j is within %j: %j', (inner, outer, is) => {
  expect(isWithin(inner, outer)).toBe(is);
});
