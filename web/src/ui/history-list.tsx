import { Button } from '@mantine/core';
import { DataTable } from './data-table.js';
import { Empty } from './page-states.js';
import { When } from './when.js';

/** One thing that somebody or something did. */
export interface HistoryEvent {
  readonly id: string;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly message: string;
}

/** Who or what did what, when; newest first. */
export function HistoryList({
  events,
  showMore,
  isShowingMore = false,
}: {
  readonly events: readonly HistoryEvent[];
  /** Null when all is shown. */
  readonly showMore: (() => void) | null;
  readonly isShowingMore?: boolean;
}) {
  if (events.length === 0) return <Empty title="Nothing has happened yet." />;
  return (
    <div className="stack" style={{ alignItems: 'stretch' }}>
      <DataTable
        label="History"
        rows={events}
        rowKey={(event) => event.id}
        columns={[
          { key: 'at', title: 'When', width: 'fit', cell: (event) => <When at={event.at} /> },
          { key: 'actor', title: 'Who', width: 'fit', cell: (event) => event.actor },
          { key: 'message', title: 'What', width: 'grow', cell: (event) => event.message },
          {
            key: 'action',
            title: 'Action',
            width: 'fit',
            cell: (event) => <span className="mono quiet">{event.action}</span>,
          },
        ]}
      />
      {showMore !== null && (
        <Button
          variant="default"
          size="xs"
          loading={isShowingMore}
          onClick={showMore}
          style={{ alignSelf: 'flex-start' }}
        >
          Show more
        </Button>
      )}
    </div>
  );
}
