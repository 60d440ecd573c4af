import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { graphql } from '../../generated/events/gql.js';
import type { DeliveryRowFragment, EventDeliveryState } from '../../generated/events/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { eventTexts } from '../../texts/events.js';
import { announce } from '../../ui/announce.js';
import { DataTable } from '../../ui/data-table.js';
import { type Tone, StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { useReplay } from './event-commands.js';

const texts = eventTexts.deliveries;

graphql(/* GraphQL */ `
  fragment DeliveryRow on EventDelivery {
    id
    type
    eventId
    state
    attempts
    createdAt
    nextAttemptAt
    deliveredAt
    lastStatus
    lastError
    lastAnswer
    body
    attemptLog {
      at
      durationMs
      status
      error
      answer
    }
  }
`);

const TONES: Readonly<Record<EventDeliveryState, Tone>> = {
  WAITING: 'waiting',
  DELIVERED: 'good',
  FAILED: 'bad',
};

/** Which deliveries are shown, by state, in the address. */
export function DeliveryFilter({ address }: { readonly address: AddressState }) {
  return (
    <div style={{ maxWidth: '100%', minWidth: 0, overflowX: 'auto' }}>
      <SegmentedControl
        aria-label={texts.state}
        value={address.one('state')}
        onChange={(state) => address.set({ state: state === '' ? [] : [state] })}
        data={[
          { value: '', label: texts.all },
          { value: 'WAITING', label: texts.states.WAITING },
          { value: 'DELIVERED', label: texts.states.DELIVERED },
          { value: 'FAILED', label: texts.states.FAILED },
        ]}
      />
    </div>
  );
}

/** What was sent and what came back, newest first; each can be sent again. */
export function DeliveryLog({
  deliveries,
  permission,
}: {
  readonly deliveries: readonly DeliveryRowFragment[];
  readonly permission: { readonly reason: string | null };
}) {
  const [open, setOpen] = useState<string | null>(null);
  const replay = useReplay();
  async function sendAgain(id: string) {
    const outcome = await replay.run({ input: { id } });
    if (outcome.kind === 'done') announce(texts.replayed);
  }
  return (
    <>
      {replay.problem !== null && <Failure problem={replay.problem} />}
      <DataTable
        label={texts.title}
        rows={deliveries}
        rowKey={(row) => row.id}
        detail={{
          openKey: open,
          toggle: (key) => setOpen(open === key ? null : key),
          label: (row) => texts.details(eventTexts.typeNames[row.type]),
          render: (row) => <Exchange delivery={row} />,
        }}
        columns={[
          { key: 'event', title: texts.event, width: 'grow', cell: (row) => eventTexts.typeNames[row.type] },
          {
            key: 'state',
            title: texts.state,
            cell: (row) => <StateMark tone={TONES[row.state]}>{texts.states[row.state]}</StateMark>,
          },
          { key: 'attempts', title: texts.attempts, align: 'end', cell: (row) => row.attempts },
          {
            key: 'answer',
            title: texts.answer,
            width: 'grow',
            cell: (row) => row.lastError ?? row.lastStatus,
          },
          { key: 'when', title: texts.when, cell: (row) => <When at={row.createdAt} /> },
          {
            key: 'next',
            title: texts.next,
            cell: (row) => (row.state === 'WAITING' ? <When at={row.nextAttemptAt} /> : null),
          },
          {
            key: 'action',
            title: texts.action,
            width: 'fit',
            cell: (row) =>
              row.state === 'WAITING' ? null : (
                <MayButton
                  permission={permission}
                  variant="default"
                  size="compact-sm"
                  onClick={() => void sendAgain(row.id)}
                >
                  {texts.replay}
                </MayButton>
              ),
          },
        ]}
      />
    </>
  );
}

function Exchange({ delivery }: { readonly delivery: DeliveryRowFragment }) {
  return (
    <div className="stack">
      <div>
        <div className="quiet small">{texts.body}</div>
        <pre className="mono" tabIndex={0} role="region" aria-label={texts.body} style={BOX}>
          {pretty(delivery.body)}
        </pre>
      </div>
      <div>
        <div className="quiet small">{texts.received}</div>
        {delivery.attemptLog.length === 0 ? (
          <p>{texts.noAnswer}</p>
        ) : (
          <ol className="stack-tight" aria-label={texts.received} style={LIST}>
            {delivery.attemptLog.map((attempt, index) => (
              <Attempt key={`${attempt.at} ${index}`} attempt={attempt} />
            ))}
          </ol>
        )}
      </div>
    </div>
  );
}

function Attempt({ attempt }: { readonly attempt: DeliveryRowFragment['attemptLog'][number] }) {
  const { at, durationMs, status, error, answer } = attempt;
  return (
    <li>
      <div>
        <When at={at} /> · {texts.outcome(status ?? null)} · {texts.duration(durationMs)}
      </div>
      {typeof error === 'string' && <div className="small">{error}</div>}
      {typeof answer === 'string' && answer !== '' && (
        <pre className="mono" tabIndex={0} role="region" aria-label={texts.answer} style={BOX}>
          {answer}
        </pre>
      )}
    </li>
  );
}

const LIST = { listStyle: 'none', margin: 0, padding: 0 } as const;
const BOX = { overflow: 'auto', maxHeight: 320, margin: 0 } as const;

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
