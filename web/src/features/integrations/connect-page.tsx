import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { IntegrationCardFragment } from '../../generated/integrations/graphql.js';
import { Page, Section } from '../../ui/page.js';
import { Checks } from './checks.js';
import { ConnectForm, type ConnectValues } from './connect-form.js';
import { useConnectIntegration } from './connect-integration.js';
import classes from './connect-page.module.css';
import { Connected } from './connected.js';
import { ConsentWay } from './consent-way.js';
import { isTokenWrong, readGitLabAddress } from './gitlab-address.js';
import { useLiveChecks } from './live-checks.js';
import { tokenProblem } from './token-problem.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

const EMPTY: ConnectValues = { url: '', name: '', token: '', proxyUrl: '', caPem: '' };

/** The wizard: the documented steps at the left, the live checks at the right. */
export function ConnectPage() {
  const [values, setValues] = useState<ConnectValues>(EMPTY);
  const [hasStarted, setStarted] = useState(false);
  const [connected, setConnected] = useState<IntegrationCardFragment | null>(null);
  const [way, setWay] = useState('token');
  const live = useLiveChecks();
  const connect = useConnectIntegration();

  async function run() {
    setStarted(true);
    const attemptId = live.begin();
    const url = readGitLabAddress(values.url) ?? values.url.trim();
    const name = values.name.trim() === '' ? hostOf(url) : values.name.trim();
    const outcome = await connect.run({
      input: {
        attemptId,
        name,
        url,
        token: values.token.trim(),
        proxyUrl: orNull(values.proxyUrl),
        caPem: orNull(values.caPem),
      },
    });
    live.settle(outcome.payload?.checks ?? []);
    if (outcome.kind === 'done') setConnected(outcome.payload.integration ?? null);
    else if (isTokenWrong(outcome.problem.code))
      // What was typed since then stays.
      setValues((now) => (now.token === values.token ? { ...now, token: '' } : now));
  }

  return (
    <Page title={texts.connect.title} parent={{ to: '/integrations', label: texts.hub.title }}>
      {connected === null && (
        <div>
          <SegmentedControl
            aria-label={texts.connect.how}
            value={way}
            onChange={setWay}
            data={[
              { value: 'token', label: texts.connect.withToken },
              { value: 'consent', label: texts.connect.byConsent },
            ]}
          />
        </div>
      )}
      {way === 'consent' && connected === null ? (
        <div className={classes.columns}>
          <ConsentWay />
        </div>
      ) : (
        <div className={classes.columns}>
          {connected === null ? (
            <ConnectForm
              values={values}
              onChange={setValues}
              isBusy={connect.isBusy}
              problem={tokenProblem(connect.problem, live.checks)}
              onSubmit={() => void run()}
            />
          ) : (
            <Connected integration={connected} />
          )}
          <Section title={texts.connect.checks} note={hasStarted ? undefined : texts.connect.checksNote}>
            <Checks checks={live.checks} />
          </Section>
        </div>
      )}
    </Page>
  );
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : texts.hub.gitlab;
}
