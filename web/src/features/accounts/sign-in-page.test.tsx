import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ViewerDocument } from '../../generated/apollo/graphql.js';
import { SetupStateDocument, SignInDocument } from '../../generated/accounts/graphql.js';
import { renderRoutes } from '../../testing/render-page.js';
import { SignInPage } from './sign-in-page.js';
import { SignedIn } from './signed-in.js';

const viewer = {
  __typename: 'Viewer' as const,
  id: 'v1',
  name: 'Ada',
  email: 'ada@example.org',
  kind: 'ACCOUNT' as const,
  scopes: ['READ' as const],
  limitedTo: null,
};
const setup = {
  request: { query: SetupStateDocument },
  result: {
    data: {
      setup: {
        __typename: 'Setup' as const,
        needsFirstAccount: false,
        version: '0.1.0',
        providerName: 'GitLab',
      },
    },
  },
};

function show(password: string, payload: object, at = '/plans?state=PROPOSED') {
  return renderRoutes(
    [
      { path: '/sign-in', Component: SignInPage },
      { Component: SignedIn, children: [{ path: '/plans', element: <h1>Plans</h1> }] },
    ],
    {
      at,
      mocks: [
        { request: { query: ViewerDocument }, result: { data: { viewer: null } } },
        setup,
        {
          request: { query: SignInDocument, variables: { input: { email: 'ada@example.org', password } } },
          result: { data: { signIn: { __typename: 'SessionPayload', ...payload } } },
        },
      ],
    },
  );
}

async function signIn(password: string) {
  const person = userEvent.setup();
  await person.type(await screen.findByLabelText('E-mail'), 'ada@example.org');
  await person.type(screen.getByLabelText('Password'), password);
  await person.click(screen.getByRole('button', { name: 'Sign in' }));
}

test('a person who is not signed in signs in and comes back to where they wanted to go', async () => {
  const { address } = show('right', { viewer, userErrors: [] });
  await signIn('right');
  expect(await screen.findByRole('heading', { name: 'Plans' })).toBeVisible();
  expect(address()).toBe('/plans?state=PROPOSED');
});

test('a wrong password is said, and the e-mail stays', async () => {
  show('wrong', {
    viewer: null,
    userErrors: [
      { __typename: 'UserError', code: 'UNAUTHENTICATED', message: 'E-mail or password is wrong.' },
    ],
  });
  await signIn('wrong');
  expect(await screen.findByRole('alert')).toHaveTextContent('E-mail or password is wrong.');
  expect(screen.getByLabelText('E-mail')).toHaveValue('ada@example.org');
  expect(screen.getByLabelText('Password')).toHaveValue('');
});

test('the button of the provider leads to where the person wanted to go', async () => {
  show('', {});
  expect(await screen.findByRole('link', { name: 'Sign in with GitLab' })).toHaveAttribute(
    'href',
    '/sign-in/provider?next=%2Fplans%3Fstate%3DPROPOSED',
  );
});

test.each([
  ['UNKNOWN_PERSON', 'There is no account for you yet.'],
  ['UNVERIFIED', 'has not confirmed'],
  ['TOO_LATE', 'took too long'],
  ['__proto__', 'went wrong'],
])('what came of %s at the provider is said', async (problem, text) => {
  show('', {}, `/sign-in?problem=${problem}`);
  expect(await screen.findByRole('alert')).toHaveTextContent(text);
});
