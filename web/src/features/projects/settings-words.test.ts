import { groupSentence, originsOf } from './settings-words.js';

test.each([
  ['acme/shop/web', [], [], 'The integration works on all groups.'],
  ['acme/shop/web', ['Acme/shop'], [], 'Worked on because the integration allows Acme/shop.'],
  ['acme/shopping/web', ['acme/shop'], [], 'The integration allows other groups only.'],
  ['acme/shop/web', ['acme'], ['acme/shop'], 'Left alone because the integration denies acme/shop.'],
])('of %s with %j allowed and %j denied it says %j', (path, allowGroups, denyGroups, sentence) => {
  expect(groupSentence(path, { allowGroups, denyGroups })).toBe(sentence);
});

test('rules are counted by where they come from, the nearest first', () => {
  const integration = { id: 'i1' };
  const group = (groupPath: string) => ({ kind: 'GROUP', name: groupPath, groupPath, integration }) as const;
  const origins = [
    { field: 'slaDays', isSetHere: false, scope: null },
    { field: 'updates', isSetHere: false, scope: group('acme') },
    { field: 'ignores', isSetHere: false, scope: group('acme/shop') },
    {
      field: 'grouping',
      isSetHere: false,
      scope: { kind: 'BACKLINE', name: 'Backline', groupPath: null, integration: null },
    },
    { field: 'maximumStep', isSetHere: true, scope: null },
    { field: 'allowsForced', isSetHere: false, scope: null },
    {
      field: 'mergeRequest',
      isSetHere: false,
      scope: { kind: 'INTEGRATION', name: 'GitLab', groupPath: null, integration },
    },
  ] as const;
  expect(originsOf([...origins], 'p1').map(({ label, count }) => [label, count])).toEqual([
    ['This project', 1],
    ['Group acme/shop', 1],
    ['Group acme', 1],
    ['Integration GitLab', 1],
    ['Whole Backline', 1],
    ['Default of Backline', 2],
  ]);
});
