import { type Dispatcher, request } from 'undici';
import { createAddressGuard, type LookupAll } from '../addresses/address-guard.client.js';
import { parseAllowedHosts } from '../addresses/allowed-hosts.js';
import { createGuardedAgent } from '../addresses/guarded-agent.client.js';
import { isAppError } from '../errors.js';
import { readAuthorities } from '../gitlab/authorities.client.js';
import { describeNetworkFailure } from '../gitlab/network-failure.js';
import type { EventSender, SendOutcome } from './deliver-events.js';
import { describeRefusal } from './manage-endpoints.js';

/** Connecting, sending and reading the answer together. */
const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1_024;

/** Posts events to addresses that a person gave: only to what the guard lets through, resolved once, without redirects. */
export function createEventSender(deps: {
  readonly allowedHosts: readonly string[];
  readonly caFile: string | null;
  readonly timeoutMs?: number;
  readonly lookup?: LookupAll;
}): EventSender {
  const authorities = deps.caFile === null ? null : readAuthorities(deps.caFile);
  const guard = createAddressGuard(parseAllowedHosts(deps.allowedHosts), deps.lookup);
  return async ({ url, headers, body, signal }) => {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(deps.timeoutMs ?? TIMEOUT_MS)]);
    const dispatcher = createGuardedAgent(guard, url, authorities);
    try {
      guard.check(url);
      return await post(url, { dispatcher, method: 'POST', headers: { ...headers }, body, signal: limit });
    } catch (error) {
      signal.throwIfAborted();
      const { error: failure } = describeNetworkFailure(error, url.host);
      return {
        kind: 'failed',
        message: isAppError(failure) ? describeRefusal(failure, url) : String(failure),
      };
    } finally {
      await dispatcher.destroy();
    }
  };
}

async function post(
  url: URL,
  options: Pick<Dispatcher.RequestOptions, 'method' | 'headers' | 'body' | 'signal'> & {
    readonly dispatcher: Dispatcher;
  },
): Promise<SendOutcome> {
  const { statusCode, body } = await request(url, options);
  return { kind: 'answer', status: statusCode, text: await readStart(body) };
}

/** The beginning of an answer; once there is a status, nothing that goes wrong with the rest counts. */
async function readStart(body: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      if (!Buffer.isBuffer(chunk)) continue;
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_ANSWER_BYTES) break;
    }
  } catch {
    // What came until then is the answer.
  }
  return Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString('utf8');
}
