import { useQuery } from '@apollo/client/react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { samePagePath } from '../../lib/safe-path.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { WholePage } from '../../ui/whole-page.js';
import { setupDocument } from './setup-state.js';
import { useSignIn } from './sign-in.js';

/** E-mail and password; afterwards to where the person wanted to go. */
export function SignInPage() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const { data } = useQuery(setupDocument, { fetchPolicy: 'network-only' });
  const signIn = useSignIn();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await signIn.run({ input: { email: email.trim(), password } });
    if (outcome.kind === 'done') await navigate(samePagePath(parameters.get('next')), { replace: true });
    else setPassword('');
  }

  return (
    <WholePage title="Sign in">
      {data?.setup.needsFirstAccount === true && (
        <Notice tone="warn" title="There is no account yet.">
          Open the one-time link that the server printed when it started. It makes the first account.
        </Notice>
      )}
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': 'Show the password' }}
        />
        {signIn.problem !== null && <Failure problem={{ ...signIn.problem, remedy: null }} />}
        <Button type="submit" loading={signIn.isBusy} fullWidth>
          Sign in
        </Button>
      </form>
    </WholePage>
  );
}
