import { type BudgetStore, chargeBudget, pointsOf, principalOf } from './budget.js';

test.each([
  [0, 0, 1],
  [1, 0, 1],
  [100, 0, 1],
  [101, 0, 2],
  [60_000, 0, 600],
  [5, 1, 11],
  [500, 3, 35],
])('takes for %i values and %i mutations %i points', (complexity, mutations, points) => {
  expect(pointsOf({ complexity, mutations })).toBe(points);
});

const viewer = { id: '7', name: 'Ada', email: null, limitedTo: null, scopes: [] };

test.each([
  [{ ...viewer, kind: 'ACCOUNT' as const }, '192.0.2.1', 'account:7'],
  [{ ...viewer, kind: 'API_TOKEN' as const }, '192.0.2.1', 'token:7'],
  [null, '192.0.2.1', 'address:192.0.2.1'],
  [null, '::ffff:192.0.2.1', 'address:192.0.2.1'],
  [null, '2001:db8:1:2:3:4:5:6', 'address:2001:db8:1:2::/64'],
  [null, '2001:db8:1:2:ffff::1', 'address:2001:db8:1:2::/64'],
  [null, '', 'address:unknown'],
  [null, '__proto__', 'address:unknown'],
])('charges %j from %j as %j', (who, address, principal) => {
  expect(principalOf(who, address)).toBe(principal);
});

const left = (isAllowed: boolean, remaining: number): BudgetStore => ({
  take: () => Promise.resolve({ isAllowed, remaining }),
});

test('says when the limit is full again, and when what could not be paid can be', async () => {
  const deps = (budgets: BudgetStore) => ({ budgets, pointsPerMinute: 6_000 });
  expect(await chargeBudget(deps(left(true, 5_400.5)), 'p', 100)).toEqual({
    isAllowed: true,
    limit: 6_000,
    cost: 100,
    remaining: 5_400,
    resetSeconds: 6,
    retrySeconds: 0,
  });
  expect(await chargeBudget(deps(left(false, 50)), 'p', 450)).toMatchObject({
    remaining: 50,
    retrySeconds: 4,
  });
  expect(await chargeBudget(deps(left(false, 99.9)), 'p', 100)).toMatchObject({ retrySeconds: 1 });
});

test('charges nobody where there is no limit', async () => {
  expect(await chargeBudget({ budgets: left(false, 0), pointsPerMinute: 0 }, 'p', 5)).toBeNull();
});
