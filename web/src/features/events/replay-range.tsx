import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { eventTexts } from '../../texts/events.js';
import { announce } from '../../ui/announce.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure } from '../../ui/page-states.js';
import { useReplayRange } from './event-commands.js';

const texts = eventTexts.deliveries;

/** Sends again what was recorded on some days. */
export function ReplayRange({
  endpointId,
  permission,
}: {
  readonly endpointId: string;
  readonly permission: { readonly reason: string | null };
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <MayButton permission={permission} variant="default" onClick={() => setOpen(true)}>
        {texts.replayRange}
      </MayButton>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={texts.replayRange} centered>
        <RangeForm endpointId={endpointId} onDone={() => setOpen(false)} />
      </Modal>
    </>
  );
}

function RangeForm({ endpointId, onDone }: { readonly endpointId: string; readonly onDone: () => void }) {
  const replay = useReplayRange();
  const [from, setFrom] = useState('');
  const [to, setTo] = useState('');
  const [isOnlyFailed, setOnlyFailed] = useState(false);
  const span = spanOf(from, to);

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (span === null) return;
    const states = isOnlyFailed ? (['FAILED'] as const) : (['DELIVERED', 'FAILED'] as const);
    const outcome = await replay.run({ input: { endpointId, ...span, states: [...states] } });
    if (outcome.kind !== 'done') return;
    announce(texts.replayedCount(outcome.payload.replayedCount));
    onDone();
  }

  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{texts.replayRangeWhat}</p>
      <TextInput
        type="date"
        label={texts.from}
        required
        withAsterisk={false}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={texts.to}
        required
        withAsterisk={false}
        min={from}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Checkbox
        size="sm"
        label={texts.onlyFailed}
        checked={isOnlyFailed}
        onChange={(event) => setOnlyFailed(event.currentTarget.checked)}
      />
      {replay.problem !== null && <Failure problem={replay.problem} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onDone}>
          {eventTexts.cancel}
        </Button>
        <Button type="submit" loading={replay.isBusy} disabled={span === null}>
          {texts.replay}
        </Button>
      </Group>
    </form>
  );
}

/** From the beginning of one day to the end of another, in the reader's time zone; null until both are given. */
function spanOf(from: string, to: string): { readonly since: string; readonly until: string } | null {
  const since = new Date(`${from}T00:00`);
  const until = new Date(`${to}T00:00`);
  if (Number.isNaN(since.getTime()) || Number.isNaN(until.getTime())) return null;
  until.setDate(until.getDate() + 1);
  return { since: since.toISOString(), until: until.toISOString() };
}
