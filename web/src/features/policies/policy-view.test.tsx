import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  PolicyHistoryDocument,
  PolicyPageDocument,
  PolicyPreviewDocument,
  UpdatePolicyDocument,
} from '../../generated/policies/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { POLICY_FIELDS } from './policy-words.js';
import { ProjectPolicy } from './scope-policy-page.js';

const backline = {
  __typename: 'PolicyScope' as const,
  kind: 'BACKLINE' as const,
  name: 'all of Backline',
  groupPath: null,
  integration: null,
  project: null,
};
const here = {
  ...backline,
  kind: 'PROJECT' as const,
  name: 'group/shop',
  project: { __typename: 'Project' as const, id: 'j1' },
};
const policy = {
  __typename: 'Policy' as const,
  scope: { __typename: 'PolicyScope' as const, kind: 'PROJECT' as const, name: 'group/shop' },
  minimumSeverity: 'NONE' as const,
  maximumStep: 'MINOR' as const,
  allowsForced: true,
  releaseAgeDays: 7,
  urgentSeverity: null,
  grouping: 'SAFE_AND_BREAKING' as const,
  updates: 'NONE' as const,
  ignores: [],
  automaticApproval: null,
  slaDays: { __typename: 'SlaDays' as const, critical: 3, high: 14, medium: 30, low: 90 },
  openMergeRequests: 5,
  hourlyMergeRequests: 20,
  mergeRequest: {
    labels: ['backline'],
    reviewers: [],
    assignees: [],
    draft: false,
    squash: null,
    removeSourceBranch: true,
    autoMerge: false,
  },
  origins: POLICY_FIELDS.map((field) => ({
    __typename: 'PolicyOrigin' as const,
    field,
    isSetHere: field === 'maximumStep',
    scope: field === 'maximumStep' ? here : field === 'releaseAgeDays' ? backline : null,
  })),
  updatedAt: null,
  updatedBy: null,
};

function show(outcome: object, more: Parameters<typeof renderRoutes>[1]['mocks'] = []) {
  return renderRoutes([{ path: '/projects/:projectId/policy', Component: ProjectPolicy }], {
    at: '/projects/j1/policy',
    mocks: [
      ...more,
      {
        request: { query: PolicyPageDocument, variables: () => true },
        result: { data: { policy } },
        maxUsageCount: 3,
      },
      {
        request: { query: PolicyHistoryDocument, variables: () => true },
        result: {
          data: {
            policy: {
              __typename: 'Policy',
              history: { __typename: 'AuditEventConnection', nodes: [] },
            },
          },
        },
        maxUsageCount: 3,
      },
      {
        request: {
          query: PolicyPreviewDocument,
          variables: ({ input }) => input.set?.releaseAgeDays === 14,
        },
        result: {
          data: {
            policyPreview: {
              __typename: 'PolicyPreview',
              changedFields: ['releaseAgeDays'],
              projects: 1,
              findings: 4,
              plans: 2,
              plansAgain: true,
              userErrors: [],
            },
          },
        },
      },
      {
        request: { query: PolicyPreviewDocument, variables: () => true },
        result: {
          data: {
            policyPreview: {
              __typename: 'PolicyPreview',
              changedFields: [],
              projects: 0,
              findings: 0,
              plans: 0,
              plansAgain: false,
              userErrors: [],
            },
          },
        },
        maxUsageCount: 9,
      },
      {
        request: {
          query: UpdatePolicyDocument,
          variables: ({ input }) =>
            JSON.stringify(input) ===
            '{"scope":{"kind":"PROJECT","projectId":"j1"},"set":{"releaseAgeDays":14}}',
        },
        result: { data: { updatePolicy: { __typename: 'PolicyPayload', job: null, ...outcome } } },
      },
    ],
  });
}

test('each rule says what holds and where that comes from, and only what is set here can be unset', async () => {
  const { container } = show({ policy, userErrors: [] });
  const age = await screen.findByRole('row', { name: /Release age/ });
  expect(within(age).getByText('7 days')).toBeVisible();
  expect(within(age).getByRole('link', { name: 'Whole Backline' })).toHaveAttribute('href', '/policies');
  expect(within(screen.getByRole('row', { name: /Largest step/ })).getByText('Set here')).toBeVisible();
  expect(screen.getByRole('button', { name: 'Unset: Largest step' })).toBeEnabled();
  expect(screen.queryByRole('button', { name: 'Unset: Release age' })).toBeNull();
  expect(within(screen.getByRole('row', { name: /Grouping/ })).getByText('Default')).toBeVisible();
  expect(await brokenRules(container)).toEqual([]);
});

test('what a change concerns is said before it is saved, and a refusal stands in its dialog', async () => {
  show({
    policy: null,
    userErrors: [
      {
        __typename: 'UserError',
        code: 'BAD_INPUT',
        message: 'That is refused.',
        path: ['set', 'releaseAgeDays'],
      },
    ],
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Change: Release age' }));
  const dialog = await screen.findByRole('dialog');
  const field = within(dialog).getByRole('spinbutton', { name: 'Release age in days' });
  await userEvent.clear(field);
  expect(within(dialog).getByText('Type a number of days from 0 to 365.')).toBeVisible();
  await userEvent.type(field, '14');
  expect(await within(dialog).findByText(/Concerns 1 project with 4 open findings/)).toBeVisible();
  await userEvent.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByRole('alert')).toHaveTextContent('That is refused.');
});

test('an approver reads the rules and is told that changing them takes an administrator', async () => {
  show({}, [asPerson(['READ', 'PLAN', 'APPROVE'])]);
  const buttons = await screen.findAllByRole('button', {
    name: /^Change|^Unset/,
    description: 'This needs the role Administrator. Ask an administrator.',
  });
  expect(buttons.length).toBeGreaterThanOrEqual(POLICY_FIELDS.length);
  const [first] = buttons;
  if (first !== undefined) await userEvent.click(first);
  expect(screen.queryByRole('dialog')).toBeNull();
});
