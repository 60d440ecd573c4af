import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  CreateEventEndpointDocument,
  EventEndpointPageDocument,
  EventsPageDocument,
  ReplayDeliveriesDocument,
  ReplayDeliveryDocument,
  RotateEventSecretDocument,
  UpdateEventEndpointDocument,
} from '../../generated/events/graphql.js';
import { asPerson, brokenRules, renderRoutes } from '../../testing/render-page.js';
import { EndpointPage } from './endpoint-page.js';
import { EventsPage } from './events-page.js';

const endpoint = {
  __typename: 'EventEndpoint' as const,
  id: 'e1',
  name: 'Chat',
  url: 'https://hooks.example.com/in',
  types: ['PLAN_PROPOSED', 'MERGE_REQUEST_MERGED'],
  state: 'ENABLED',
  disabledReason: null,
  lastDeliveredAt: '2026-11-22T10:00:00Z',
  waitingCount: 2,
  failedCount: 1,
  hasTwoSecrets: true,
  secondSecretUntil: '2026-11-23T10:00:00Z',
  createdAt: '2026-11-01T10:00:00Z',
  createdBy: 'Ada',
};
const disabled = {
  ...endpoint,
  id: 'e2',
  name: 'Old',
  state: 'DISABLED',
  disabledReason: 'It answered that it is gone (410).',
};
const attempt = {
  __typename: 'EventAttempt' as const,
  at: '2026-11-22T10:00:00Z',
  durationMs: 1_250,
  status: 500,
  error: 'It answered with 500 instead of 2xx.',
  answer: 'Out of order.',
};
const delivery = {
  __typename: 'EventDelivery' as const,
  id: 'd1',
  type: 'PLAN_PROPOSED',
  eventId: 'msg_1',
  state: 'FAILED',
  attempts: 2,
  createdAt: '2026-11-22T09:00:00Z',
  nextAttemptAt: null,
  deliveredAt: null,
  lastStatus: 500,
  lastError: 'It answered with 500 instead of 2xx.',
  lastAnswer: 'Out of order.',
  body: '{"type":"plan.proposed"}',
  attemptLog: [
    attempt,
    { ...attempt, at: '2026-11-22T09:55:00Z', durationMs: 90, status: null, answer: null },
  ],
};

const connection = (name: string, nodes: readonly object[]) => ({
  __typename: name,
  totalCount: nodes.length,
  isTotalCountCapped: false,
  pageInfo: { __typename: 'PageInfo', hasNextPage: false, endCursor: null },
  nodes,
});
type Mocks = Parameters<typeof renderRoutes>[1]['mocks'];
const always = { maxUsageCount: Number.POSITIVE_INFINITY };

function showList(nodes: readonly object[], more: Mocks = []) {
  const result = { data: { eventEndpoints: connection('EventEndpointConnection', nodes) } };
  const mocks = [
    ...more,
    { request: { query: EventsPageDocument, variables: () => true }, result, ...always },
  ];
  return renderRoutes([{ path: '/settings/events', Component: EventsPage }], {
    at: '/settings/events',
    mocks,
  });
}

function showOne(node: object | null, more: Mocks = []) {
  const result = { data: { node } };
  const mocks = [
    ...more,
    { request: { query: EventEndpointPageDocument, variables: () => true }, result, ...always },
  ];
  return renderRoutes([{ path: '/settings/events/:endpointId', Component: EndpointPage }], {
    at: '/settings/events/e1',
    mocks,
  });
}

const withDeliveries = (deliveries: readonly object[], changes: object = {}) => ({
  ...endpoint,
  ...changes,
  deliveries: connection('EventDeliveryConnection', deliveries),
});
const payload = (more: object, userErrors: readonly object[] = []) => ({ ...more, userErrors });

/** A mutation with what it was asked. */
function asked(query: Mocks[number]['request']['query'], field: string, answer: object) {
  const inputs: unknown[] = [];
  const mock: Mocks[number] = {
    request: {
      query,
      variables: ({ input }) => {
        inputs.push(input);
        return true;
      },
    },
    result: { data: { [field]: answer } },
    ...always,
  };
  return { inputs, mock };
}

describe('the list of addresses', () => {
  it('says of each what it is told, whether it is on, and why not, and links to what waits and failed', async () => {
    const { container } = showList([endpoint, disabled]);
    const table = await screen.findByRole('table', { name: 'Addresses' });
    expect(within(table).getByRole('link', { name: 'Chat' })).toHaveAttribute('href', '/settings/events/e1');
    expect(within(table).getAllByText('Plan proposed, Merge request merged')).toHaveLength(2);
    expect(within(table).getByText('It answered that it is gone (410).')).toBeVisible();
    expect(within(table).getAllByRole('link', { name: '1 failed' })[0]).toHaveAttribute(
      'href',
      '/settings/events/e1?state=FAILED',
    );
    expect(await brokenRules(container)).toEqual([]);
  });

  it('says what to do when there is none, and lets only administrators do it', async () => {
    showList([], [asPerson(['READ'])]);
    expect(await screen.findByText('No address is told of events yet.')).toBeVisible();
    for (const button of screen.getAllByRole('button', { name: /Add an address/ }))
      expect(button).toHaveAttribute('data-disabled', 'true');
  });
});

describe('the form', () => {
  it('adds an address with the chosen events, and shows its secret once', async () => {
    const user = userEvent.setup();
    const answer = { __typename: 'EventEndpointPayload', secret: 'whsec_abc', endpoint };
    const create = asked(CreateEventEndpointDocument, 'createEventEndpoint', payload(answer));
    showList([disabled], [create.mock]);
    await user.click(await screen.findByRole('button', { name: 'Add an address' }));
    const dialog = await screen.findByRole('dialog', { name: 'Add an address' });
    await user.type(within(dialog).getByLabelText('Name'), ' Chat ');
    await user.type(within(dialog).getByLabelText('Address'), 'https://hooks.example.com/in');
    await user.click(within(dialog).getByLabelText('Findings opened'));
    await user.click(within(dialog).getByRole('button', { name: 'Add' }));
    expect(await screen.findByText('whsec_abc')).toBeVisible();
    expect(create.inputs.at(-1)).toMatchObject({
      name: 'Chat',
      url: 'https://hooks.example.com/in',
      types: [
        'PLAN_PROPOSED',
        'PLAN_APPROVED',
        'MERGE_REQUEST_OPENED',
        'MERGE_REQUEST_MERGED',
        'TOKEN_EXPIRING',
      ],
    });
    await user.click(screen.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(screen.queryByText('whsec_abc')).toBeNull());
  });

  it('says why an address is refused, keeps what was typed, and cannot be sent without an event', async () => {
    const user = userEvent.setup();
    const refusal = { __typename: 'UserError', code: 'ADDRESS_FORBIDDEN', message: 'It is private.' };
    const update = asked(
      UpdateEventEndpointDocument,
      'updateEventEndpoint',
      payload({ __typename: 'EventEndpointPayload', endpoint: null }, [refusal]),
    );
    showOne(withDeliveries([]), [update.mock]);
    await user.click(await screen.findByRole('button', { name: 'Change' }));
    const dialog = await screen.findByRole('dialog', { name: 'Change' });
    const address = within(dialog).getByLabelText('Address');
    await user.clear(address);
    await user.type(address, 'https://10.0.0.1/');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    expect(await within(dialog).findByText('It is private.')).toBeVisible();
    expect(address).toHaveValue('https://10.0.0.1/');
    await user.click(within(dialog).getByLabelText('Plan proposed'));
    await user.click(within(dialog).getByLabelText('Merge request merged'));
    expect(within(dialog).getByRole('button', { name: 'Save' })).toBeDisabled();
  });
});

describe('the page of an address', () => {
  it('shows the log with each attempt, what was sent and what came back', async () => {
    const user = userEvent.setup();
    const { container } = showOne(withDeliveries([delivery]));
    const table = await screen.findByRole('table', { name: 'Deliveries' });
    expect(within(table).getByText('Given up')).toBeVisible();
    await user.click(within(table).getByRole('button', { name: 'Details of Plan proposed' }));
    expect(within(table).getByRole('region', { name: 'Sent' })).toHaveTextContent('"type": "plan.proposed"');
    const attempts = within(within(table).getByRole('list', { name: 'Received' })).getAllByRole('listitem');
    expect(attempts[0]).toHaveTextContent(/status 500 · 1\.3 s.*It answered with 500.*Out of order\./);
    expect(attempts[1]).toHaveTextContent(/no answer · 90 ms/);
    expect(screen.getByText(/Two sign until/)).toBeVisible();
    expect(await brokenRules(container)).toEqual([]);
  });

  it('sends one delivery again, which then waits', async () => {
    const user = userEvent.setup();
    const answer = { __typename: 'EventDeliveryPayload', delivery: { ...delivery, state: 'WAITING' } };
    const replay = asked(ReplayDeliveryDocument, 'replayDelivery', payload(answer));
    showOne(withDeliveries([delivery]), [replay.mock]);
    const table = await screen.findByRole('table', { name: 'Deliveries' });
    await user.click(within(table).getByRole('button', { name: 'Send again' }));
    expect(await within(table).findByText('Waiting')).toBeVisible();
    expect(within(table).queryByRole('button', { name: 'Send again' })).toBeNull();
    expect(replay.inputs.at(-1)).toMatchObject({ id: 'd1' });
  });

  it('sends again what was recorded from one day to another, both included', async () => {
    const user = userEvent.setup();
    const answer = { __typename: 'EventDeliveryPayload', replayedCount: 3 };
    const replay = asked(ReplayDeliveriesDocument, 'replayDeliveries', payload(answer));
    showOne(withDeliveries([delivery]), [replay.mock]);
    await user.click(await screen.findByRole('button', { name: 'Send again by date' }));
    const dialog = await screen.findByRole('dialog', { name: 'Send again by date' });
    const send = within(dialog).getByRole('button', { name: 'Send again' });
    expect(send).toBeDisabled();
    await user.type(within(dialog).getByLabelText('From'), '2026-11-20');
    await user.type(within(dialog).getByLabelText('To, with that day'), '2026-11-21');
    await user.click(within(dialog).getByLabelText('Only what was given up'));
    await user.click(send);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(replay.inputs.at(-1)).toMatchObject({
      endpointId: 'e1',
      since: new Date('2026-11-20T00:00').toISOString(),
      until: new Date('2026-11-22T00:00').toISOString(),
      states: ['FAILED'],
    });
  });

  it('makes a new secret after saying what that means', async () => {
    const user = userEvent.setup();
    const answer = { __typename: 'EventEndpointPayload', secret: 'whsec_new', endpoint };
    const rotate = asked(RotateEventSecretDocument, 'rotateEventSecret', payload(answer));
    showOne(withDeliveries([]), [rotate.mock]);
    await user.click(await screen.findByRole('button', { name: 'New secret' }));
    const dialog = await screen.findByRole('dialog', { name: 'New secret' });
    expect(within(dialog).getByText(/signs beside it for 24 hours/)).toBeVisible();
    expect(rotate.inputs).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'New secret' }));
    expect(await screen.findByText('whsec_new')).toBeVisible();
  });

  it('says that there is no such address', async () => {
    showOne(null);
    expect(await screen.findByText(/no such address of events|There is no/i)).toBeVisible();
  });
});
