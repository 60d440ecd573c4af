import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/settings/gql.js';
import type { OwnSessionRowFragment } from '../../generated/settings/graphql.js';
import { accountTexts } from '../../texts/accounts.js';
import { DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { Failure, LoadingRows } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { useOwnAccountCommands } from './own-account-commands.js';

const texts = accountTexts.own;

graphql(/* GraphQL */ `
  fragment OwnSessionRow on Session {
    id
    client
    createdAt
    lastUsedAt
    isCurrent
  }
`);

const ownSessionsDocument = graphql(/* GraphQL */ `
  query OwnSessions {
    viewer {
      id
      sessions(first: 100) {
        nodes {
          ...OwnSessionRow
        }
      }
    }
  }
`);

/** Where one is signed in, and what ends it. */
export function OwnSessions() {
  const { data, error, refetch } = useQuery(ownSessionsDocument, { fetchPolicy: 'cache-and-network' });
  const { endSession, endSessions } = useOwnAccountCommands();
  const [ended, setEnded] = useState<string | null>(null);
  async function endOne({ id }: OwnSessionRowFragment) {
    const outcome = await endSession.run({ input: { id } });
    if (outcome.kind !== 'done') return;
    setEnded(texts.sessionEnded);
    await refetch();
  }
  async function endOthers() {
    const outcome = await endSessions.run({});
    if (outcome.kind !== 'done') return;
    setEnded(texts.ended(outcome.payload.endedCount));
    await refetch();
  }
  const problem = endSession.problem ?? endSessions.problem;
  const rows = data?.viewer?.sessions.nodes;
  return (
    <section className="stack" style={{ marginTop: 32 }}>
      <h2>{texts.sessions}</h2>
      <p className="quiet">{texts.sessionsNote}</p>
      {rows === undefined && error !== undefined && (
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      )}
      {rows === undefined && error === undefined && <LoadingRows rows={2} />}
      {rows !== undefined && (
        <SessionTable sessions={rows} isBusy={endSession.isBusy} end={(session) => void endOne(session)} />
      )}
      {problem !== null && <Failure problem={problem} />}
      <div>
        <Button variant="default" loading={endSessions.isBusy} onClick={() => void endOthers()}>
          {texts.endOthers}
        </Button>
      </div>
      <div role="status">{ended}</div>
    </section>
  );
}

function SessionTable({
  sessions,
  isBusy,
  end,
}: {
  readonly sessions: readonly OwnSessionRowFragment[];
  readonly isBusy: boolean;
  readonly end: (session: OwnSessionRowFragment) => void;
}) {
  return (
    <DataTable
      label={texts.sessions}
      rows={sessions}
      rowKey={(session) => session.id}
      columns={[
        {
          key: 'client',
          title: texts.client,
          width: 'grow',
          cell: (session) => (
            <>
              {session.client ?? texts.unknownClient}{' '}
              {session.isCurrent && <StateMark tone="good">{texts.thisOne}</StateMark>}
            </>
          ),
        },
        { key: 'began', title: texts.began, cell: (session) => <When at={session.createdAt} /> },
        { key: 'used', title: texts.used, cell: (session) => <When at={session.lastUsedAt} /> },
        {
          key: 'action',
          title: texts.action,
          width: 'fit',
          cell: (session) =>
            !session.isCurrent && (
              <Button
                variant="default"
                size="compact-xs"
                disabled={isBusy}
                aria-label={texts.endOf(session.client ?? texts.unknownClient)}
                onClick={() => end(session)}
              >
                {texts.end}
              </Button>
            ),
        },
      ]}
    />
  );
}
