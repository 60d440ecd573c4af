import type { Viewer } from '../accounts/account.js';
import type { AuditValues } from '../audit/audit-event.js';
import type { Clock } from '../clock.js';
import { AppError, isAppError } from '../errors.js';
import { eventSecretPlace } from '../secrets/secret-store.js';
import type { InTransaction, Stores } from '../stores.js';
import { EVENT_TYPES, type EndpointChange, type EventEndpoint, type EventType } from './event-endpoint.js';
import { makeEventSecret } from './sign-event.js';

/** What managing endpoints needs. */
export interface EndpointDeps {
  readonly inTransaction: InTransaction;
  readonly clock: Clock;
  /** 32 random bytes as base64url. */
  readonly randomToken: () => string;
  /** Throws ADDRESS_FORBIDDEN or another AppError where an address that a person gives may not be contacted. */
  readonly checkAddress: (url: URL) => Promise<void>;
}

/** An endpoint and its new secret, which is in no other answer. */
export interface EndpointWithSecret {
  readonly endpoint: EventEndpoint;
  readonly secret: string;
}

/** So long after a rotation the secret before signs, too. */
const ROTATION_MS = 24 * 3_600_000;
const MAX_ENDPOINTS = 50;
const MAX_NAME = 100;
const MAX_URL = 2_000;

/** Makes an endpoint and its secret. ADDRESS_INVALID, ADDRESS_FORBIDDEN, BAD_INPUT. */
export async function createEndpoint(
  deps: EndpointDeps,
  viewer: Viewer,
  input: { readonly name: string; readonly url: string; readonly types: readonly EventType[] },
): Promise<EndpointWithSecret> {
  const name = readName(input.name);
  const types = readTypes(input.types);
  const url = await readAddress(deps, input.url);
  const secret = makeEventSecret(deps.randomToken());
  return deps.inTransaction(async (stores) => {
    if ((await stores.events.count(MAX_ENDPOINTS)) >= MAX_ENDPOINTS)
      throw new AppError('LIMIT_EXCEEDED', `There are ${MAX_ENDPOINTS} endpoints already. Delete one first.`);
    const createdAt = deps.clock();
    const id = await stores.events.create({ name, url, types, createdBy: viewer.name, createdAt });
    await stores.secrets.put(eventSecretPlace(id, 'secret'), secret);
    const after = await existing(stores, id);
    const message = `Added ${name}, which is told of events.`;
    await record(stores, viewer, { id, what: 'created', message, before: null, after });
    return { endpoint: after, secret };
  });
}

/** Changes name, address, events or state; to switch it on tries again what waits. */
export async function updateEndpoint(
  deps: EndpointDeps,
  viewer: Viewer,
  input: {
    readonly id: string;
    readonly name?: string;
    readonly url?: string;
    readonly types?: readonly EventType[];
    readonly isEnabled?: boolean;
  },
): Promise<EventEndpoint> {
  const change: EndpointChange = {
    ...(input.name === undefined ? {} : { name: readName(input.name) }),
    ...(input.types === undefined ? {} : { types: readTypes(input.types) }),
    ...(input.url === undefined ? {} : { url: await readAddress(deps, input.url) }),
    ...(input.isEnabled === undefined ? {} : stateOf(input.isEnabled, viewer)),
  };
  return deps.inTransaction(async (stores) => {
    const before = await existing(stores, input.id);
    const isSame = input.isEnabled === (before.state === 'ENABLED');
    const { state: _state, disabledReason: _reason, ...others } = change;
    await stores.events.change(input.id, isSame ? others : change);
    const after = await existing(stores, input.id);
    const changes = describe(before, after);
    if (changes.length > 0) {
      const message = `Changed ${after.name}, which is told of events: ${changes.join(', ')}.`;
      await record(stores, viewer, { id: input.id, what: 'updated', message, before, after });
    }
    return after;
  });
}

/** Gives an endpoint a new secret; the one before it signs along for 24 hours, and an older one ends at once. */
export async function rotateSecret(
  deps: EndpointDeps,
  viewer: Viewer,
  id: string,
): Promise<EndpointWithSecret> {
  const secret = makeEventSecret(deps.randomToken());
  return deps.inTransaction(async (stores) => {
    const endpoint = await existing(stores, id);
    const { name } = endpoint;
    const before = await stores.secrets.get(eventSecretPlace(id, 'secret'));
    if (before !== null) await stores.secrets.put(eventSecretPlace(id, 'second_secret'), before);
    await stores.secrets.put(eventSecretPlace(id, 'secret'), secret);
    const secondSecretUntil = before === null ? null : new Date(deps.clock().getTime() + ROTATION_MS);
    await stores.events.change(id, { secondSecretUntil });
    const message = `Gave ${name} a new secret for events; the one before it signs along for 24 hours.`;
    const after = await existing(stores, id);
    await record(stores, viewer, { id, what: 'secret-rotated', message, before: endpoint, after });
    return { endpoint: after, secret };
  });
}

/** Removes an endpoint with its secrets and its log; what waits is not sent. Answers it as it was. */
export async function deleteEndpoint(
  deps: Pick<EndpointDeps, 'inTransaction'>,
  viewer: Viewer,
  id: string,
): Promise<EventEndpoint> {
  return deps.inTransaction(async (stores) => {
    const endpoint = await existing(stores, id);
    await stores.secrets.remove(eventSecretPlace(id, 'secret'));
    await stores.secrets.remove(eventSecretPlace(id, 'second_secret'));
    await stores.events.remove(id);
    const message = `Removed ${endpoint.name}, which was told of events.`;
    await record(stores, viewer, { id, what: 'deleted', message, before: endpoint, after: null });
    return endpoint;
  });
}

/** The endpoint; NOT_FOUND when there is none. */
export async function existing({ events }: Pick<Stores, 'events'>, id: string): Promise<EventEndpoint> {
  const endpoint = await events.find(id);
  if (endpoint === null) throw new AppError('NOT_FOUND', 'There is no such endpoint.');
  return endpoint;
}

function stateOf(isEnabled: boolean, { name }: Viewer): EndpointChange {
  return isEnabled
    ? { state: 'ENABLED', disabledReason: null }
    : { state: 'DISABLED', disabledReason: `Switched off by ${name}.` };
}

/** What of the address is told is its host: a path may hold a key. */
function describe(before: EventEndpoint, after: EventEndpoint): readonly string[] {
  return [
    before.name === after.name ? '' : `was ${before.name}`,
    before.url === after.url ? '' : `address at ${new URL(after.url).host}`,
    before.types.join() === after.types.join() ? '' : `events ${after.types.join(', ')}`,
    before.state === after.state ? '' : after.state === 'ENABLED' ? 'switched on' : 'switched off',
  ].filter((change) => change !== '');
}

function readName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > MAX_NAME)
    throw badInput(`Give the endpoint a name of at most ${MAX_NAME} characters.`, 'name');
  return name;
}

/** Tests come when they are asked for, whatever is chosen. */
function readTypes(wanted: readonly EventType[]): readonly EventType[] {
  const types = EVENT_TYPES.filter((type) => type !== 'ENDPOINT_TEST' && wanted.includes(type));
  if (types.length === 0) throw badInput('Choose at least one event.', 'types');
  return types;
}

async function readAddress({ checkAddress }: EndpointDeps, text: string): Promise<string> {
  const trimmed = text.trim();
  if (trimmed.length > MAX_URL || !URL.canParse(trimmed))
    throw new AppError(
      'ADDRESS_INVALID',
      'This is no address. Give one such as https://hooks.example.com/in.',
      {
        details: { field: 'url' },
      },
    );
  const url = new URL(trimmed);
  url.hash = '';
  try {
    await checkAddress(url);
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw new AppError(error.code, describeRefusal(error, url), {
      details: { ...error.details, field: 'url' },
    });
  }
  return url.href;
}

/** The guard's words, but for TLS: it speaks of tokens. */
export function describeRefusal({ message, details }: AppError, { host }: URL): string {
  if (details['cause'] !== 'NO_TLS') return message;
  return `${host} is not https, so events would travel readable. Use https, or ask the operator of Backline to allow this host.`;
}

function badInput(message: string, field: string): AppError {
  return new AppError('BAD_INPUT', message, { details: { field } });
}

function record(
  { audit }: Pick<Stores, 'audit'>,
  { name }: Viewer,
  told: {
    readonly id: string;
    readonly what: 'created' | 'updated' | 'secret-rotated' | 'deleted';
    readonly message: string;
    readonly before: EventEndpoint | null;
    readonly after: EventEndpoint | null;
  },
): Promise<void> {
  return audit.record({
    actor: name,
    action: `event-endpoint.${told.what}`,
    message: told.message,
    subject: `event-endpoint:${told.id}`,
    before: told.before && shownOf(told.before),
    after: told.after && shownOf(told.after),
  });
}

/** What the audit log keeps of an endpoint: of the address its host, because a path may hold a key. */
function shownOf({ name, url, types, state, secondSecretUntil }: EventEndpoint): AuditValues {
  return { name, host: new URL(url).host, types, state, secondSecretUntil };
}
