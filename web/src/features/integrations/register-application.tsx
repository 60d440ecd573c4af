import { PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useMay } from '../../apollo/use-may.js';
import { announce } from '../../ui/announce.js';
import { Copyable } from '../../ui/copyable.js';
import { MayButton } from '../../ui/may-button.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Failure } from '../../ui/page-states.js';
import { readGitLabAddress } from './gitlab-address.js';
import { useRegisterApplication } from './gitlab-applications.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface RegisterApplicationProps {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly onDone: () => void;
}

/** What an administrator enters in GitLab, and what GitLab shows in return. */
export function RegisterApplication({ redirectUri, scopes, onDone }: RegisterApplicationProps) {
  const [values, setValues] = useState({ baseUrl: '', clientId: '', clientSecret: '' });
  const register = useRegisterApplication();
  const permission = useMay('ADMIN');
  const address = readGitLabAddress(values.baseUrl);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { ...values, baseUrl: address ?? values.baseUrl.trim() };
    const outcome = await register.run({ input });
    setValues({ ...values, clientSecret: '' });
    if (outcome.kind !== 'done') return;
    announce(texts.consent.registered);
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label={texts.consent.form}>
      <TextInput
        label={texts.consent.address}
        placeholder={texts.connect.address.example}
        inputMode="url"
        required
        withAsterisk={false}
        maxLength={500}
        value={values.baseUrl}
        onChange={(event) => setValues({ ...values, baseUrl: event.currentTarget.value })}
      />
      <p>
        {texts.consent.add}{' '}
        {address !== null && (
          <OutsideLink href={`${address}/-/user_settings/applications`}>{texts.consent.addThere}</OutsideLink>
        )}
      </p>
      <p>{texts.consent.enter(scopes.join(', '))}</p>
      <Copyable text={redirectUri} shown={redirectUri} label={texts.consent.redirectUri} />
      <TextInput
        label={texts.consent.applicationId}
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={500}
        value={values.clientId}
        onChange={(event) => setValues({ ...values, clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label={texts.consent.secret}
        description={texts.connect.paste.note}
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={500}
        value={values.clientSecret}
        onChange={(event) => setValues({ ...values, clientSecret: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': texts.consent.showSecret }}
      />
      {register.problem !== null && <Failure problem={register.problem} />}
      <div>
        <MayButton permission={permission} type="submit" loading={register.isBusy}>
          {texts.consent.register}
        </MayButton>
      </div>
    </form>
  );
}
