import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { accountTexts } from '../../texts/accounts.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { WholePage } from '../../ui/whole-page.js';
import { useAcceptInvitation } from './accept-invitation.js';

const texts = accountTexts.join;

/** The form of the token; whether it is the right one, only the server knows. */
const TOKEN_FORM = /^#token=([A-Za-z0-9_-]{43})$/;

/** Behind the link of an invitation. The token stands after the #, which no server's log sees. */
export function InvitationPage() {
  const token = TOKEN_FORM.exec(useLocation().hash)?.[1];
  return (
    <WholePage title={texts.title}>
      {token === undefined ? (
        <Notice tone="warn" title={texts.notWhole}>
          {texts.notWholeNext}
        </Notice>
      ) : (
        <JoinForm token={token} />
      )}
    </WholePage>
  );
}

function JoinForm({ token }: { readonly token: string }) {
  const navigate = useNavigate();
  const accept = useAcceptInvitation();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await accept.run({ input: { token, name: name.trim(), password } });
    if (outcome.kind === 'done') await navigate('/', { replace: true });
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={texts.name}
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={texts.password}
        description={texts.passwordNote}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={12}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': texts.show }}
      />
      {accept.problem !== null && <Failure problem={accept.problem} />}
      <Button type="submit" loading={accept.isBusy} fullWidth>
        {texts.go}
      </Button>
    </form>
  );
}
