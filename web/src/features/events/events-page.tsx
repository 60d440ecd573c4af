import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/events/gql.js';
import type { EndpointRowFragment } from '../../generated/events/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { useAddressState } from '../../lib/address-state.js';
import { eventTexts as texts } from '../../texts/events.js';
import { DataTable } from '../../ui/data-table.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { MayButton } from '../../ui/may-button.js';
import { StateMark } from '../../ui/mark.js';
import { Page } from '../../ui/page.js';
import { Empty } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { EndpointDialog } from './endpoint-dialog.js';

const eventsDocument = graphql(/* GraphQL */ `
  query EventsPage($first: Int!, $after: String) {
    eventEndpoints(first: $first, after: $after) {
      totalCount
      isTotalCountCapped
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        ...EndpointRow
      }
    }
  }

  fragment EndpointRow on EventEndpoint {
    id
    name
    url
    types
    state
    disabledReason
    lastDeliveredAt
    waitingCount
    failedCount
    hasTwoSecrets
    secondSecretUntil
    createdAt
    createdBy
  }
`);

/** The addresses that are told of events. */
export function EventsPage() {
  const address = useAddressState();
  const permission = useMay('ADMIN');
  const [isAdding, setAdding] = useState(false);
  const { data, previousData, error, loading, refetch } = useQuery(eventsDocument, {
    variables: { first: 50, after: address.after },
    fetchPolicy: 'cache-and-network',
    pollInterval: 10_000,
  });
  const connection = (data ?? previousData)?.eventEndpoints;
  const add = (
    <MayButton permission={permission} onClick={() => setAdding(true)}>
      {texts.add}
    </MayButton>
  );
  return (
    <Page title={texts.title} actions={add}>
      <p className="quiet">{texts.what}</p>
      <ListFrame
        count={connection?.nodes.length}
        isLoading={loading && connection === undefined}
        problem={error === undefined ? null : describeError(error)}
        retry={() => void refetch()}
        empty={
          <Empty title={texts.none} action={add}>
            {texts.noneNext}
          </Empty>
        }
      >
        <EndpointTable endpoints={connection?.nodes ?? []} />
        {connection !== undefined && (
          <Pager
            address={address}
            shownCount={connection.nodes.length}
            totalCount={connection.totalCount}
            isTotalCountCapped={connection.isTotalCountCapped}
            pageInfo={connection.pageInfo}
            noun={texts.nouns}
          />
        )}
      </ListFrame>
      <EndpointDialog endpoint={null} isOpen={isAdding} onClose={() => setAdding(false)} />
    </Page>
  );
}

function EndpointTable({ endpoints }: { readonly endpoints: readonly EndpointRowFragment[] }) {
  return (
    <DataTable
      label={texts.table}
      rows={endpoints}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          title: texts.name,
          width: 'grow',
          cell: (row) => (
            <div>
              <Link to={addressOf.eventEndpoint(row.id)}>{row.name}</Link>
              <div className="mono quiet small">{row.url}</div>
            </div>
          ),
        },
        {
          key: 'types',
          title: texts.types,
          width: 'grow',
          cell: (row) => row.types.map((type) => texts.typeNames[type]).join(', '),
        },
        {
          key: 'state',
          title: texts.state,
          cell: (row) => (
            <div>
              <StateMark tone={row.state === 'ENABLED' ? 'good' : 'off'}>{texts.states[row.state]}</StateMark>
              {typeof row.disabledReason === 'string' && (
                <div className="small quiet">{row.disabledReason}</div>
              )}
            </div>
          ),
        },
        {
          key: 'delivered',
          title: texts.delivered,
          cell: (row) => <When at={row.lastDeliveredAt} never={texts.never} />,
        },
        {
          key: 'log',
          title: texts.log,
          cell: (row) => (
            <span className="row small">
              <Link to={`${addressOf.eventEndpoint(row.id)}?state=WAITING`}>
                {texts.waiting(row.waitingCount)}
              </Link>
              <Link to={`${addressOf.eventEndpoint(row.id)}?state=FAILED`}>
                {texts.failed(row.failedCount)}
              </Link>
            </span>
          ),
        },
      ]}
    />
  );
}
