import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  BeginGitLabConsentDocument,
  GitLabApplicationsDocument,
  RegisterGitLabApplicationDocument,
} from '../../generated/integrations/graphql.js';
import { brokenRules, renderRoutes } from '../../testing/render-page.js';
import { ConsentWay } from './consent-way.js';

const APPLICATION = {
  __typename: 'GitLabApplication' as const,
  id: 'a1',
  baseUrl: 'https://gitlab.example.com',
  clientId: 'c1',
};

function show(nodes: readonly (typeof APPLICATION)[], sent: object[], went: string[]) {
  const answer = (applications: readonly (typeof APPLICATION)[]) => ({
    data: {
      gitLabApplications: {
        __typename: 'GitLabApplications' as const,
        redirectUri: 'https://backline.example/integrations/gitlab/callback',
        scopes: ['api'],
        nodes: [...applications],
      },
    },
  });
  const variables = ({ input }: { input: object }) => {
    sent.push(input);
    return true;
  };
  return renderRoutes([{ path: '/', Component: () => <ConsentWay goTo={(to) => went.push(to)} /> }], {
    at: '/',
    mocks: [
      { request: { query: GitLabApplicationsDocument }, result: answer(nodes) },
      { request: { query: GitLabApplicationsDocument }, result: answer([APPLICATION]), maxUsageCount: 5 },
      {
        request: { query: BeginGitLabConsentDocument, variables },
        result: {
          data: {
            beginGitLabConsent: {
              __typename: 'GitLabConsentPayload',
              authorizeUrl: 'https://gitlab.example.com/oauth/authorize?state=s',
              userErrors: [],
            },
          },
        },
      },
      {
        request: { query: RegisterGitLabApplicationDocument, variables },
        result: {
          data: {
            registerGitLabApplication: {
              __typename: 'GitLabApplicationPayload',
              application: APPLICATION,
              userErrors: [],
            },
          },
        },
      },
    ],
  });
}

test('consenting leads to GitLab’s own page', async () => {
  const sent: object[] = [];
  const went: string[] = [];
  const { container } = show([APPLICATION], sent, went);
  await userEvent.click(await screen.findByRole('button', { name: 'Consent at gitlab.example.com' }));
  await waitFor(() => expect(went).toEqual(['https://gitlab.example.com/oauth/authorize?state=s']));
  expect(sent).toEqual([{ applicationId: 'a1' }]);
  expect(await brokenRules(container)).toEqual([]);
});

test('without an application it says what to enter in GitLab, and takes what GitLab shows', async () => {
  const sent: object[] = [];
  show([], sent, []);
  const person = userEvent.setup();
  expect(await screen.findByRole('button', { name: /redirect URI/ })).toHaveTextContent(
    'https://backline.example/integrations/gitlab/callback',
  );
  await person.type(screen.getByLabelText('GitLab’s address'), 'gitlab.example.com');
  expect(screen.getByRole('link', { name: /page for applications/ })).toHaveAttribute(
    'href',
    'https://gitlab.example.com/-/user_settings/applications',
  );
  await person.type(screen.getByLabelText('Application ID'), 'c1');
  await person.type(screen.getByLabelText('Secret'), 's3cret');
  await person.click(screen.getByRole('button', { name: 'Register' }));
  expect(await screen.findByRole('button', { name: 'Consent at gitlab.example.com' })).toBeVisible();
  expect(sent).toEqual([{ baseUrl: 'https://gitlab.example.com', clientId: 'c1', clientSecret: 's3cret' }]);
});
