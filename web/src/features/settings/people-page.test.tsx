import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ViewerDocument } from '../../generated/apollo/graphql.js';
import { PeoplePageDocument, RemovePersonDocument } from '../../generated/settings/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { PeoplePage } from './people-page.js';

const viewer = {
  __typename: 'Viewer' as const,
  id: 'a',
  name: 'Ada',
  email: 'ada@example.org',
  kind: 'ACCOUNT' as const,
  scopes: ['READ' as const, 'PLAN' as const, 'APPROVE' as const, 'ADMIN' as const],
};
const ada = {
  __typename: 'Person' as const,
  id: 'a',
  name: 'Ada',
  email: 'ada@example.org',
  role: 'ADMIN' as const,
  createdAt: '2026-11-01T00:00:00Z',
};
const people = {
  request: { query: PeoplePageDocument, variables: { first: 50, after: null } },
  result: {
    data: {
      people: {
        __typename: 'PersonConnection' as const,
        totalCount: 1,
        isTotalCountCapped: false,
        pageInfo: { __typename: 'PageInfo' as const, hasNextPage: false, endCursor: null },
        nodes: [ada],
      },
      invitations: { __typename: 'InvitationConnection' as const, nodes: [] },
    },
  },
  maxUsageCount: 5,
};

function show(scopes: readonly ('READ' | 'PLAN' | 'APPROVE' | 'ADMIN')[] = viewer.scopes) {
  return renderRoutes([{ path: '/settings/people', Component: PeoplePage }], {
    at: '/settings/people',
    mocks: [
      { request: { query: ViewerDocument }, result: { data: { viewer: { ...viewer, scopes } } } },
      people,
      {
        request: { query: RemovePersonDocument, variables: { input: { id: 'a' } } },
        result: {
          data: {
            removePerson: {
              __typename: 'PersonPayload',
              revokedTokens: [],
              userErrors: [
                {
                  __typename: 'UserError',
                  code: 'STATE_FORBIDS',
                  message: 'This is the last administrator.',
                },
              ],
            },
          },
        },
      },
    ],
  });
}

test('removing somebody says first what follows, and then why it was refused', async () => {
  const user = userEvent.setup();
  const { container } = show();
  await user.click(await screen.findByRole('button', { name: 'Remove ada@example.org' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(/API tokens that they made are revoked/)).toBeVisible();
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  expect(await within(dialog).findByText('This is the last administrator.')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('who may not invite is told why, and can reach it by keyboard', async () => {
  show(['READ']);
  const invite = await screen.findByRole('button', {
    name: 'Invite somebody',
    description: 'This needs the role Administrator. Ask an administrator.',
  });
  expect(invite).toHaveAttribute('aria-disabled', 'true');
  await userEvent.click(invite);
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(invite).toHaveFocus();
});
