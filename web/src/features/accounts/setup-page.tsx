import { useQuery } from '@apollo/client/react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { accountTexts } from '../../texts/accounts.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { WholePage } from '../../ui/whole-page.js';
import { useCreateFirstAccount } from './create-first-account.js';
import { setupDocument } from './setup-state.js';

const texts = accountTexts.setup;
const PASSWORD_LENGTH = 12;

/** The form of the token that the server prints; whether it is the right one, only the server knows. */
const TOKEN_FORM = /^[A-Za-z0-9_-]{43}$/;

/** Behind the one-time link that the server prints: makes the first account. */
export function SetupPage() {
  const [parameters] = useSearchParams();
  const setupToken = parameters.get('token') ?? '';
  const isWhole = TOKEN_FORM.test(setupToken);
  const { data, error, refetch } = useQuery(setupDocument, { fetchPolicy: 'network-only' });
  return (
    <WholePage title={texts.title}>
      {error !== undefined && <Failure problem={describeError(error)} retry={() => void refetch()} />}
      {data?.setup.needsFirstAccount === false && (
        <Notice tone="quiet" title={texts.done}>
          <Link to="/sign-in">{accountTexts.signIn.title}</Link>
        </Notice>
      )}
      {data?.setup.needsFirstAccount !== false && !isWhole && (
        <Notice tone="warn" title={texts.notWhole}>
          {texts.notWholeNext(setupToken.length)}
        </Notice>
      )}
      {data?.setup.needsFirstAccount !== false && isWhole && <FirstAccountForm setupToken={setupToken} />}
    </WholePage>
  );
}

function FirstAccountForm({ setupToken }: { readonly setupToken: string }) {
  const navigate = useNavigate();
  const create = useCreateFirstAccount();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const isTooShort = password !== '' && password.length < PASSWORD_LENGTH;

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (password.length < PASSWORD_LENGTH) return;
    const outcome = await create.run({
      input: { name: name.trim(), email: email.trim(), password, setupToken },
    });
    if (outcome.kind === 'done') await navigate('/', { replace: true });
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="quiet">{texts.what}</p>
      <TextInput
        label={texts.name}
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={accountTexts.email}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={accountTexts.password}
        description={texts.passwordNote(PASSWORD_LENGTH)}
        error={isTooShort ? texts.tooShort(PASSWORD_LENGTH - password.length) : undefined}
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': accountTexts.showPassword }}
      />
      {create.problem !== null && <Failure problem={create.problem} />}
      <Button type="submit" loading={create.isBusy} fullWidth>
        {texts.go}
      </Button>
    </form>
  );
}
