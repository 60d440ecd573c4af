import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  type IntegrationSettingsFragment,
  RotateIntegrationTokenDocument,
  UpdateIntegrationDocument,
} from '../../generated/integrations/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { IntegrationSettings } from './integration-settings.js';
import { RotateTokenDialog } from './rotate-token-dialog.js';

const INTEGRATION = {
  __typename: 'Integration' as const,
  id: 'i1',
  state: 'CONNECTED' as const,
  settings: {
    __typename: 'IntegrationSettings' as const,
    allowGroups: ['acme'],
    denyGroups: [],
    makesWebhooks: false,
    proxyUrl: 'http://proxy.example:3128',
    hasProxyLogin: true,
    caPem: null,
  },
  webhooks: {
    __typename: 'IntegrationWebhooks' as const,
    isOn: false,
    active: 0,
    disabled: 0,
    failed: 0,
    waiting: 0,
    problem: null,
  },
};

function show(integration: IntegrationSettingsFragment, sent: object[] = []) {
  const refused = {
    __typename: 'UserError',
    code: 'BAD_INPUT',
    message: '“a b” is not the full path of a group.',
  };
  return renderRoutes([{ path: '/', Component: () => <IntegrationSettings integration={integration} /> }], {
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
            updateIntegration: { __typename: 'IntegrationPayload', integration: null, userErrors: [refused] },
          },
        },
      },
    ],
  });
}

test('what is set is said in words, the login of the proxy only as one that is there', async () => {
  const { container } = show(INTEGRATION);
  expect(screen.getByText('acme')).toBeVisible();
  expect(screen.getByText('with a login')).toBeVisible();
  expect(screen.getByText('Not made')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('all of the settings are sent, and a refusal stands in the dialog', async () => {
  const sent: object[] = [];
  show(INTEGRATION, sent);
  const person = userEvent.setup();
  await person.click(screen.getByRole('button', { name: 'Change the settings' }));
  await person.type(screen.getByLabelText('Never these groups'), 'a b');
  await person.click(screen.getByRole('checkbox'));
  await person.clear(screen.getByLabelText('Proxy'));
  await person.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('alert')).toHaveTextContent('is not the full path');
  expect(sent).toEqual([
    {
      id: 'i1',
      allowGroups: ['acme'],
      denyGroups: ['a b'],
      makesWebhooks: true,
      proxyUrl: null,
      caPem: null,
    },
  ]);
});

test('nothing can be changed while it is disconnected', () => {
  show({ ...INTEGRATION, state: 'DISCONNECTED' });
  expect(screen.queryByRole('button')).toBeNull();
});

test('a rotation that failed says why, and the dialog stays', async () => {
  const closed = jest.fn();
  const Dialog = () => <RotateTokenDialog integrationId="i1" isOpen onClose={closed} />;
  renderRoutes([{ path: '/', Component: Dialog }], {
    at: '/',
    mocks: [
      {
        request: {
          query: RotateIntegrationTokenDocument,
          variables: ({ input }) => input.expiresAt === null,
        },
        result: {
          data: {
            rotateIntegrationToken: {
              __typename: 'IntegrationPayload',
              integration: null,
              userErrors: [{ __typename: 'UserError', code: 'GITLAB_REFUSED', message: 'It may not.' }],
            },
          },
        },
      },
    ],
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Rotate' }));
  await waitFor(() => expect(screen.getByRole('alert')).toHaveTextContent('It may not.'));
  expect(closed).not.toHaveBeenCalled();
});
