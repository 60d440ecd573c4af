import { PasswordInput, TextInput } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useMay } from '../../apollo/use-may.js';
import type { Problem } from '../../lib/problem.js';
import { MayButton } from '../../ui/may-button.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Failure } from '../../ui/page-states.js';
import classes from './connect-page.module.css';
import { ReachFields } from './reach-fields.js';
import { readGitLabAddress, tokenPageLink } from './gitlab-address.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

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
  const right = useMay('ADMIN');
  const isAddressWrong = values.url.trim() !== '' && readGitLabAddress(values.url) === null;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (right.reason === null) onSubmit();
  }
  return (
    <form className={classes.steps} onSubmit={submit}>
      <Step number={1} title={texts.connect.address.title}>
        <TextInput
          label={texts.connect.address.label}
          placeholder={texts.connect.address.example}
          error={isAddressWrong ? texts.connect.address.wrong : undefined}
          inputMode="url"
          autoComplete="url"
          required
          withAsterisk={false}
          maxLength={500}
          value={values.url}
          onChange={(event) => onChange({ ...values, url: event.currentTarget.value })}
        />
        <TextInput
          label={texts.connect.address.name}
          description={texts.connect.address.nameNote}
          maxLength={100}
          value={values.name}
          onChange={(event) => onChange({ ...values, name: event.currentTarget.value })}
        />
        <details>
          <summary>{texts.connect.address.special}</summary>
          <div className="stack">
            <ReachFields
              values={values}
              proxyNote={texts.settings.proxyNote}
              onChange={(change) => onChange({ ...values, ...change })}
            />
          </div>
        </details>
      </Step>
      <Step number={2} title={texts.connect.account.title}>
        <p>{texts.connect.account.what}</p>
      </Step>
      <Step number={3} title={texts.connect.token.title}>
        <p>{texts.connect.token.ofService}</p>
        <p>{texts.connect.token.ofPerson}</p>
        <p>
          {link === null ? (
            <span className="quiet">{texts.connect.token.linkToCome}</span>
          ) : (
            <OutsideLink href={link}>{texts.connect.token.link}</OutsideLink>
          )}
        </p>
        <p>{texts.connect.token.scopes}</p>
      </Step>
      <Step number={4} title={texts.connect.paste.title}>
        <PasswordInput
          label={texts.connect.paste.label}
          description={texts.connect.paste.note}
          autoComplete="off"
          required
          withAsterisk={false}
          maxLength={500}
          value={values.token}
          onChange={(event) => onChange({ ...values, token: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': texts.connect.paste.show }}
        />
        {problem !== null && <Failure problem={problem} />}
        {right.reason !== null && <p>{right.reason}</p>}
        <div>
          <MayButton permission={right} type="submit" loading={isBusy} disabled={isAddressWrong}>
            {texts.connect.paste.connect}
          </MayButton>
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
    <section className={classes.step} aria-label={texts.connect.step(number, title)}>
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
