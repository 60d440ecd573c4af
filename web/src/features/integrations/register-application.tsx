import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { announce } from '../../ui/announce.js';
import { Copyable } from '../../ui/copyable.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Failure } from '../../ui/page-states.js';
import { readGitLabAddress } from './gitlab-address.js';
import { useRegisterApplication } from './gitlab-applications.js';

interface RegisterApplicationProps {
  readonly redirectUri: string;
  readonly scopes: readonly string[];
  readonly onDone: () => void;
}

/** What an administrator enters in GitLab, and what GitLab shows in return. */
export function RegisterApplication({ redirectUri, scopes, onDone }: RegisterApplicationProps) {
  const [values, setValues] = useState({ baseUrl: '', clientId: '', clientSecret: '' });
  const register = useRegisterApplication();
  const address = readGitLabAddress(values.baseUrl);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { ...values, baseUrl: address ?? values.baseUrl.trim() };
    const outcome = await register.run({ input });
    setValues({ ...values, clientSecret: '' });
    if (outcome.kind !== 'done') return;
    announce('The application is registered.');
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)} aria-label="Register an application">
      <TextInput
        label="GitLab’s address"
        placeholder="https://gitlab.example.com"
        inputMode="url"
        required
        withAsterisk={false}
        maxLength={500}
        value={values.baseUrl}
        onChange={(event) => setValues({ ...values, baseUrl: event.currentTarget.value })}
      />
      <p>
        In GitLab, add an application
        {address === null ? '' : ' '}
        {address !== null && (
          <OutsideLink href={`${address}/-/user_settings/applications`}>on this page</OutsideLink>
        )}
        . Leave “Confidential” chosen, choose the scopes <span className="mono">{scopes.join(', ')}</span>,
        and enter this redirect URI:
      </p>
      <Copyable text={redirectUri} shown={redirectUri} label="redirect URI" />
      <TextInput
        label="Application ID"
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={500}
        value={values.clientId}
        onChange={(event) => setValues({ ...values, clientId: event.currentTarget.value })}
      />
      <PasswordInput
        label="Secret"
        description="It is stored encrypted, never shown again and never logged."
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={500}
        value={values.clientSecret}
        onChange={(event) => setValues({ ...values, clientSecret: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': 'Show the secret' }}
      />
      {register.problem !== null && <Failure problem={register.problem} />}
      <div>
        <Button type="submit" loading={register.isBusy}>
          Register
        </Button>
      </div>
    </form>
  );
}
