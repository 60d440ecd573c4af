import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  ConnectIntegrationDocument,
  ConnectionChecksDocument,
} from '../../generated/integrations/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { ConnectPage } from './connect-page.js';

const failed = {
  __typename: 'ConnectionCheck' as const,
  name: 'TOKEN' as const,
  label: 'The token is alive',
  state: 'FAILED' as const,
  message: 'It was revoked.',
  remedy: 'Make a new token.',
  code: 'TOKEN_REVOKED' as const,
};

function show(code: string, more: Parameters<typeof renderRoutes>[1]['mocks'] = []) {
  return renderRoutes([{ path: '/', Component: ConnectPage }], {
    at: '/',
    mocks: [
      ...more,
      {
        request: { query: ConnectionChecksDocument, variables: () => true },
        delay: Infinity,
        maxUsageCount: 5,
      },
      {
        request: {
          query: ConnectIntegrationDocument,
          variables: ({ input }) =>
            input.url === 'https://gitlab.example.com' &&
            input.name === 'gitlab.example.com' &&
            input.token === 'glpat-1',
        },
        result: {
          data: {
            connectIntegration: {
              __typename: 'IntegrationPayload',
              integration: null,
              checks: [failed],
              userErrors: [{ __typename: 'UserError', code, message: 'It did not work.', path: [] }],
            },
          },
        },
      },
    ],
  });
}

async function connect() {
  const person = userEvent.setup();
  await person.type(screen.getByLabelText('Address'), 'gitlab.example.com');
  await person.type(screen.getByLabelText('Token'), ' glpat-1 ');
  await person.click(screen.getByRole('button', { name: 'Connect' }));
  await screen.findByRole('alert');
}

test('a dead token is said with its remedy, and only the token has to be typed again', async () => {
  const { container } = show('TOKEN_REVOKED');
  await connect();
  expect(screen.getByText('It was revoked.')).toBeVisible();
  expect(screen.getByText('Make a new token.')).toBeVisible();
  expect(screen.getByLabelText('Address')).toHaveValue('gitlab.example.com');
  expect(screen.getByLabelText('Token')).toHaveValue('');
  expect(await brokenRules(container)).toEqual([]);
});

test('when GitLab cannot be reached, the whole form stays filled', async () => {
  show('GITLAB_UNREACHABLE');
  await connect();
  expect(screen.getByLabelText('Token')).toHaveValue(' glpat-1 ');
});

test('the link to GitLab’s page appears once the address is whole', async () => {
  show('GITLAB_UNREACHABLE');
  expect(screen.queryByRole('link', { name: /token of your own/ })).toBeNull();
  await userEvent.type(screen.getByLabelText('Address'), 'gitlab.example.com');
  expect(screen.getByRole('link', { name: /token of your own/ })).toHaveAttribute(
    'href',
    'https://gitlab.example.com/-/user_settings/personal_access_tokens?name=Backline&scopes=api,read_repository,write_repository',
  );
});

test('whoever may not connect reads why beside the button, and Enter sends nothing', async () => {
  show('TOKEN_REVOKED', [asPerson(['READ', 'PLAN', 'APPROVE'])]);
  const description = 'This needs the role Administrator. Ask an administrator.';
  const connectButton = await screen.findByRole('button', { name: 'Connect', description });
  expect(connectButton).toHaveAttribute('aria-disabled', 'true');
  await userEvent.type(screen.getByLabelText('Address'), 'gitlab.example.com');
  await userEvent.type(screen.getByLabelText('Token'), 'glpat-1{Enter}');
  await userEvent.click(connectButton);
  expect(screen.queryByRole('alert')).toBeNull();
});
