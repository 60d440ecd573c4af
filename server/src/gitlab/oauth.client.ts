import { z } from 'zod';
import { AppError } from '../errors.js';
import { outcomeUnknown } from './attempt.js';
import { cleanReason } from './failure.js';
import type { GitLabApplicationCredentials, GitLabConsent, GrantedTokens } from './gitlab.js';
import type { HttpExchange } from './http-exchange.client.js';
import type { TransportLimits } from './limits.js';

const MAX_ANSWER = 100_000;

const grantedSchema = z.object({
  access_token: z.string().regex(/^[\x21-\x7e]{1,2048}$/),
  refresh_token: z.string().regex(/^[\x21-\x7e]{1,2048}$/),
  expires_in: z.number().int().min(60).max(31_536_000).nullish(),
  scope: z.string().max(2_000).nullish(),
});
const refusedSchema = z.object({
  error: z.string().max(200),
  error_description: z.string().max(2_000).nullish(),
});

/**
 * GitLab's OAuth endpoints for one application. Nothing is sent twice: codes and refresh tokens work once.
 * https://docs.gitlab.com/api/oauth2/#authorization-code-with-proof-key-for-code-exchange-pkce
 */
export function createConsent(
  application: GitLabApplicationCredentials,
  {
    exchange,
    limits,
    signal,
  }: {
    readonly exchange: HttpExchange;
    readonly limits: TransportLimits;
    readonly signal: AbortSignal | null;
  },
): GitLabConsent {
  const { baseUrl, clientId, clientSecret } = application;
  const client = { client_id: clientId, client_secret: clientSecret };
  const post = async (path: string, fields: Readonly<Record<string, string>>): Promise<string> => {
    const timeout = AbortSignal.timeout(limits.requestTimeoutMs);
    const outcome = await exchange.send({
      url: new URL(`${baseUrl}/oauth/${path}`),
      method: 'POST',
      headers: {
        accept: 'application/json',
        'user-agent': 'Backline',
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ ...client, ...fields }).toString(),
      signal: signal === null ? timeout : AbortSignal.any([timeout, signal]),
      maxBytes: MAX_ANSWER,
    });
    if (outcome.kind === 'failed') throw outcome.wasSent ? outcomeUnknown(outcome.error) : outcome.error;
    if (outcome.status === 200) return outcome.text;
    throw refusal(outcome, [clientSecret, ...Object.values(fields)]);
  };
  const ask = async (fields: Readonly<Record<string, string>>): Promise<GrantedTokens> =>
    readGranted(await post('token', fields));
  return {
    exchangeCode: ({ code, verifier, redirectUri }) =>
      ask({ grant_type: 'authorization_code', code, code_verifier: verifier, redirect_uri: redirectUri }),
    renew: ({ refreshToken, redirectUri }) =>
      ask({ grant_type: 'refresh_token', refresh_token: refreshToken, redirect_uri: redirectUri }),
    revoke: async (token) => {
      await post('revoke', { token });
    },
  };
}

function readGranted(text: string): GrantedTokens {
  const granted = grantedSchema.safeParse(parseJson(text));
  // The tokens were given, and nobody can read them.
  if (!granted.success) {
    throw outcomeUnknown(
      new AppError('GITLAB_ANSWER_INVALID', "GitLab's answer is cut off or holds no tokens."),
    );
  }
  const { access_token, refresh_token, expires_in, scope } = granted.data;
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    expiresInSeconds: expires_in ?? 7_200,
    scopes: (scope ?? '').split(' ').filter((each) => each !== ''),
  };
}

function refusal(
  { status, text }: { readonly status: number; readonly text: string },
  secrets: readonly string[],
): AppError {
  const body = refusedSchema.safeParse(parseJson(text));
  const word = body.success ? cleanReason(body.data.error, secrets) : '';
  const said = body.success ? cleanReason(body.data.error_description ?? '', secrets) : '';
  const details = { status, reason: word === '' ? null : word };
  if (word === 'invalid_grant') {
    return new AppError('TOKEN_REVOKED', 'GitLab does not accept the consent any more.', { details });
  }
  if (word === 'invalid_client' || word === 'unauthorized_client') {
    // As final as a dead token: without the application no access is renewed.
    return new AppError(
      'TOKEN_INVALID',
      'GitLab does not accept the application. Register it again with its present id and secret, then consent again.',
      { details },
    );
  }
  if (status === 429) {
    return new AppError('GITLAB_THROTTLED', "GitLab's request limit is used up. Try again in a minute.", {
      details,
    });
  }
  const failed = new AppError(
    status >= 500 ? 'GITLAB_FAILED' : 'GITLAB_REFUSED',
    `GitLab refused the consent (${status})${said === '' ? '' : `: ${said.replace(/\.$/, '')}`}.`,
    { details },
  );
  return status >= 500 ? outcomeUnknown(failed) : failed;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
