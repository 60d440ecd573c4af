import { Button } from '@mantine/core';
import { uiTexts } from '../texts/ui.js';
import { DataTable } from './data-table.js';
import { Empty } from './page-states.js';
import { When } from './when.js';

const texts = uiTexts.history;

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
  if (events.length === 0) return <Empty title={texts.none} />;
  return (
    <div className="stack" style={{ alignItems: 'stretch' }}>
      <DataTable
        label={texts.label}
        rows={events}
        rowKey={(event) => event.id}
        columns={[
          { key: 'at', title: texts.at, width: 'fit', cell: (event) => <When at={event.at} /> },
          { key: 'actor', title: texts.actor, width: 'fit', cell: (event) => event.actor },
          { key: 'message', title: texts.message, width: 'grow', cell: (event) => event.message },
          {
            key: 'action',
            title: texts.action,
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
          {texts.more}
        </Button>
      )}
    </div>
  );
}
