import { changedNothing, resultSentence } from './job-result.js';

const COMMIT = 'c38c9abd9b051db60cedf008269d5da5b792ea5c';

test.each([
  [null, 'Done.'],
  ['12 projects were read.', '12 projects were read.'],
  ['"The plan is gone."', 'The plan is gone.'],
  ['{}', 'Done.'],
  ['[1]', '[1]'],
  ['0', 'Nothing was left to do.'],
  ['{"someThing":3,"isForced":false,"other":"x"}', 'Some thing 3 and other x.'],
  ['{"plans":0,"unfixed":3,"outdated":1}', 'No plan; 3 findings unfixed, 1 outdated package.'],
  ['{"plans":1,"unfixed":1049,"outdated":0}', '1 plan; 1,049 findings unfixed, 0 outdated packages.'],
  [
    `{"commit":"${COMMIT}","changed":true,"manifests":1,"dependencies":9,"opened":72,"fixed":0}`,
    'Opened 72 findings, fixed 0, at c38c9abd9b.',
  ],
  [`{"commit":"${COMMIT}","changed":false}`, 'Nothing has moved since c38c9abd9b.'],
  ['{"opened":1,"fixed":2}', 'Opened 1 finding, fixed 2.'],
  ['{"projects":10,"added":2,"left":1}', 'Read 10 projects; 2 new, 1 gone.'],
  ['{"lookedAt":3,"changed":1}', 'Looked at 3 merge requests, 1 changed.'],
  [
    '{"lookedAt":3,"changed":0,"failed":["a"]}',
    'Looked at 3 merge requests, none changed; 1 could not be looked at.',
  ],
  ['{"texts":0,"inventories":0,"idempotencyKeys":0}', 'Nothing had to be removed.'],
  ['{"texts":1,"inventories":2,"idempotencyKeys":0}', 'Removed 3 old entries.'],
  ['{"iid":7,"webUrl":"https://x"}', 'Opened merge request !7.'],
  [
    '{"asksAgain":true,"why":"The branch moved.","revision":2}',
    'The branch moved. Revision 2 asks for a decision.',
  ],
  [
    '[{"ecosystem":"npm","way":"CHANGES","counts":{"new":3,"changed":1}},{"ecosystem":"go","way":"NOTHING_NEW","counts":null}]',
    'npm: 3 new, 1 changed; go: nothing new.',
  ],
])('the result %j is said as %j', (result, sentence) => {
  expect(resultSentence(result)).toBe(sentence);
});

test('only a result that counts no change and no failure changed nothing', () => {
  expect(changedNothing('{"changed":0}')).toBe(true);
  expect(changedNothing('{"changed":1}')).toBe(false);
  expect(changedNothing('{"changed":0,"failed":["a"]}')).toBe(false);
  expect(changedNothing(null)).toBe(false);
});
