import { Button, Group, Modal, PasswordInput, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { announce } from '../../ui/announce.js';
import { Failure } from '../../ui/page-states.js';
import { type PresentRegistry, registryChange, tokenHint } from './registry-change.js';
import { useUpdateIntegration } from './update-integration.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface RegistryDialogProps {
  readonly integrationId: string;
  /** The registry to change; null while the dialog is closed. */
  readonly registry: PresentRegistry | null;
  readonly onClose: () => void;
}

/** Takes an address of a registry, and its token; an empty address is the default one again. */
export function RegistryDialog({ integrationId, registry, onClose }: RegistryDialogProps) {
  return (
    <Modal
      opened={registry !== null}
      onClose={onClose}
      title={registry === null ? '' : texts.registries.of(registry.ecosystem)}
      centered
    >
      {registry !== null && (
        <RegistryForm integrationId={integrationId} registry={registry} onDone={onClose} />
      )}
    </Modal>
  );
}

function RegistryForm({
  integrationId,
  registry,
  onDone,
}: {
  readonly integrationId: string;
  readonly registry: PresentRegistry;
  readonly onDone: () => void;
}) {
  const [values, setValues] = useState({ url: registry.isDefault ? '' : (registry.url ?? ''), token: '' });
  const update = useUpdateIntegration();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const registries = [registryChange(registry, values)];
    const outcome = await update.run({ input: { id: integrationId, registries } });
    if (outcome.kind !== 'done') return;
    announce(texts.registries.saved);
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextInput
        label={texts.registries.address}
        description={texts.registries.addressNote}
        placeholder={registry.isDefault ? (registry.url ?? '') : ''}
        inputMode="url"
        autoComplete="off"
        maxLength={2_000}
        data-autofocus
        value={values.url}
        onChange={(event) => setValues({ ...values, url: event.currentTarget.value })}
      />
      <PasswordInput
        label={texts.registries.token}
        description={tokenHint(registry, values.url)}
        autoComplete="off"
        maxLength={2_000}
        disabled={values.url.trim() === ''}
        value={values.token}
        onChange={(event) => setValues({ ...values, token: event.currentTarget.value })}
        visibilityToggleButtonProps={{ 'aria-label': texts.connect.paste.show }}
      />
      {update.problem !== null && <Failure problem={update.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={update.isBusy}>
          {texts.save}
        </Button>
      </Group>
    </form>
  );
}
