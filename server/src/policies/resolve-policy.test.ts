import { changedFields, describeChanges, describeScope } from './describe-policy.js';
import { DEFAULT_POLICY } from './policy.js';
import { parseScopeKey, type PolicyScope, scopeKey, scopesAround, scopesOf } from './policy-scope.js';
import { POLICY_FIELDS, type PolicyFields, resolvePolicy } from './resolve-policy.js';

const BACKLINE: PolicyScope = { kind: 'BACKLINE' };
const GITLAB: PolicyScope = { kind: 'INTEGRATION', integrationId: '3' };
const SHOP: PolicyScope = { kind: 'GROUP', integrationId: '3', groupPath: 'acme/shop' };
const PROJECT: PolicyScope = { kind: 'PROJECT', projectId: '7' };

describe('what holds for a project', () => {
  test('every field has a default, which comes from nowhere', () => {
    const { policy, origins } = resolvePolicy(DEFAULT_POLICY, []);
    expect(policy).toEqual(DEFAULT_POLICY);
    expect(Object.keys(DEFAULT_POLICY).toSorted()).toEqual([...POLICY_FIELDS].toSorted());
    expect(POLICY_FIELDS.map((field) => origins[field])).toEqual(POLICY_FIELDS.map(() => null));
  });

  test('the nearest scope wins, field by field, and is named as where the value comes from', () => {
    const { policy, origins } = resolvePolicy(DEFAULT_POLICY, [
      { scope: BACKLINE, fields: { releaseAgeDays: 7, allowsForced: false } },
      { scope: GITLAB, fields: { releaseAgeDays: 5, maximumStep: 'MINOR' } },
      { scope: SHOP, fields: { releaseAgeDays: 1 } },
      { scope: PROJECT, fields: { maximumStep: 'PATCH' } },
    ]);
    expect(policy).toEqual({
      ...DEFAULT_POLICY,
      releaseAgeDays: 1,
      allowsForced: false,
      maximumStep: 'PATCH',
    });
    expect(origins).toMatchObject({
      releaseAgeDays: SHOP,
      allowsForced: BACKLINE,
      maximumStep: PROJECT,
      grouping: null,
    });
  });

  test('null is a value: a nearer scope takes away what a farther one gives', () => {
    const rule = { kinds: ['SAFE'], maximumStep: 'PATCH', maximumRisk: 'LOW' } as const;
    const { policy, origins } = resolvePolicy(DEFAULT_POLICY, [
      { scope: BACKLINE, fields: { automaticApproval: rule } },
      { scope: PROJECT, fields: { automaticApproval: null } },
    ]);
    expect(policy.automaticApproval).toBeNull();
    expect(origins.automaticApproval).toEqual(PROJECT);
  });
});

describe('scopes', () => {
  test('a project is in all of Backline, its integration, each of its groups, and itself', () => {
    expect(scopesOf({ id: '7', integrationId: '3', path: 'acme/shop/cart' }).map(scopeKey)).toEqual([
      'backline',
      'integration:3',
      'group:3:acme',
      'group:3:acme/shop',
      'project:7',
    ]);
  });

  test.each([
    [BACKLINE, ['backline']],
    [GITLAB, ['backline', 'integration:3']],
    [SHOP, ['backline', 'integration:3', 'group:3:acme', 'group:3:acme/shop']],
  ] as const)('around %j are %j', (scope, keys) => {
    expect(scopesAround(scope).map(scopeKey)).toEqual(keys);
  });

  test.each([BACKLINE, GITLAB, SHOP, PROJECT])('%j is read back from its key', (scope) => {
    expect(parseScopeKey(scopeKey(scope))).toEqual(scope);
  });

  test.each(['', 'group:3', 'project:0', 'project:7:x', 'integration:x', 'nobody:1', 'integration:3:a'])(
    '%j is no key',
    (key) => {
      expect(parseScopeKey(key)).toBeNull();
    },
  );
});

describe('what changed', () => {
  test.each<[string, PolicyFields, PolicyFields, readonly string[]]>([
    ['a field that was set', {}, { releaseAgeDays: 5 }, ['release age: not set → 5 days']],
    ['a field that was unset', { releaseAgeDays: 5 }, {}, ['release age: 5 days → not set']],
    ['nothing', { releaseAgeDays: 5 }, { releaseAgeDays: 5 }, []],
    ['a value that became none', {}, { urgentSeverity: null }, ['urgent from: not set → none']],
    [
      'forced changes',
      { allowsForced: true },
      { allowsForced: false },
      ['forced changes: allowed → not allowed'],
    ],
    [
      'deadlines',
      {},
      { slaDays: { CRITICAL: 1, HIGH: 2, MEDIUM: 3, LOW: null } },
      ['days to fix: not set → CRITICAL 1, HIGH 2, MEDIUM 3, LOW none'],
    ],
    [
      'a rule',
      { automaticApproval: { kinds: ['SAFE', 'UPDATE'], maximumStep: 'MINOR', maximumRisk: 'LOW' } },
      { automaticApproval: null },
      ['automatic approval: kinds SAFE and UPDATE, maximumStep MINOR, maximumRisk LOW → none'],
    ],
    [
      'an ignore',
      { ignores: [] },
      {
        ignores: [
          { advisory: 'CVE-1', packageName: 'web', reason: 'r', until: '2026-02-03T00:00:00.000Z' },
          { advisory: null, packageName: 'old', reason: 'r', until: null },
        ],
      },
      ['ignores: none → CVE-1 in web until 2026-02-03, old'],
    ],
  ])('%s is told', (_, before, after, told) => {
    expect(describeChanges(before, after)).toEqual(told);
    expect(changedFields(before, after)).toHaveLength(told.length);
  });

  test.each([
    [BACKLINE, null, 'all of Backline'],
    [GITLAB, 'Our GitLab', 'Our GitLab'],
    [SHOP, null, 'acme/shop'],
    [PROJECT, 'acme/shop/cart', 'acme/shop/cart'],
    [PROJECT, null, 'project 7'],
  ] as const)('%j named %j is called %j', (scope, name, called) => {
    expect(describeScope(scope, name)).toBe(called);
  });
});
