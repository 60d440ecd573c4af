import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure } from '../../ui/page-states.js';
import { gitLabApplicationsDocument, useBeginConsent, useRemoveApplication } from './gitlab-applications.js';
import { RegisterApplication } from './register-application.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

/** The second way to connect: a person consents on GitLab's own page, through an application that an administrator registered. */
export function ConsentWay({ goTo = openAddress }: { readonly goTo?: (address: string) => void }) {
  const { data, error } = useQuery(gitLabApplicationsDocument, { fetchPolicy: 'cache-and-network' });
  const [isRegistering, setRegistering] = useState(false);
  const permission = useMay('ADMIN');
  const begin = useBeginConsent();
  const remove = useRemoveApplication();
  if (data === undefined) {
    return error === undefined ? (
      <p className="quiet">{texts.consent.loading}</p>
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
      <p>{texts.consent.what}</p>
      <p className="quiet">{texts.consent.note}</p>
      {nodes.map((application) => (
        <div className="row" key={application.id}>
          <MayButton
            permission={permission}
            loading={begin.isBusy}
            onClick={() => void consent(application.id)}
          >
            {texts.consent.consentAt(hostOf(application.baseUrl))}
          </MayButton>
          <MayButton
            permission={permission}
            variant="default"
            aria-label={texts.consent.forgetApplication(hostOf(application.baseUrl))}
            loading={remove.isBusy}
            onClick={() => void remove.run({ input: { id: application.id } })}
          >
            {texts.consent.forget}
          </MayButton>
        </div>
      ))}
      {nodes.length === 0 && <p>{texts.consent.none}</p>}
      {problem !== null && <Failure problem={problem} />}
      {nodes.length === 0 || isRegistering ? (
        <RegisterApplication redirectUri={redirectUri} scopes={scopes} onDone={() => setRegistering(false)} />
      ) : (
        <div>
          <Button variant="default" onClick={() => setRegistering(true)}>
            {texts.consent.registerAnother}
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
