import { type Role, scopesOf, type TokenScope, type Viewer } from '../accounts/account.js';
import { requireScope, signedIn } from './authorize.js';

function person(role: Role): Viewer {
  return {
    kind: 'ACCOUNT',
    id: '1',
    name: 'Ada',
    email: 'ada@example.org',
    limitedTo: null,
    role,
    scopes: scopesOf(role),
  };
}

function program(scopes: readonly TokenScope[]): Viewer {
  return { kind: 'API_TOKEN', id: '1', name: 'robot', email: null, limitedTo: null, scopes };
}

test.each<[Viewer, TokenScope, string]>([
  [person('VIEWER'), 'PLAN', 'This needs the role Approver. Ask an administrator.'],
  [person('VIEWER'), 'APPROVE', 'This needs the role Approver. Ask an administrator.'],
  [person('VIEWER'), 'ADMIN', 'This needs the role Administrator. Ask an administrator.'],
  [person('APPROVER'), 'ADMIN', 'This needs the role Administrator. Ask an administrator.'],
  [program(['READ']), 'PLAN', 'This needs a token with the scope plan.'],
  [program(['READ', 'PLAN']), 'ADMIN', 'This needs a token with the scope admin.'],
])('whoever may not learns what it takes: %#', (viewer, scope, message) => {
  expect(() => requireScope({ viewer }, scope)).toThrow(
    expect.objectContaining({ code: 'FORBIDDEN', message }) as Error,
  );
});

test.each<[Viewer, TokenScope]>([
  [person('VIEWER'), 'READ'],
  [person('APPROVER'), 'APPROVE'],
  [person('ADMIN'), 'ADMIN'],
  [program(['APPROVE']), 'APPROVE'],
])('whoever may is let through: %#', (viewer, scope) => {
  expect(() => requireScope({ viewer }, scope)).not.toThrow();
});

test('nobody is told first to sign in', () => {
  expect(() => signedIn({ viewer: null })).toThrow('Sign in');
  expect(() => requireScope({ viewer: null }, 'ADMIN')).toThrow('Sign in');
});
