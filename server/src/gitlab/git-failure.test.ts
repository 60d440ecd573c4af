import { describeGitFailure, remoteReason } from './git-failure.js';

const fail = (stderr: string) => describeGitFailure({ stderr, signalName: null, stopped: null }, ['s3cret']);

test.each([
  ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'TOKEN_INVALID'],
  ["remote: HTTP Basic: Access denied.\nfatal: Authentication failed for 'https://x'", 'TOKEN_INVALID'],
  ["fatal: unable to access 'https://x': The requested URL returned error: 403", 'GITLAB_FORBIDDEN'],
  ["fatal: repository 'https://x/' not found", 'GITLAB_NOT_FOUND'],
  ["fatal: unable to access 'https://x': The requested URL returned error: 301", 'GITLAB_NOT_FOUND'],
  ["fatal: couldn't find remote ref refs/heads/x", 'GITLAB_NOT_FOUND'],
  ['error: RPC failed; HTTP 502 curl 22 The requested URL returned error: 502', 'GITLAB_FAILED'],
  ["fatal: unable to access 'https://x': The requested URL returned error: 429", 'GITLAB_THROTTLED'],
  ["fatal: unable to access 'https://x': Could not resolve host: x", 'GITLAB_UNREACHABLE'],
  ['fatal: the remote end hung up unexpectedly', 'GITLAB_UNREACHABLE'],
  ["fatal: unable to access 'https://x': SSL certificate problem: self signed certificate", 'GITLAB_TLS'],
  ['fatal: unable to access: CONNECT tunnel failed, response 407', 'GITLAB_UNREACHABLE'],
  ['fatal: unable to access: Received HTTP code 407 from proxy after CONNECT', 'GITLAB_UNREACHABLE'],
  ['error: index-pack died of signal 25\nfatal: index-pack failed', 'GIT_LIMIT'],
  ['fatal: write error: No space left on device', 'GIT_LIMIT'],
  ['fatal: something else', 'GIT_FAILED'],
  ['', 'GIT_FAILED'],
])('reads %j as %s', (stderr, code) => {
  expect(fail(stderr).code).toBe(code);
});

test.each([
  ['timeout', 'GITLAB_TIMEOUT'],
  ['cancelled', 'CANCELLED'],
  ['disk', 'GIT_LIMIT'],
  ['output', 'GIT_LIMIT'],
] as const)('says why it was stopped: %s', (stopped, code) => {
  expect(describeGitFailure({ stderr: '', signalName: 'SIGKILL', stopped }, []).code).toBe(code);
});

test.each(['SIGXFSZ', 'SIGSEGV', 'SIGABRT', 'SIGKILL'])('takes an end by %s as a limit', (signalName) => {
  expect(describeGitFailure({ stderr: '', signalName, stopped: null }, []).code).toBe('GIT_LIMIT');
});

test("keeps the server's reason, without decoration and secrets", () => {
  const stderr =
    'Counting objects\nremote: \nremote: ========================\nremote: GitLab: You are not allowed to push s3cret code.\nremote:\n! [remote rejected]';
  expect(remoteReason(stderr, ['s3cret'])).toBe('You are not allowed to push [hidden] code');
  expect(fail(stderr).message).toContain('You are not allowed to push [hidden] code.');
  expect(remoteReason('fatal: x', [])).toBeNull();
});

test('hides secrets in the line of git itself', () => {
  expect(fail('fatal: odd s3cret thing').message).toBe('Git failed: odd [hidden] thing.');
});
