import { AppError } from '../errors.js';
import type { GitLab, GitLabProject, GitLabToken } from '../gitlab/gitlab.js';
import { runConnectionChecks } from './connection-checks.js';
import type { ConnectionCheck } from './integration.js';
import { daysLeft } from './token-warnings.js';

const NOW = new Date('2026-11-22T12:00:00Z');
const TOKEN: GitLabToken = {
  id: 1,
  name: 'backline',
  scopes: ['api', 'read_repository', 'write_repository'],
  expiresAt: '2027-11-22',
  isActive: true,
  isRevoked: false,
  userId: 7,
};
const USER = {
  id: 7,
  username: 'bot',
  name: 'Bot',
  isBot: true,
  isAdmin: false,
  state: 'active',
  webUrl: 'https://gitlab.example/bot',
};

/** A GitLab of plain values; what is not given is well. */
function gitlab(parts: Partial<GitLab> = {}): GitLab {
  const never = () => Promise.reject(new Error('not asked here'));
  return {
    probe: () => Promise.resolve(),
    getVersion: () => Promise.resolve({ version: '19.4.1', isEnterprise: false }),
    getUser: () => Promise.resolve(USER),
    getToken: () => Promise.resolve(TOKEN),
    listMemberProjects: () => pages([]),
    getProject: never,
    findMergeRequests: never,
    getMergeRequest: never,
    createMergeRequest: never,
    updateMergeRequest: never,
    acceptMergeRequest: never,
    createNote: never,
    listNotes: never,
    findUser: never,
    listHooks: never,
    createHook: never,
    updateHook: never,
    deleteHook: never,
    testHook: never,
    rotateToken: never,
    revokeToken: never,
    readBlob: never,
    requestCount: () => 0,
    ...parts,
  };
}

async function* pages(accessLevels: readonly number[]): AsyncGenerator<readonly GitLabProject[]> {
  yield accessLevels.map((accessLevel) => ({ accessLevel }) as GitLabProject);
}

async function check(connect: () => GitLab) {
  const seen: ConnectionCheck[] = [];
  const outcome = await runConnectionChecks({ connect, clock: () => NOW, consent: null }, (each) =>
    seen.push(each),
  );
  const checks = outcome.kind === 'verified' ? outcome.connection.checks : outcome.checks;
  return { outcome, seen, states: Object.fromEntries(checks.map(({ name, state }) => [name, state])) };
}

describe('checking a connection', () => {
  test('reports each step as it begins and as it ends, in order', async () => {
    const { outcome, seen } = await check(() => gitlab({ listMemberProjects: () => pages([30, 40, 10]) }));
    expect(outcome.kind).toBe('verified');
    expect(seen.map(({ name, state }) => `${name} ${state}`).slice(0, 4)).toEqual([
      'ADDRESS RUNNING',
      'ADDRESS PASSED',
      'GITLAB RUNNING',
      'GITLAB PASSED',
    ]);
    expect(seen.at(-1)?.message).toBe(
      'The token reaches 2 projects as Developer or more, and 1 with a lower role.',
    );
  });

  test('blames the token, not the address, for a text that can be no token', async () => {
    const { states } = await check(() => {
      throw new AppError('TOKEN_INVALID', 'This is not a token.');
    });
    expect(states).toMatchObject({
      ADDRESS: 'PASSED',
      GITLAB: 'SKIPPED',
      TOKEN: 'FAILED',
      PROJECTS: 'SKIPPED',
    });
  });

  test.each<[string, Partial<GitLabToken>, Record<string, string>]>([
    [
      'api covers the other two',
      { scopes: ['api'] },
      {
        SCOPE_API: 'PASSED',
        SCOPE_READ_REPOSITORY: 'WARNED',
        SCOPE_WRITE_REPOSITORY: 'WARNED',
        PROJECTS: 'WARNED',
      },
    ],
    [
      'every missing scope is told',
      { scopes: ['read_api', 'read_repository'] },
      {
        SCOPE_API: 'FAILED',
        SCOPE_READ_REPOSITORY: 'PASSED',
        SCOPE_WRITE_REPOSITORY: 'FAILED',
        ACCOUNT: 'SKIPPED',
      },
    ],
    [
      'expired today',
      { expiresAt: '2026-11-22' },
      { TOKEN: 'PASSED', EXPIRY: 'FAILED', SCOPE_API: 'SKIPPED' },
    ],
    ['expires soon', { expiresAt: '2026-12-01' }, { EXPIRY: 'WARNED', SCOPE_API: 'PASSED' }],
    ['never expires', { expiresAt: null }, { EXPIRY: 'PASSED' }],
  ])('token: %s', async (_, token, expected) => {
    const { states } = await check(() => gitlab({ getToken: () => Promise.resolve({ ...TOKEN, ...token }) }));
    expect(states).toMatchObject(expected);
  });

  test('names all missing scopes in one sentence', async () => {
    const { outcome } = await check(() =>
      gitlab({ getToken: () => Promise.resolve({ ...TOKEN, scopes: ['read_api'] }) }),
    );
    expect(outcome).toMatchObject({
      error: {
        code: 'TOKEN_SCOPE_MISSING',
        message: 'The token lacks the scopes api, read_repository and write_repository.',
      },
    });
  });

  test.each([
    ['a person', { isBot: false }, 'PERSONAL_TOKEN'],
    ['an administrator', { isAdmin: true }, 'ADMIN_TOKEN'],
  ])("warns where the token is %s's", async (_, user, code) => {
    const { outcome, states } = await check(() =>
      gitlab({ getUser: () => Promise.resolve({ ...USER, ...user }) }),
    );
    expect(states['ACCOUNT']).toBe('WARNED');
    expect(
      outcome.kind === 'verified' && outcome.connection.warnings.map((warning) => warning.code),
    ).toContain(code);
  });

  test('masks what it did not expect', async () => {
    const { outcome } = await check(() =>
      gitlab({ getUser: () => Promise.reject(new Error('secret detail')) }),
    );
    expect(outcome).toMatchObject({ kind: 'failed', error: { code: 'INTERNAL' } });
    expect(JSON.stringify(outcome)).not.toContain('secret detail');
  });
});

test.each([
  ['2026-11-22', 0],
  ['2026-11-21', -1],
  ['2026-11-23', 1],
  ['2026-12-22', 30],
])('a token that expires on %s has %d days left', (expiresAt, days) => {
  expect(daysLeft(expiresAt, NOW) + 0).toBe(days);
});
