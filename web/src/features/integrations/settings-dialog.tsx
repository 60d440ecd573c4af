import { Button, Group, Modal, Checkbox, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { announce } from '../../ui/announce.js';
import { Failure } from '../../ui/page-states.js';
import { type PresentSettings, settingsChange, settingsValues } from './settings-change.js';
import { useUpdateIntegration } from './update-integration.js';

interface SettingsDialogProps {
  readonly integrationId: string;
  readonly settings: PresentSettings;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Which groups are worked on, webhooks, and how GitLab is reached. */
export function SettingsDialog({ integrationId, settings, isOpen, onClose }: SettingsDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title="Settings" centered size="lg">
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
    announce('The settings are saved.');
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <Textarea
        label="Only these groups"
        description="Full paths, one a line, such as acme/web. Empty: every group that the token reaches."
        autosize
        minRows={2}
        maxRows={8}
        data-autofocus
        value={values.allowGroups}
        onChange={(event) => setValues({ ...values, allowGroups: event.currentTarget.value })}
      />
      <Textarea
        label="Never these groups"
        description="Stronger than the list above."
        autosize
        minRows={2}
        maxRows={8}
        value={values.denyGroups}
        onChange={(event) => setValues({ ...values, denyGroups: event.currentTarget.value })}
      />
      <Checkbox
        label="Make webhooks where the token may"
        description="They need the role Maintainer. Without them Backline asks GitLab from time to time."
        checked={values.makesWebhooks}
        onChange={(event) => setValues({ ...values, makesWebhooks: event.currentTarget.checked })}
      />
      <TextInput
        label="Proxy"
        description={
          settings.hasProxyLogin
            ? 'A user name and password are stored. They stay with this address.'
            : 'http://host:port, with user:password@ in front of the host where it asks for them. Empty: none.'
        }
        autoComplete="off"
        maxLength={2_000}
        value={values.proxyUrl}
        onChange={(event) => setValues({ ...values, proxyUrl: event.currentTarget.value })}
      />
      <Textarea
        label="Certificate authorities"
        description="Where GitLab’s certificate is signed by your own authority: its certificate in PEM form."
        autosize
        minRows={2}
        maxRows={8}
        classNames={{ input: 'mono' }}
        value={values.caPem}
        onChange={(event) => setValues({ ...values, caPem: event.currentTarget.value })}
      />
      {update.problem !== null && <Failure problem={update.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" loading={update.isBusy}>
          Save
        </Button>
      </Group>
    </form>
  );
}
