import { useQuery } from '@apollo/client/react';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { useOwnLimits } from '../../apollo/own-limits.js';
import { viewerDocument } from '../../apollo/viewer.js';
import { accountTexts } from '../../texts/accounts.js';
import { LimitChips } from '../../ui/limit-chips.js';
import { Page } from '../../ui/page.js';
import { Failure, LoadingRows } from '../../ui/page-states.js';
import { graphql } from '../../generated/settings/gql.js';
import { FirstPasswordForm } from './first-password-form.js';
import { useOwnAccountCommands } from './own-account-commands.js';
import { OwnSessions } from './own-sessions.js';

const texts = accountTexts.own;

const ownSignInDocument = graphql(/* GraphQL */ `
  query OwnSignIn {
    viewer {
      id
      signsInWith
      hasPassword
    }
  }
`);

/** One's own name, password and sessions. */
export function OwnAccountPage() {
  const { data, error, refetch } = useQuery(viewerDocument);
  return (
    <Page title={texts.title}>
      {error !== undefined && data === undefined && (
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      )}
      {data === undefined && error === undefined && <LoadingRows rows={3} />}
      {data?.viewer != null && (
        <div className="stack" style={{ maxWidth: 420, gap: 32 }}>
          <NameForm present={data.viewer.name} />
          <Limits />
          <SignIn email={data.viewer.email ?? ''} />
        </div>
      )}
      {data?.viewer != null && <OwnSessions />}
    </Page>
  );
}

/** What one is limited to, where one is. */
function Limits() {
  const limits = useOwnLimits();
  if (limits === null) return null;
  return (
    <section className="stack">
      <h2>{accountTexts.limits.ownTitle}</h2>
      <p className="quiet">{accountTexts.limits.own}</p>
      <LimitChips limits={limits} />
    </section>
  );
}

/** With which providers one signs in, where one does, and the password. */
function SignIn({ email }: { readonly email: string }) {
  const { data } = useQuery(ownSignInDocument);
  const hosts = (data?.viewer?.signsInWith ?? []).map((issuer) =>
    URL.canParse(issuer) ? new URL(issuer).host : issuer,
  );
  return (
    <>
      {hosts.length > 0 && <p>{texts.provider(hosts.join(', '))}</p>}
      {data?.viewer?.hasPassword === true && <PasswordForm email={email} />}
      {data?.viewer?.hasPassword === false && <FirstPasswordForm email={email} />}
    </>
  );
}

function NameForm({ present }: { readonly present: string }) {
  const { rename } = useOwnAccountCommands();
  const [name, setName] = useState(present);
  const [isSaved, setSaved] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await rename.run({ input: { name: name.trim() } });
    setSaved(outcome.kind === 'done');
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={texts.name}
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {rename.problem !== null && <Failure problem={rename.problem} />}
      <div>
        <Button type="submit" variant="default" loading={rename.isBusy}>
          {texts.saveName}
        </Button>
      </div>
      <div role="status">{isSaved && texts.nameSaved}</div>
    </form>
  );
}

function PasswordForm({ email }: { readonly email: string }) {
  const { changePassword } = useOwnAccountCommands();
  const [oldPassword, setOld] = useState('');
  const [newPassword, setNew] = useState('');
  const [isChanged, setChanged] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await changePassword.run({ input: { oldPassword, newPassword } });
    setChanged(outcome.kind === 'done');
    if (outcome.kind !== 'done') return;
    setOld('');
    setNew('');
  }
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <h2>{texts.password}</h2>
      {/* Password managers ask for whom it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} />
      <PasswordInput
        label={texts.oldPassword}
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={oldPassword}
        onChange={(event) => setOld(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': accountTexts.join.show }}
      />
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
      {changePassword.problem !== null && <Failure problem={changePassword.problem} />}
      <div>
        <Button type="submit" loading={changePassword.isBusy}>
          {texts.change}
        </Button>
      </div>
      <div role="status">{isChanged && texts.changed}</div>
    </form>
  );
}
