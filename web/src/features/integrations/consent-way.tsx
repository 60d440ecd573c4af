import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { Failure } from '../../ui/page-states.js';
import { gitLabApplicationsDocument, useBeginConsent, useRemoveApplication } from './gitlab-applications.js';
import { RegisterApplication } from './register-application.js';

/** The second way to connect: a person consents on GitLab's own page, through an application that an administrator registered. */
export function ConsentWay({ goTo = openAddress }: { readonly goTo?: (address: string) => void }) {
  const { data, error } = useQuery(gitLabApplicationsDocument, { fetchPolicy: 'cache-and-network' });
  const [isRegistering, setRegistering] = useState(false);
  const begin = useBeginConsent();
  const remove = useRemoveApplication();
  if (data === undefined) {
    return error === undefined ? (
      <p className="quiet">Loading…</p>
    ) : (
      <Failure problem={describeError(error)} />
    );
  }
  const { nodes, redirectUri, scopes } = data.gitLabApplications;

  async function consent(applicationId: string) {
    const outcome = await begin.run({ input: { applicationId } });
    const address = outcome.payload?.authorizeUrl;
    if (outcome.kind === 'done' && typeof address === 'string') goTo(address);
  }

  const problem = begin.problem ?? remove.problem;
  return (
    <div className="stack">
      <p>
        You are sent to GitLab, which asks whether Backline may act in your name, and back. There is no token
        to copy or to renew. You can take it back at any time in GitLab, under Applications in your account’s
        settings.
      </p>
      <p className="quiet">
        Merge requests are opened in your name, and their pipelines run with your rights. For a team, the
        token of a service account is better: it stays when a person leaves.
      </p>
      {nodes.map((application) => (
        <div className="row" key={application.id}>
          <Button loading={begin.isBusy} onClick={() => void consent(application.id)}>
            Consent at {hostOf(application.baseUrl)}
          </Button>
          <Button
            variant="default"
            aria-label={`Forget the application of ${hostOf(application.baseUrl)}`}
            loading={remove.isBusy}
            onClick={() => void remove.run({ input: { id: application.id } })}
          >
            Forget
          </Button>
        </div>
      ))}
      {nodes.length === 0 && <p>No application is registered yet. An administrator does that once.</p>}
      {problem !== null && <Failure problem={problem} />}
      {nodes.length === 0 || isRegistering ? (
        <RegisterApplication redirectUri={redirectUri} scopes={scopes} onDone={() => setRegistering(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setRegistering(true)}>
            Register another application
          </Button>
        </div>
      )}
    </div>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function openAddress(address: string): void {
  window.location.assign(address);
}
