import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  EndSessionDocument,
  OwnSessionsDocument,
  OwnSignInDocument,
  SetFirstPasswordDocument,
} from '../../generated/settings/graphql.js';
import { asPerson, brokenRules, ownLimits, renderRoutes } from '../../testing/render-page.js';
import { OwnAccountPage } from './own-account-page.js';

const person = { __typename: 'Viewer' as const, id: 'v1' };
const AT = '2026-11-20T00:00:00Z';

function session(id: string, client: string | null, isCurrent: boolean) {
  return { __typename: 'Session' as const, id, client, createdAt: AT, lastUsedAt: AT, isCurrent };
}

function sessions(...nodes: readonly ReturnType<typeof session>[]) {
  return {
    request: { query: OwnSessionsDocument },
    result: {
      data: { viewer: { ...person, sessions: { __typename: 'SessionConnection' as const, nodes } } },
    },
  };
}

const signIn = (hasPassword: boolean) => ({
  request: { query: OwnSignInDocument },
  maxUsageCount: 5,
  result: { data: { viewer: { ...person, signsInWith: ['https://gitlab.example.com'], hasPassword } } },
});

function show(mocks: readonly any[], limitedTo: Parameters<typeof ownLimits>[0] | null = null) {
  return renderRoutes([{ path: '/settings/account', Component: OwnAccountPage }], {
    at: '/settings/account',
    mocks: [asPerson(['READ'], limitedTo), ...(limitedTo === null ? [] : [ownLimits(limitedTo)]), ...mocks],
  });
}

test('the own sessions are listed, and any but this one can be ended', async () => {
  const [own, lost] = [session('1', 'Firefox on Linux', true), session('2', 'curl', false)];
  const { container } = show([
    signIn(true),
    sessions(lost, own),
    {
      request: { query: EndSessionDocument, variables: (given: any) => given.input.id === '2' },
      result: {
        data: {
          endSession: {
            __typename: 'EndSessionPayload',
            session: { __typename: 'Session', id: '2' },
            userErrors: [],
          },
        },
      },
    },
    sessions(own),
  ]);
  expect(await screen.findByText('This one')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'End the session of Firefox on Linux' })).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: 'End the session of curl' }));
  expect(await screen.findByText('The session has ended.')).toBeVisible();
  await waitFor(() => expect(screen.queryByText('curl')).toBeNull());
  expect(screen.getByLabelText('Present password')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('who has no password is told what setting one takes, and sets it', async () => {
  show([
    signIn(false),
    sessions(session('1', null, true)),
    {
      request: { query: SetFirstPasswordDocument, variables: () => true },
      result: {
        data: {
          setFirstPassword: {
            __typename: 'OwnAccountPayload',
            viewer: null,
            userErrors: [{ __typename: 'UserError', code: 'FORBIDDEN', message: 'Sign in anew.' }],
          },
        },
      },
    },
  ]);
  expect(await screen.findByRole('link', { name: 'Sign in again' })).toHaveAttribute(
    'href',
    '/sign-in/provider?next=%2Fsettings%2Faccount',
  );
  expect(screen.queryByLabelText('Present password')).toBeNull();
  await userEvent.type(screen.getByLabelText(/New password/), 'another horse battery');
  await userEvent.click(screen.getByRole('button', { name: 'Set the password' }));
  expect(await screen.findByText('Sign in anew.')).toBeVisible();
});

test('who is limited reads to what on their own page', async () => {
  const mocks = [signIn(true), sessions(session('1', null, true))];
  const { container } = show(mocks, [
    { integrationId: 'i1', groupPath: 'acme/pay' },
    { integrationId: 'i2', groupPath: null },
  ]);
  expect(await screen.findByRole('heading', { name: 'What you see' })).toBeVisible();
  const list = screen.getByRole('list', { name: 'Sees only' });
  expect(list).toHaveTextContent('acme/pay in GitLab');
  expect(list).toHaveTextContent('All of GitLab');
  expect(await brokenRules(container)).toEqual([]);
});

test('who sees everything reads nothing of limits', async () => {
  show([signIn(true), sessions(session('1', null, true))]);
  expect(await screen.findByLabelText('Present password')).toBeVisible();
  expect(screen.queryByRole('heading', { name: 'What you see' })).toBeNull();
});
