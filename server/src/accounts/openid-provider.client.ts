import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
} from 'openid-client';
import { fetch, type Response as Answer } from 'undici';
import { createAddressGuard, type AddressGuard, type LookupAll } from '../addresses/address-guard.client.js';
import { parseAllowedHosts } from '../addresses/allowed-hosts.js';
import { createGuardedAgent } from '../addresses/guarded-agent.client.js';
import { readAuthorities } from '../gitlab/authorities.client.js';
import { ProviderProblem, type ProviderSettings, type SignInProvider } from './provider-sign-in.js';

const TIMEOUT_MS = 10_000;
/** How long what a provider says of itself is kept: keys change, and are read again when one is unknown. */
const KEEP_MS = 3_600_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
const SCOPES = 'openid profile email';

/** Speaks with an OpenID Connect provider, at addresses that the guard lets through; every ID token's signature is checked. */
export function createOpenIdProvider(
  settings: ProviderSettings,
  deps: {
    readonly allowedHosts: readonly string[];
    readonly caFile: string | null;
    readonly now: () => number;
    readonly lookup?: LookupAll;
  },
): SignInProvider {
  const guard = createAddressGuard(parseAllowedHosts(deps.allowedHosts), deps.lookup);
  const authorities = deps.caFile === null ? null : readAuthorities(deps.caFile);
  let kept: { readonly configuration: Promise<Configuration>; readonly until: number } | null = null;
  const configuration = async (): Promise<Configuration> => {
    if (kept === null || kept.until < deps.now())
      kept = { configuration: discover(settings, guard, authorities), until: deps.now() + KEEP_MS };
    try {
      return await kept.configuration;
    } catch (error) {
      kept = null;
      throw new ProviderProblem('UNREACHABLE', { cause: error });
    }
  };
  return {
    settings,
    async authorizationUrl({ state, nonce, codeVerifier }, redirectUrl) {
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUrl,
        scope: SCOPES,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(codeVerifier),
        code_challenge_method: 'S256',
      });
      // It is only visited by the browser, but by our word.
      if (url.protocol !== 'https:') guardOrRefuse(guard, url);
      return url.href;
    },
    async readPerson({ state, nonce, codeVerifier }, callback) {
      const server = await configuration();
      try {
        const tokens = await authorizationCodeGrant(server, callback, {
          pkceCodeVerifier: codeVerifier,
          expectedState: state,
          expectedNonce: nonce,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new ProviderProblem('REFUSED');
        const isWhole =
          typeof claims['email'] === 'string' || server.serverMetadata().userinfo_endpoint === undefined;
        const said = isWhole ? claims : await fetchUserInfo(server, tokens.access_token, claims.sub);
        return {
          issuer: claims.iss,
          subject: claims.sub,
          email: textOf(said['email']),
          isEmailVerified: said['email_verified'] === true,
          name: textOf(said['name']) ?? textOf(said['preferred_username']),
        };
      } catch (error) {
        if (error instanceof ProviderProblem) throw error;
        throw new ProviderProblem(isNetworkFailure(error) ? 'UNREACHABLE' : 'REFUSED', { cause: error });
      }
    },
  };
}

function discover(
  { issuer, clientId, clientSecret }: ProviderSettings,
  guard: AddressGuard,
  authorities: string | null,
): Promise<Configuration> {
  const isPlain = new URL(issuer).protocol === 'http:';
  return discovery(
    new URL(issuer),
    clientId,
    clientSecret ?? undefined,
    clientSecret === null ? None() : undefined,
    {
      execute: [enableNonRepudiationChecks, ...(isPlain ? [allowInsecureRequests] : [])],
      timeout: TIMEOUT_MS / 1_000,
      [customFetch]: (url, options) => guardedFetch(guard, authorities, new URL(url), options),
    },
  );
}

/** Resolved once, without redirects, and no more than a provider has to say. */
async function guardedFetch(
  guard: AddressGuard,
  authorities: string | null,
  url: URL,
  options: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly body?: unknown;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<Response> {
  guard.check(url);
  const dispatcher = createGuardedAgent(guard, url, authorities);
  const limit = AbortSignal.timeout(TIMEOUT_MS);
  try {
    const { body } = options;
    const answer = await fetch(url, {
      method: options.method,
      headers: options.headers,
      ...(body instanceof URLSearchParams || typeof body === 'string' ? { body: body.toString() } : {}),
      redirect: 'manual',
      signal: options.signal === undefined ? limit : AbortSignal.any([options.signal, limit]),
      dispatcher,
    });
    return new Response(await readAll(answer), {
      status: answer.status,
      headers: [...answer.headers],
    });
  } finally {
    await dispatcher.destroy();
  }
}

async function readAll(answer: Answer): Promise<Uint8Array<ArrayBuffer> | null> {
  if (answer.body === null || answer.status === 204 || answer.status === 304) return null;
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.length;
    if (size > MAX_ANSWER_BYTES) throw new ProviderProblem('UNREACHABLE');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

function guardOrRefuse(guard: AddressGuard, url: URL): void {
  try {
    guard.check(url);
  } catch (error) {
    throw new ProviderProblem('UNREACHABLE', { cause: error });
  }
}

/** What `fetch` and the guard throw, as opposed to an answer that does not hold. */
function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'AppError' || error.name === 'TimeoutError') return true;
  return (error instanceof TypeError && error.message === 'fetch failed') || isNetworkFailure(error.cause);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 1_000) : null;
}
