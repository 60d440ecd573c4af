import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { EndpointRowFragment, EventType } from '../../generated/events/graphql.js';
import { eventTexts as texts } from '../../texts/events.js';
import { Failure } from '../../ui/page-states.js';
import { Secret } from './secret.js';
import { useCreateEndpoint, useUpdateEndpoint } from './event-commands.js';

const TYPES: readonly EventType[] = [
  'FINDING_OPENED',
  'PLAN_PROPOSED',
  'PLAN_APPROVED',
  'MERGE_REQUEST_OPENED',
  'MERGE_REQUEST_MERGED',
  'TOKEN_EXPIRING',
];

interface EndpointDialogProps {
  /** The one to change; null adds one. */
  readonly endpoint: EndpointRowFragment | null;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Adds an address or changes one; a new one's secret is shown once. */
export function EndpointDialog({ endpoint, isOpen, onClose }: EndpointDialogProps) {
  const [secret, setSecret] = useState<string | null>(null);
  function close() {
    setSecret(null);
    onClose();
  }
  const title = secret !== null ? texts.secretTitle : endpoint === null ? texts.add : texts.page.edit;
  return (
    <Modal opened={isOpen} onClose={close} title={title} centered closeOnClickOutside={secret === null}>
      {secret === null ? (
        <EndpointForm endpoint={endpoint} onDone={close} onSecret={setSecret} />
      ) : (
        <Secret secret={secret} onClose={close} />
      )}
    </Modal>
  );
}

function EndpointForm({
  endpoint,
  onDone,
  onSecret,
}: {
  readonly endpoint: EndpointRowFragment | null;
  readonly onDone: () => void;
  readonly onSecret: (secret: string) => void;
}) {
  const create = useCreateEndpoint();
  const update = useUpdateEndpoint();
  const [name, setName] = useState(endpoint?.name ?? '');
  const [url, setUrl] = useState(endpoint?.url ?? '');
  const [types, setTypes] = useState<readonly EventType[]>(endpoint?.types ?? TYPES);
  const problem = create.problem ?? update.problem;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const values = { name: name.trim(), url: url.trim(), types: [...types] };
    if (endpoint === null) {
      const outcome = await create.run({ input: values });
      if (outcome.kind === 'done') onSecret(outcome.payload.secret ?? '');
    } else {
      const outcome = await update.run({ input: { id: endpoint.id, ...values } });
      if (outcome.kind === 'done') onDone();
    }
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
      <TextInput
        label={texts.url}
        description={texts.urlNote}
        inputMode="url"
        autoComplete="off"
        required
        withAsterisk={false}
        maxLength={2_000}
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <fieldset style={{ border: 0, padding: 0, margin: 0 }} className="stack-tight">
        <legend style={{ padding: 0, fontWeight: 500, marginBottom: 4 }}>{texts.types}</legend>
        {TYPES.map((type) => (
          <Checkbox
            key={type}
            size="sm"
            label={texts.typeNames[type]}
            checked={types.includes(type)}
            onChange={(event) =>
              setTypes(event.currentTarget.checked ? [...types, type] : types.filter((each) => each !== type))
            }
          />
        ))}
      </fieldset>
      {problem !== null && <Failure problem={problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {texts.cancel}
        </Button>
        <Button type="submit" loading={create.isBusy || update.isBusy} disabled={types.length === 0}>
          {endpoint === null ? texts.create : texts.save}
        </Button>
      </Group>
    </form>
  );
}
