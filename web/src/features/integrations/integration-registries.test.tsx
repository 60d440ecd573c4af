import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  type IntegrationRegistriesFragment,
  UpdateIntegrationDocument,
} from '../../generated/integrations/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { IntegrationRegistries } from './integration-registries.js';

const registry = (ecosystem: string, url: string | null, more: object = {}) => ({
  __typename: 'IntegrationRegistry' as const,
  ecosystem,
  url,
  isDefault: true,
  hasToken: false,
  ...more,
});

const INTEGRATION = {
  __typename: 'Integration' as const,
  id: 'i1',
  state: 'CONNECTED' as const,
  registries: [
    registry('npm', 'https://npm.example/'),
    registry('PyPI', 'https://pypi.example/simple', { isDefault: false, hasToken: true }),
    registry('Go', null),
  ],
};

function show(
  integration: IntegrationRegistriesFragment,
  sent: object[] = [],
  userErrors: readonly { code: string; message: string }[] = [],
) {
  return renderRoutes([{ path: '/', Component: () => <IntegrationRegistries integration={integration} /> }], {
    at: '/',
    mocks: [
      {
        request: {
          query: UpdateIntegrationDocument,
          variables: ({ input }) => {
            sent.push(input);
            return true;
          },
        },
        result: {
          data: {
            updateIntegration: {
              __typename: 'IntegrationPayload',
              integration: userErrors.length > 0 ? null : integration,
              userErrors: userErrors.map((error) => ({ __typename: 'UserError', ...error })),
            },
          },
        },
      },
    ],
  });
}

test('each ecosystem says where it is asked, and whose address that is', async () => {
  const { container } = show(INTEGRATION);
  const [, npm, pypi, go] = screen.getAllByRole('row');
  expect(npm).toHaveTextContent('https://npm.example/Default');
  expect(pypi).toHaveTextContent('https://pypi.example/simpleOwn, with a token');
  expect(go).toHaveTextContent('the operator switched it off');
  expect(within(go!).queryByRole('button')).toBeNull();
  expect(await brokenRules(container)).toEqual([]);
});

test('an address and its token are sent, and the dialog closes', async () => {
  const sent: object[] = [];
  show(INTEGRATION, sent);
  const person = userEvent.setup();
  await person.click(screen.getByRole('button', { name: 'Change the registry of npm' }));
  await person.type(screen.getByLabelText('Address'), 'https://mirror.example/npm');
  await person.type(screen.getByLabelText('Token'), 'secret');
  await person.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(sent[0]).toEqual({
    id: 'i1',
    registries: [{ ecosystem: 'npm', url: 'https://mirror.example/npm', token: 'secret' }],
  });
});

test('an address that is emptied is the default one again', async () => {
  const sent: object[] = [];
  show(INTEGRATION, sent);
  const person = userEvent.setup();
  await person.click(screen.getByRole('button', { name: 'Change the registry of PyPI' }));
  expect(screen.getByLabelText('Address')).toHaveValue('https://pypi.example/simple');
  await person.clear(screen.getByLabelText('Address'));
  expect(screen.getByLabelText('Token')).toBeDisabled();
  await person.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]).toMatchObject({ registries: [{ ecosystem: 'PyPI', url: null, token: null }] });
});

test('a refused address is said where it was typed, and stays there', async () => {
  show(INTEGRATION, [], [{ code: 'ADDRESS_FORBIDDEN', message: 'It leads inside.' }]);
  const person = userEvent.setup();
  await person.click(screen.getByRole('button', { name: 'Change the registry of npm' }));
  await person.type(screen.getByLabelText('Address'), 'https://inside.example');
  await person.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('It leads inside.');
  expect(screen.getByLabelText('Address')).toHaveValue('https://inside.example');
});

test('nothing can be changed while it is disconnected', () => {
  show({ ...INTEGRATION, state: 'DISCONNECTED' });
  expect(screen.queryByRole('button')).toBeNull();
});
