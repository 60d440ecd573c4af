import { cleanReason, describeFailure } from './failure.js';

const SECRET = 'glpat-very-secret';

const fail = (
  status: number,
  body: unknown,
  contentType = 'application/json',
  wwwAuthenticate: string | null = null,
) =>
  describeFailure(
    {
      status,
      contentType,
      wwwAuthenticate,
      requestId: null,
      text: typeof body === 'string' ? body : JSON.stringify(body),
    },
    [SECRET],
  );

test.each([
  [401, { message: '401 Unauthorized' }, 'TOKEN_INVALID'],
  [401, { error: 'invalid_token', error_description: 'Token is expired. You can either …' }, 'TOKEN_EXPIRED'],
  [401, { error: 'invalid_token', error_description: 'Token was revoked. You have to …' }, 'TOKEN_REVOKED'],
  [401, { error: 'invalid_token', error_description: 'Impersonation is disabled' }, 'TOKEN_INVALID'],
  [
    403,
    { error: 'insufficient_scope', error_description: 'higher privileges', scope: 'api' },
    'TOKEN_SCOPE_MISSING',
  ],
  [403, { error: 'insufficient_granular_scope', error_description: 'x' }, 'GITLAB_FORBIDDEN'],
  [403, { message: '403 Forbidden - Your account has been blocked' }, 'GITLAB_FORBIDDEN'],
  [404, { message: '404 Project Not Found' }, 'GITLAB_NOT_FOUND'],
  [408, { message: { error: 'Request timed out' } }, 'GITLAB_TIMEOUT'],
  [
    409,
    { message: ['Another open merge request already exists for this source branch: !5'] },
    'GITLAB_CONFLICT',
  ],
  [412, { message: 'Precondition' }, 'GITLAB_CONFLICT'],
  [400, { message: { source_branch: ['does not exist'] } }, 'GITLAB_REFUSED'],
  [405, { message: 'Non GET methods are not allowed for moved projects' }, 'GITLAB_REFUSED'],
  [413, { message: 'too large' }, 'GITLAB_REFUSED'],
  [422, { message: ["You can't use same project/branch for source and target"] }, 'GITLAB_REFUSED'],
  [429, { message: { error: 'This endpoint has been requested too many times.' } }, 'GITLAB_THROTTLED'],
  [500, { message: '500 Internal Server Error' }, 'GITLAB_FAILED'],
])('reads a %d with %j as %s', (status, body, code) => {
  expect(fail(status, body)).toMatchObject({ code, details: { status, answer: 'json' } });
});

test.each([
  [200, 'GITLAB_ANSWER_INVALID'],
  [401, 'GITLAB_ANSWER_INVALID'],
  [403, 'GITLAB_FORBIDDEN'],
  [404, 'GITLAB_ANSWER_INVALID'],
  [429, 'GITLAB_THROTTLED'],
  [502, 'GITLAB_FAILED'],
])('does not mistake a web page with status %d for an answer of GitLab: %s', (status, code) => {
  expect(fail(status, '<html><body>Sign in</body></html>', 'text/html')).toMatchObject({ code });
  expect(fail(status, '<!DOCTYPE html><html></html>', 'text/plain')).toMatchObject({ code });
});

test.each([
  [{ message: '404 Project Not Found' }, '404 Project Not Found'],
  [{ message: ['a', 'b'] }, 'a; b'],
  [{ message: { title: ["can't be blank"], base: ['odd'] } }, "title can't be blank; odd"],
  [{ message: { error: 'too often' } }, 'too often'],
  [{ error: 'branch is missing' }, 'branch is missing'],
  [{ message: { a: { b: { c: { d: 'deep' } } } } }, null],
  [{ message: 7 }, null],
  ['{"message": "cut', null],
  ['[1,2]', null],
])('finds the reason of %j', (body, reason) => {
  expect(fail(400, body).details['reason']).toBe(reason);
});

test('tells an unknown route from a missing record', () => {
  expect(fail(404, { error: '404 Not Found' }).details['isUnknownRoute']).toBe(true);
  expect(fail(404, { message: '404 Not found' }).details['isUnknownRoute']).toBeUndefined();
});

test('names the missing scope, also when only the header says so', () => {
  expect(fail(403, { error: 'insufficient_scope', scope: 'api' }).message).toContain('the scope api');
  expect(fail(403, '', '', 'Bearer realm="x", error="insufficient_scope", scope="api"').code).toBe(
    'TOKEN_SCOPE_MISSING',
  );
});

test('hides the token, control characters and length in what the server says', () => {
  const error = fail(400, { message: `bad ${SECRET}\u0000\u202e\n/close ${'x'.repeat(5000)}` });
  expect(JSON.stringify([error.message, error.details])).not.toContain(SECRET);
  expect(error.details['reason']).toMatch(/^bad \[hidden\] \/close x+…$/);
  expect(error.message.length).toBeLessThan(400);
});

test('cleans a reason to one line', () => {
  expect(cleanReason('a\r\n\tb  c', [])).toBe('a b c');
});
