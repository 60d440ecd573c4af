import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/events/gql.js';
import type { EndpointRowFragment, EventDeliveryState } from '../../generated/events/graphql.js';
import { useAddressState } from '../../lib/address-state.js';
import { eventTexts } from '../../texts/events.js';
import { announce } from '../../ui/announce.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { StateMark } from '../../ui/mark.js';
import { MayButton } from '../../ui/may-button.js';
import { NotFound } from '../../ui/not-found.js';
import { Facts, Page, Section } from '../../ui/page.js';
import { Empty, Failure, LoadingPage } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { DeliveryFilter, DeliveryLog } from './delivery-log.js';
import { EndpointDialog } from './endpoint-dialog.js';
import { useDeleteEndpoint, useReplayFailed, useSendTest, useUpdateEndpoint } from './event-commands.js';
import { ReplayRange } from './replay-range.js';
import { RotateDialog } from './rotate-dialog.js';
import { VERIFY_EXAMPLE } from './verify-example.js';

const texts = eventTexts.page;

const endpointDocument = graphql(/* GraphQL */ `
  query EventEndpointPage($id: ID!, $after: String, $state: [EventDeliveryState!]) {
    node(id: $id) {
      __typename
      id
      ... on EventEndpoint {
        ...EndpointRow
        deliveries(first: 20, after: $after, filter: { state: $state }) {
          totalCount
          isTotalCountCapped
          pageInfo {
            hasNextPage
            endCursor
          }
          nodes {
            id
            ...DeliveryRow
          }
        }
      }
    }
  }
`);

const STATES = ['WAITING', 'DELIVERED', 'FAILED'] as const satisfies readonly EventDeliveryState[];
const PARENT = { to: '/settings/events', label: eventTexts.title };

/** One address: what it is told, its secret, and what was delivered. */
export function EndpointPage() {
  const { endpointId = '' } = useParams();
  const address = useAddressState();
  const permission = useMay('ADMIN');
  const states = address.many('state', STATES);
  const { data, previousData, error, loading, refetch } = useQuery(endpointDocument, {
    variables: { id: endpointId, after: address.after, state: states.length === 0 ? null : [...states] },
    fetchPolicy: 'cache-and-network',
    pollInterval: 5_000,
  });
  const shown = data ?? previousData;
  const endpoint = shown?.node?.__typename === 'EventEndpoint' ? shown.node : null;
  if (endpoint === null) {
    if (error !== undefined)
      return (
        <Page title={texts.one} parent={PARENT}>
          <Failure problem={describeError(error)} retry={() => void refetch()} />
        </Page>
      );
    return data === undefined ? <LoadingPage /> : <NotFound what="address of events" />;
  }
  const { deliveries } = endpoint;
  return (
    <Page
      title={endpoint.name}
      parent={PARENT}
      facts={
        <StateMark tone={endpoint.state === 'ENABLED' ? 'good' : 'off'}>
          {eventTexts.states[endpoint.state]}
        </StateMark>
      }
      actions={<EndpointActions endpoint={endpoint} permission={permission} />}
    >
      <EndpointFacts endpoint={endpoint} />
      <Section title={eventTexts.deliveries.title}>
        <DeliveryFilter address={address} />
        <div className="row">
          {endpoint.failedCount > 0 && <ReplayFailed endpoint={endpoint} permission={permission} />}
          <ReplayRange endpointId={endpoint.id} permission={permission} />
        </div>
        <ListFrame
          count={deliveries.nodes.length}
          isLoading={loading && data === undefined}
          problem={error === undefined ? null : describeError(error)}
          retry={() => void refetch()}
          empty={
            <Empty
              title={states.length === 0 ? eventTexts.deliveries.none : eventTexts.deliveries.noneOfState}
            >
              {eventTexts.deliveries.noneNext}
            </Empty>
          }
        >
          <DeliveryLog deliveries={deliveries.nodes} permission={permission} />
          <Pager
            address={address}
            shownCount={deliveries.nodes.length}
            totalCount={deliveries.totalCount}
            isTotalCountCapped={deliveries.isTotalCountCapped}
            pageInfo={deliveries.pageInfo}
            noun={eventTexts.deliveries.nouns}
          />
        </ListFrame>
      </Section>
      <Section title={texts.verify}>
        <p>{texts.verifyWhat}</p>
        <pre
          className="mono"
          tabIndex={0}
          role="region"
          aria-label={texts.verify}
          style={{ overflow: 'auto' }}
        >
          {VERIFY_EXAMPLE}
        </pre>
      </Section>
    </Page>
  );
}

interface PartProps {
  readonly endpoint: EndpointRowFragment;
  readonly permission: { readonly reason: string | null };
}

function EndpointFacts({ endpoint }: Pick<PartProps, 'endpoint'>) {
  return (
    <Section title={texts.facts}>
      <Facts
        facts={[
          { label: eventTexts.url, value: <span className="mono">{endpoint.url}</span> },
          {
            label: eventTexts.types,
            value: endpoint.types.map((type) => eventTexts.typeNames[type]).join(', '),
          },
          {
            label: texts.secrets,
            value: endpoint.hasTwoSecrets ? (
              <>
                {texts.twoSecrets} <When at={endpoint.secondSecretUntil} />
              </>
            ) : (
              texts.oneSecret
            ),
          },
          {
            label: eventTexts.delivered,
            value: <When at={endpoint.lastDeliveredAt} never={eventTexts.never} />,
          },
          { label: texts.createdBy, value: endpoint.createdBy },
        ]}
      />
      {typeof endpoint.disabledReason === 'string' && <p>{endpoint.disabledReason}</p>}
    </Section>
  );
}

function EndpointActions({ endpoint, permission }: PartProps) {
  const [open, setOpen] = useState<'edit' | 'rotate' | 'remove' | null>(null);
  const navigate = useNavigate();
  const test = useSendTest();
  const update = useUpdateEndpoint();
  const remove = useDeleteEndpoint();
  const input = { id: endpoint.id };
  const isOn = endpoint.state === 'ENABLED';
  const problem = test.problem ?? update.problem;
  const button = { permission, variant: 'default' } as const;
  async function sendTest() {
    const outcome = await test.run({ input });
    if (outcome.kind === 'done') announce(texts.tested);
  }
  async function confirmRemoval() {
    const outcome = await remove.run({ input });
    if (outcome.kind === 'done') void navigate(PARENT.to);
  }
  return (
    <div className="stack">
      <div className="row">
        {isOn && (
          <MayButton {...button} loading={test.isBusy} onClick={() => void sendTest()}>
            {texts.test}
          </MayButton>
        )}
        <MayButton {...button} onClick={() => setOpen('edit')}>
          {texts.edit}
        </MayButton>
        <MayButton {...button} onClick={() => setOpen('rotate')}>
          {texts.rotate}
        </MayButton>
        <MayButton
          {...button}
          loading={update.isBusy}
          onClick={() => void update.run({ input: { ...input, isEnabled: !isOn } })}
        >
          {isOn ? texts.off : texts.on}
        </MayButton>
        <MayButton {...button} onClick={() => setOpen('remove')}>
          {texts.remove}
        </MayButton>
      </div>
      {problem !== null && <Failure problem={problem} />}
      <EndpointDialog endpoint={endpoint} isOpen={open === 'edit'} onClose={() => setOpen(null)} />
      <RotateDialog endpointId={endpoint.id} isOpen={open === 'rotate'} onClose={() => setOpen(null)} />
      <ConfirmDialog
        isOpen={open === 'remove'}
        title={texts.removeTitle(endpoint.name)}
        confirmLabel={texts.remove}
        isDanger
        isBusy={remove.isBusy}
        problem={remove.problem}
        onConfirm={() => void confirmRemoval()}
        onClose={() => setOpen(null)}
      >
        <p>{texts.removeWhat}</p>
      </ConfirmDialog>
    </div>
  );
}

function ReplayFailed({ endpoint, permission }: PartProps) {
  const replay = useReplayFailed();
  async function run() {
    const outcome = await replay.run({ input: { endpointId: endpoint.id, since: endpoint.createdAt } });
    if (outcome.kind === 'done') announce(eventTexts.deliveries.replayedCount(outcome.payload.replayedCount));
  }
  return (
    <div className="row">
      <MayButton permission={permission} variant="default" loading={replay.isBusy} onClick={() => void run()}>
        {eventTexts.deliveries.replayFailed}
      </MayButton>
      {replay.problem !== null && <Failure problem={replay.problem} />}
    </div>
  );
}
