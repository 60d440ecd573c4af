import { Button, Checkbox, Group, Modal, NativeSelect, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TokenScope } from '../../generated/settings/graphql.js';
import { accountTexts } from '../../texts/accounts.js';
import { settingTexts } from '../../texts/settings.js';
import { Copyable } from '../../ui/copyable.js';
import { Failure, Notice } from '../../ui/page-states.js';
import { useCreateApiToken } from './create-api-token.js';
import { LimitsField } from './limits-field.js';
import { expiryOf, LIFETIMES, SCOPES } from './token-words.js';
import { useLimitsChoice } from './use-limits-choice.js';

const texts = settingTexts.creating;
const limitTexts = accountTexts.limits.choose;

/** Makes a token and shows its secret once. */
export function CreateTokenDialog({
  isOpen,
  onClose,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}) {
  const [secret, setSecret] = useState<string | null>(null);
  function close() {
    setSecret(null);
    onClose();
  }
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      title={secret === null ? texts.title : texts.done}
      centered
      closeOnClickOutside={secret === null}
      closeOnEscape={secret === null}
    >
      {secret === null ? (
        <TokenForm onMade={setSecret} onCancel={close} />
      ) : (
        <Secret secret={secret} onClose={close} />
      )}
    </Modal>
  );
}

function TokenForm({
  onMade,
  onCancel,
}: {
  readonly onMade: (secret: string) => void;
  readonly onCancel: () => void;
}) {
  const create = useCreateApiToken();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly TokenScope[]>(['READ']);
  const limits = useLimitsChoice(null);
  const [lifetime, setLifetime] = useState<string>('90');
  const administers = scopes.includes('ADMIN');

  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await create.run({
      input: {
        name: name.trim(),
        scopes: [...scopes],
        limitedTo: administers ? null : limits.limitedTo,
        expiresAt: expiryOf(lifetime, Date.now()),
      },
    });
    if (outcome.kind === 'done') onMade(outcome.payload.secret ?? '');
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={texts.name}
        description={texts.nameNote}
        required
        withAsterisk={false}
        maxLength={100}
        data-autofocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="stack-tight">
        <legend style={{ padding: 0, fontWeight: 'var(--mantine-font-weight-medium)', marginBottom: 4 }}>
          {texts.scopes}
        </legend>
        {SCOPES.map((scope) => (
          <Checkbox
            key={scope.value}
            size="sm"
            label={scope.label}
            description={scope.meaning}
            checked={scopes.includes(scope.value)}
            onChange={(event) =>
              setScopes(
                event.currentTarget.checked
                  ? [...scopes, scope.value]
                  : scopes.filter((value) => value !== scope.value),
              )
            }
          />
        ))}
      </fieldset>
      <LimitsField limits={limits} fixed={administers ? limitTexts.administers : null} />
      <NativeSelect
        label={texts.expires}
        value={lifetime}
        data={LIFETIMES}
        onChange={(event) => setLifetime(event.currentTarget.value)}
      />
      {create.problem !== null && <Failure problem={create.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={create.isBusy} disabled={scopes.length === 0}>
          {texts.create}
        </Button>
      </Group>
    </form>
  );
}

function Secret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <div className="stack">
      <Notice tone="warn" title={texts.copy} />
      <Copyable text={secret} label={texts.secret} shown={secret} />
      <Group justify="flex-end">
        <Button onClick={onClose}>{texts.copied}</Button>
      </Group>
    </div>
  );
}
