import { problemOfUserErrors } from './problem.js';

test('no user errors are no problem', () => {
  expect(problemOfUserErrors([])).toBeNull();
});

test('several user errors are said together, with the remedy of the first', () => {
  const problem = problemOfUserErrors([
    { code: 'TOKEN_INVALID', message: 'GitLab does not know this token.' },
    { code: 'BAD_INPUT', message: 'The name is too long.' },
  ]);
  expect(problem).toEqual({
    code: 'TOKEN_INVALID',
    message: 'GitLab does not know this token. The name is too long.',
    remedy: 'Copy the token again, or make a new one.',
  });
});
