import { Anchor, Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { accountTexts } from '../../texts/accounts.js';
import { Failure } from '../../ui/page-states.js';
import { providerAddress } from '../accounts/provider-sign-in.js';
import { useOwnAccountCommands } from './own-account-commands.js';

const texts = accountTexts.own;

/** For who signs in at the provider only: the proof is a sign-in there, just now. */
export function FirstPasswordForm({ email }: { readonly email: string }) {
  const { setFirstPassword } = useOwnAccountCommands();
  const [newPassword, setNew] = useState('');
  const [isSet, setIsSet] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await setFirstPassword.run({ input: { newPassword } });
    if (outcome.kind !== 'done') return;
    setIsSet(true);
    setNew('');
  }
  if (isSet) return <div role="status">{texts.isSet}</div>;
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <h2>{texts.firstPassword}</h2>
      <p className="quiet">{texts.firstPasswordNote}</p>
      <div>
        <Anchor href={providerAddress('/settings/account')}>{texts.signInAgain}</Anchor>
      </div>
      {/* Password managers ask for whom it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordInput
        label={texts.newPassword}
        description={accountTexts.join.passwordNote}
        autoComplete="new-password"
        required
        withAsterisk={false}
        minLength={12}
        value={newPassword}
        onChange={(event) => setNew(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': accountTexts.join.show }}
      />
      {setFirstPassword.problem !== null && <Failure problem={setFirstPassword.problem} />}
      <div>
        <Button type="submit" loading={setFirstPassword.isBusy}>
          {texts.setPassword}
        </Button>
      </div>
    </form>
  );
}
