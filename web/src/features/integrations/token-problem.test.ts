import { tokenProblem } from './token-problem.js';

const problem = { code: 'TOKEN_EXPIRED', message: 'It has expired.', remedy: 'Replace the old one.' };

test('a remedy that a check gives is not said again under the form', () => {
  const checks = [{ state: 'FAILED', remedy: 'Make a new token.' }];
  expect(tokenProblem(problem, checks)?.remedy).toBeNull();
});

test('without a check that says so, a wrong token is to be pasted again right here', () => {
  expect(tokenProblem(problem, [{ state: 'PASSED', remedy: 'x' }])?.remedy).toBe(
    'Make a new token and paste it here.',
  );
  expect(tokenProblem({ ...problem, code: 'GITLAB_TIMEOUT' }, [])?.remedy).toBe('Replace the old one.');
  expect(tokenProblem(null, [])).toBeNull();
});
