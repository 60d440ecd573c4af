import { problemOf, problemOfUserErrors } from './problem.js';

test('no user errors are no problem', () => {
  expect(problemOfUserErrors([])).toBeNull();
});

test('a message of one sentence gets a remedy, and one that says what to do does not', () => {
  expect(problemOf('TOKEN_EXPIRED', 'The token has expired.').remedy).toBe(
    'Make a new token and replace the old one here.',
  );
  expect(problemOf('TOKEN_EXPIRED', 'The token has expired. Make a new one.').remedy).toBeNull();
});

test('several user errors are said together', () => {
  const problem = problemOfUserErrors([
    { code: 'TOKEN_INVALID', message: 'GitLab does not know this token.' },
    { code: 'BAD_INPUT', message: 'The name is too long.' },
  ]);
  expect(problem).toEqual({
    code: 'TOKEN_INVALID',
    message: 'GitLab does not know this token. The name is too long.',
    remedy: null,
  });
});
