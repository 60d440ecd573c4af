import { Button, Checkbox, Group, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { announce } from '../../ui/announce.js';
import { Failure } from '../../ui/page-states.js';
import { ReachFields } from './reach-fields.js';
import { type PresentSettings, settingsChange, settingsValues } from './settings-change.js';
import { useUpdateIntegration } from './update-integration.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

interface SettingsDialogProps {
  readonly integrationId: string;
  readonly settings: PresentSettings;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Which groups are worked on, webhooks, and how GitLab is reached. */
export function SettingsDialog({ integrationId, settings, isOpen, onClose }: SettingsDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={texts.settings.title} centered size="lg">
      <SettingsForm integrationId={integrationId} settings={settings} onDone={onClose} />
    </Modal>
  );
}

function SettingsForm({
  integrationId,
  settings,
  onDone,
}: {
  readonly integrationId: string;
  readonly settings: PresentSettings;
  readonly onDone: () => void;
}) {
  const [values, setValues] = useState(() => settingsValues(settings));
  const update = useUpdateIntegration();

  async function submit(event: FormEvent) {
    event.preventDefault();
    const outcome = await update.run({ input: { id: integrationId, ...settingsChange(values) } });
    if (outcome.kind !== 'done') return;
    announce(texts.settings.saved);
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Textarea
        label={texts.settings.onlyGroups}
        description={texts.settings.onlyGroupsNote}
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        value={values.allowGroups}
        onChange={(event) => setValues({ ...values, allowGroups: event.currentTarget.value })}
      />
      <Textarea
        label={texts.settings.neverGroups}
        description={texts.settings.neverGroupsNote}
        autosize
        minRows={2}
        maxRows={8}
        value={values.denyGroups}
        onChange={(event) => setValues({ ...values, denyGroups: event.currentTarget.value })}
      />
      <Checkbox
        label={texts.settings.makesWebhooks}
        description={texts.settings.makesWebhooksNote}
        checked={values.makesWebhooks}
        onChange={(event) => setValues({ ...values, makesWebhooks: event.currentTarget.checked })}
      />
      <ReachFields
        values={values}
        proxyNote={settings.hasProxyLogin ? texts.settings.proxyLogin : texts.settings.proxyEmpty}
        onChange={(change) => setValues({ ...values, ...change })}
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
