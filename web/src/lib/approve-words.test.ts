import { cautionSentence, isStale, openingSentence, projectsOf, resultsSentence } from './approve-words.js';

const shop = { id: 'j1', path: 'group/shop' };
const api = { id: 'j2', path: 'group/api' };
const plan = { id: 'p1', digest: 'd', title: 'Fix', kind: 'SAFE' as const, project: shop };
const refused = (code: string) => ({ id: 'p2', userErrors: [{ code, message: 'No.' }] });

test.each([
  [[plan], 'Opens one branch, one commit and one merge request in group/shop.'],
  [[plan, plan], 'Opens 2 merge requests in group/shop, each with one branch and one commit.'],
  [
    [plan, { ...plan, project: api }],
    'Opens 2 merge requests in 2 projects, each with one branch and one commit.',
  ],
])('what will be opened is said with its number and place', (plans, sentence) => {
  expect(openingSentence(plans)).toBe(sentence);
});

test.each([
  [['SAFE', 'UPDATE'], null],
  [['SAFE', 'BREAKING'], 'Of these plans 1 may break something.'],
  [['BREAKING', 'BREAKING', 'FORCED'], 'Of these plans 2 may break something and 1 forces a version.'],
] as const)('plans of the kinds %j are cautioned with %j', (kinds, sentence) => {
  expect(cautionSentence(kinds.map((kind) => ({ ...plan, kind })))).toBe(sentence);
});

test('projects are named once, by path, with how many plans they have', () => {
  expect(projectsOf([plan, { ...plan, project: api }, plan])).toEqual([
    { ...api, count: 1 },
    { ...shop, count: 2 },
  ]);
});

test('results say how many were approved and how many were not', () => {
  const approved = { id: 'p1', userErrors: [] };
  expect(resultsSentence([approved])).toBe(
    '1 plan is approved. Backline opens the merge requests as the limits allow.',
  );
  expect(resultsSentence([approved, approved, refused('STALE_DIGEST')])).toBe(
    '2 plans are approved. 1 plan was not approved; each says why.',
  );
});

test('only a stale digest means that another revision has to be read', () => {
  expect(isStale(refused('STALE_DIGEST'))).toBe(true);
  expect(isStale(refused('STATE_FORBIDS'))).toBe(false);
});
