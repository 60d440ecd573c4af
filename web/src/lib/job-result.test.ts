import { resultSentence } from './job-result.js';

test.each([
  [null, 'Done.'],
  ['12 projects were read.', '12 projects were read.'],
  ['{"plans":1,"unfixed":1049,"outdated":0}', 'Plans 1, unfixed 1,049, outdated 0.'],
  [
    '{"commit":"c38c9abd9b051db60cedf008269d5da5b792ea5c","hasChanged":true,"isForced":false}',
    'Commit c38c9abd9b, has changed.',
  ],
  ['{}', 'Done.'],
  ['[1]', '[1]'],
])('the result %j is said as %j', (result, sentence) => {
  expect(resultSentence(result)).toBe(sentence);
});
