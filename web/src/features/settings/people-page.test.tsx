import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ViewerDocument } from '../../generated/apollo/graphql.js';
import {
  ChoosableGroupsDocument,
  ChoosableIntegrationsDocument,
  InvitePersonDocument,
  PeoplePageDocument,
  RemovePersonDocument,
  UpdatePersonDocument,
} from '../../generated/settings/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { PeoplePage } from './people-page.js';

const viewer = {
  __typename: 'Viewer' as const,
  id: 'a',
  name: 'Ada',
  email: 'ada@example.org',
  kind: 'ACCOUNT' as const,
  limitedTo: null,
  scopes: ['READ' as const, 'PLAN' as const, 'APPROVE' as const, 'ADMIN' as const],
};
const ada = {
  __typename: 'Person' as const,
  id: 'a',
  name: 'Ada',
  email: 'ada@example.org',
  role: 'ADMIN' as const,
  limitedTo: null,
  createdAt: '2026-11-01T00:00:00Z',
};
const scope = (integrationId: string, groupPath: string | null) => ({
  __typename: 'ProjectScope' as const,
  integrationId,
  groupPath,
  integration: { __typename: 'Integration' as const, id: integrationId, name: `GitLab ${integrationId}` },
});
const grace = {
  ...ada,
  id: 'g',
  name: 'Grace',
  email: 'grace@example.org',
  role: 'VIEWER' as const,
  limitedTo: [scope('i1', 'acme/pay'), scope('i2', null), scope('i1', 'zoo/a'), scope('i1', 'zoo/b')],
};
const people = {
  request: { query: PeoplePageDocument, variables: { first: 50, after: null } },
  result: {
    data: {
      people: {
        __typename: 'PersonConnection' as const,
        totalCount: 2,
        isTotalCountCapped: false,
        pageInfo: { __typename: 'PageInfo' as const, hasNextPage: false, endCursor: null },
        nodes: [ada, grace],
      },
      invitations: { __typename: 'InvitationConnection' as const, nodes: [] },
    },
  },
  maxUsageCount: 5,
};

const integrations = {
  request: { query: ChoosableIntegrationsDocument },
  maxUsageCount: 5,
  result: {
    data: {
      integrations: {
        __typename: 'IntegrationConnection' as const,
        nodes: ['i1', 'i2'].map((id) => ({ __typename: 'Integration' as const, id, name: `GitLab ${id}` })),
      },
    },
  },
};

function groups(parent: string | null, paths: readonly string[], integrationId = 'i1') {
  return {
    request: { query: ChoosableGroupsDocument, variables: { integrationId, parent } },
    maxUsageCount: 5,
    result: {
      data: {
        projectGroups: paths.map((path) => ({
          __typename: 'ProjectGroup' as const,
          integrationId: 'i1',
          path,
        })),
      },
    },
  };
}

/** The mutation, with just this input, and an answer without user errors. */
function invitation(input: object) {
  return {
    request: { query: InvitePersonDocument, variables: { input } },
    result: {
      data: {
        invitePerson: {
          __typename: 'InvitePersonPayload',
          url: 'https://backline.example/i',
          userErrors: [],
        },
      },
    },
  };
}

function change(input: object, person: object) {
  return {
    request: { query: UpdatePersonDocument, variables: { input } },
    result: {
      data: { updatePerson: { __typename: 'PersonPayload', person, revokedTokens: [], userErrors: [] } },
    },
  };
}

function show(
  scopes: readonly ('READ' | 'PLAN' | 'APPROVE' | 'ADMIN')[] = viewer.scopes,
  more: readonly (ReturnType<typeof invitation> | ReturnType<typeof change>)[] = [],
) {
  return renderRoutes([{ path: '/settings/people', Component: PeoplePage }], {
    at: '/settings/people',
    mocks: [
      { request: { query: ViewerDocument }, result: { data: { viewer: { ...viewer, scopes } } } },
      people,
      integrations,
      groups(null, ['acme', 'zoo']),
      groups(null, [], 'i2'),
      groups('acme', ['acme/pay', 'acme/web']),
      ...more,
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

test('everybody is shown with what they see, and more than three places are folded', async () => {
  const { container } = show();
  const row = (await screen.findByText('grace@example.org')).closest('tr') ?? container;
  expect(within(row).getAllByRole('list', { name: 'Sees only' })).toHaveLength(1);
  expect(row).toHaveTextContent('acme/pay in GitLab i1');
  expect(row).toHaveTextContent('All of GitLab i2');
  expect(within(row).getByText('1 more')).toBeVisible();
  expect(screen.getByText('ada@example.org').closest('tr')).toHaveTextContent('Everything');
  expect(await brokenRules(container)).toEqual([]);
});

test('somebody is invited to a group and a whole integration, by keyboard, and what was typed and not added is meant too', async () => {
  const user = userEvent.setup();
  show(viewer.scopes, [
    invitation({
      email: 'new@example.org',
      role: 'APPROVER',
      limitedTo: [
        { integrationId: 'i1', groupPath: 'acme/pay' },
        { integrationId: 'i2', groupPath: null },
        { integrationId: 'i2', groupPath: 'late' },
      ],
    }),
  ]);
  await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('textbox', { name: 'E-mail' }), 'new@example.org');
  await user.click(within(dialog).getByRole('radio', { name: 'Only these' }));
  const group = await within(dialog).findByRole('combobox', { name: 'Group' });
  await user.type(group, '/acme/pay/{Enter}');
  expect(within(dialog).getByRole('button', { name: 'Take away acme/pay in GitLab i1' })).toBeVisible();
  expect(group).toHaveFocus();
  await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Integration' }), 'i2');
  await user.click(within(dialog).getByRole('button', { name: 'Add' }));
  await user.type(group, 'gone{Enter}');
  await user.click(within(dialog).getByRole('button', { name: 'Take away gone in GitLab i2' }));
  await user.type(group, 'late');
  expect(await brokenRules(dialog)).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Make the link' }));
  expect(await within(dialog).findByText('https://backline.example/i')).toBeVisible();
});

test('a group in which nothing is known is said to be so while it is typed', async () => {
  const user = userEvent.setup();
  show();
  await user.click(await screen.findByRole('button', { name: 'Invite somebody' }));
  await user.click(await screen.findByRole('radio', { name: 'Only these' }));
  const group = await screen.findByRole('combobox', { name: 'Group' });
  await user.type(group, 'acme/pau');
  expect(await screen.findByText(/knows no project in this group/)).toBeVisible();
  await user.clear(group);
  await user.type(group, 'acme/pay');
  expect(await screen.findByText('Its path in GitLab. Empty: the whole integration.')).toBeVisible();
});

test('who becomes an administrator is not limited any more, which is said and sent in the same step', async () => {
  const user = userEvent.setup();
  show(viewer.scopes, [
    change({ id: 'g', role: 'ADMIN', limitedTo: null }, { ...grace, role: 'ADMIN', limitedTo: null }),
  ]);
  await user.click(
    await screen.findByRole('button', { name: 'Change what grace@example.org may do and see' }),
  );
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByRole('radio', { name: 'Only these' })).toBeChecked();
  await user.selectOptions(within(dialog).getByRole('combobox', { name: 'Role' }), 'ADMIN');
  expect(within(dialog).getByText('An administrator sees everything.')).toBeVisible();
  expect(within(dialog).queryByRole('radio')).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
