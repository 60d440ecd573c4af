import { useState } from 'react';
import type { IntegrationCardFragment } from '../../generated/integrations/graphql.js';
import { randomId } from '../../lib/random-id.js';
import { Page, Section } from '../../ui/page.js';
import { Checks } from './checks.js';
import { ConnectForm, type ConnectValues } from './connect-form.js';
import { useConnectIntegration } from './connect-integration.js';
import classes from './connect-page.module.css';
import { Connected } from './connected.js';
import { isTokenWrong, readGitLabAddress } from './gitlab-address.js';
import { useLiveChecks } from './live-checks.js';

/** The wizard: the documented steps at the left, the live checks at the right. */
export function ConnectPage() {
  const [values, setValues] = useState<ConnectValues>({ url: '', name: '', token: '' });
  const [hasStarted, setStarted] = useState(false);
  const [connected, setConnected] = useState<IntegrationCardFragment | null>(null);
  const live = useLiveChecks();
  const connect = useConnectIntegration();

  async function run() {
    setStarted(true);
    const attemptId = live.begin();
    const url = readGitLabAddress(values.url) ?? values.url.trim();
    const name = values.name.trim() === '' ? hostOf(url) : values.name.trim();
    const outcome = await connect.run({
      input: { attemptId, name, url, token: values.token.trim(), idempotencyKey: randomId() },
    });
    live.settle(outcome.payload?.checks ?? []);
    if (outcome.kind === 'done') setConnected(outcome.payload.integration ?? null);
    else if (isTokenWrong(outcome.problem.code)) setValues({ ...values, token: '' });
  }

  return (
    <Page title="Connect GitLab" parent={{ to: '/integrations', label: 'Integrations' }}>
      <div className={classes.columns}>
        {connected === null ? (
          <ConnectForm
            values={values}
            onChange={setValues}
            isBusy={connect.isBusy}
            problem={connect.problem}
            onSubmit={() => void run()}
          />
        ) : (
          <Connected integration={connected} />
        )}
        <Section title="Checks" note={hasStarted ? undefined : 'They run when you connect.'}>
          <Checks checks={live.checks} />
        </Section>
      </div>
    </Page>
  );
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'GitLab';
}
