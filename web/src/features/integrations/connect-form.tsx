import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import type { Problem } from '../../lib/problem.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Failure } from '../../ui/page-states.js';
import classes from './connect-page.module.css';
import { readGitLabAddress, TOKEN_SCOPES, tokenPageLink } from './gitlab-address.js';

/** What is typed. The token stays in the page's memory only until it is sent. */
export interface ConnectValues {
  readonly url: string;
  readonly name: string;
  readonly token: string;
  readonly proxyUrl: string;
  readonly caPem: string;
}

interface ConnectFormProps {
  readonly values: ConnectValues;
  readonly onChange: (values: ConnectValues) => void;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  readonly onSubmit: () => void;
}

/** The four steps of connecting a GitLab. */
export function ConnectForm({ values, onChange, isBusy, problem, onSubmit }: ConnectFormProps) {
  const link = tokenPageLink(values.url);
  const isAddressWrong = values.url.trim() !== '' && readGitLabAddress(values.url) === null;
  function submit(event: FormEvent) {
    event.preventDefault();
    onSubmit();
  }
  return (
    <form className={classes.steps} onSubmit={submit}>
      <Step number={1} title="Say where GitLab is">
        <TextInput
          label="Address"
          placeholder="https://gitlab.example.com"
          error={isAddressWrong ? 'Type the whole address, such as https://gitlab.example.com.' : undefined}
          inputMode="url"
          autoComplete="url"
          required
          withAsterisk={false}
          maxLength={500}
          value={values.url}
          onChange={(event) => onChange({ ...values, url: event.currentTarget.value })}
        />
        <TextInput
          label="Name"
          description="How it is called here. Its host name when left empty."
          maxLength={100}
          value={values.name}
          onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
        />
        <details>
          <summary>It is reached through a proxy, or its certificate is of an authority of your own</summary>
          <div className="stack">
            <TextInput
              label="Proxy"
              description="http://host:port, with user:password@ in front of the host where it asks for them."
              autoComplete="off"
              maxLength={2_000}
              value={values.proxyUrl}
              onChange={(event) => onChange({ ...values, proxyUrl: event.currentTarget.value })}
            />
            <Textarea
              label="Certificate authorities"
              description="The certificate of your own authority, in PEM form."
              autosize
              minRows={2}
              maxRows={8}
              classNames={{ input: 'mono' }}
              value={values.caPem}
              onChange={(event) => onChange({ ...values, caPem: event.currentTarget.value })}
            />
          </div>
        </details>
      </Step>
      <Step number={2} title="Make a service account">
        <p>
          In GitLab, make a service account and give it the role <strong>Developer</strong> in the groups or
          projects that Backline may work on. Personal, project and group tokens work too. Pipelines of the
          merge requests run with that account’s rights.
        </p>
      </Step>
      <Step number={3} title="Create its token">
        <p>
          Sign in to GitLab as that account.{' '}
          {link === null ? (
            <span className="quiet">The link to GitLab’s page appears here once the address is typed.</span>
          ) : (
            <OutsideLink href={link}>Open GitLab’s page for a new token</OutsideLink>
          )}
        </p>
        <p>
          The name and the three scopes are filled in:{' '}
          {TOKEN_SCOPES.map((scope, index) => (
            <span key={scope}>
              {index > 0 && ', '}
              <span className="mono">{scope}</span>
            </span>
          ))}
          . Choose an end date.
        </p>
      </Step>
      <Step number={4} title="Paste the token">
        <PasswordInput
          label="Token"
          description="It is stored encrypted, never shown again and never logged."
          autoComplete="off"
          required
          withAsterisk={false}
          maxLength={500}
          value={values.token}
          onChange={(event) => onChange({ ...values, token: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the token' }}
        />
        {problem !== null && <Failure problem={problem} />}
        <div>
          <Button type="submit" loading={isBusy} disabled={isAddressWrong}>
            Connect
          </Button>
        </div>
      </Step>
    </form>
  );
}

function Step({
  number,
  title,
  children,
}: {
  readonly number: number;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section className={classes.step} aria-label={`Step ${number}: ${title}`}>
      <span className={classes.number} aria-hidden="true">
        {number}
      </span>
      <div className={classes.stepBody}>
        <h2 className={classes.stepTitle}>{title}</h2>
        {children}
      </div>
    </section>
  );
}
