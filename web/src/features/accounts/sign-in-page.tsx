import { useQuery } from '@apollo/client/react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { samePagePath } from '../../lib/safe-path.js';
import { accountTexts } from '../../texts/accounts.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { WholePage } from '../../ui/whole-page.js';
import { providerAddress, providerProblem } from './provider-sign-in.js';
import { setupDocument } from './setup-state.js';
import { useSignIn } from './sign-in.js';

const texts = accountTexts.signIn;

/** E-mail and password, or the provider's page; afterwards to where the person wanted to go. */
export function SignInPage() {
  const [parameters] = useSearchParams();
  const navigate = useNavigate();
  const { data } = useQuery(setupDocument, { fetchPolicy: 'network-only' });
  const signIn = useSignIn();
  const next = samePagePath(parameters.get('next'));
  const problem = providerProblem(parameters.get('problem'));
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await signIn.run({ input: { email: email.trim(), password } });
    if (outcome.kind === 'done') await navigate(next, { replace: true });
    else setPassword('');
  }

  return (
    <WholePage title={texts.title}>
      {data?.setup.needsFirstAccount === true && (
        <Notice tone="warn" title={texts.noAccount}>
          {texts.noAccountNext}
        </Notice>
      )}
      {problem !== null && <Failure problem={problem} />}
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <TextInput
          label={accountTexts.email}
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label={accountTexts.password}
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': accountTexts.showPassword }}
        />
        {signIn.problem !== null && <Failure problem={{ ...signIn.problem, remedy: null }} />}
        <Button type="submit" loading={signIn.isBusy} fullWidth>
          {texts.go}
        </Button>
      </form>
      {data?.setup.providerName != null && (
        <Button component="a" variant="default" fullWidth mt="md" href={providerAddress(next)}>
          {texts.with(data.setup.providerName)}
        </Button>
      )}
    </WholePage>
  );
}
