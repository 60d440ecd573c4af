import express, { type Request, type RequestHandler, type Response, type Router } from 'express';
import type { Context } from '../context.js';
import { sendJson } from '../endpoint.js';
import { ACCESS_MS, type Application, type Issued } from '../oauth.js';
import { consentView } from '../pages/consent.js';
import { html } from '../pages/html.js';
import { page } from '../pages/layout.js';
import { Params } from '../params.js';
import type { User } from '../state.js';

/** OAuth as GitLab speaks it: consent page, tokens with PKCE, single-use refresh tokens, revocation, what a token is. */
export function addOauthRoutes(router: Router, context: Context): void {
  const form = [express.urlencoded({ extended: false, limit: '100kb' }), express.json({ limit: '100kb' })];
  router.get('/oauth/authorize', (req, res) => showConsent(context, new Params(req.query), res));
  router.post('/oauth/authorize', form, decide(context));
  router.post('/oauth/token', form, grantTokens(context));
  router.post('/oauth/revoke', form, (req: Request, res: Response) => {
    const params = new Params(req.query, req.body);
    const application = authenticated(context, params);
    if (!application) return refuse(res, 403, 'unauthorized_client');
    context.oauth.revoke(context, application, params.text('token') ?? '');
    return sendJson(res, {});
  });
  router.get('/oauth/token/info', (req, res) => {
    const value = /^bearer\s+(\S+)\s*$/i.exec(req.headers.authorization ?? '')?.[1] ?? '';
    const token = context.state.tokensByValue.get(value);
    const now = context.clock().getTime();
    const left = token?.diesAt ? Math.floor((token.diesAt.getTime() - now) / 1_000) : 0;
    if (!token || token.kind !== 'oauth' || token.isRevoked || left <= 0)
      return refuse(res, 401, 'invalid_token');
    return sendJson(res, {
      resource_owner_id: token.userId,
      scope: token.scopes,
      expires_in: left,
      application: { uid: context.oauth.ownerOf(token)?.uid ?? '' },
      created_at: Math.floor(token.createdAt.getTime() / 1_000),
    });
  });
}

interface Asked {
  readonly application: Application;
  readonly scopes: readonly string[];
  readonly user: User;
}

/** What the request asks for; a sentence where it cannot be, which GitLab shows and never redirects with. */
function readRequest(context: Context, params: Params): Asked | string {
  const application = context.oauth.applications.get(params.text('client_id') ?? '');
  if (!application) return 'Client authentication failed due to unknown client.';
  if (params.text('redirect_uri') !== application.redirectUri)
    return 'The redirect URI included is not valid.';
  if (params.text('response_type') !== 'code')
    return 'The authorization server does not support this response type.';
  if (params.has('code_challenge') && params.text('code_challenge_method') !== 'S256')
    return 'The code challenge method must be S256.';
  const scopes = (params.text('scope') ?? 'api').split(' ').filter((scope) => scope !== '');
  if (scopes.length === 0 || scopes.some((scope) => !application.scopes.includes(scope)))
    return 'The requested scope is invalid, unknown, or malformed.';
  const people = [...context.state.users.values()].filter((user) => !user.isBot && user.state === 'active');
  const asked = Number(params.text('user_id') ?? people[0]?.id);
  const user = people.find(({ id }) => id === asked);
  return user ? { application, scopes, user } : 'Nobody is signed in.';
}

function showConsent(context: Context, params: Params, res: Response): void {
  const asked = readRequest(context, params);
  const isProblem = typeof asked === 'string';
  const target = isProblem ? '' : ` ${new URL(asked.application.redirectUri).origin}`;
  res.status(isProblem ? 400 : 200).setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader(
    'Content-Security-Policy',
    `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'${target}`,
  );
  const content = isProblem
    ? html`<h1>An error has occurred</h1>
        <p class="problem">${asked}</p>`
    : consentView(context, { ...asked, params });
  res.end(page(context.relativeRoot, 'Authorize', content));
}

/** The press of a button on the consent page. */
function decide(context: Context): RequestHandler {
  return (req, res) => {
    const params = new Params(req.query, req.body);
    const asked = readRequest(context, params);
    if (typeof asked === 'string' || req.headers['sec-fetch-site'] === 'cross-site')
      return showConsent(context, params, res);
    const { application, scopes, user } = asked;
    const back = new URL(application.redirectUri);
    if (params.text('decision') === 'authorize') {
      const code = {
        applicationId: application.id,
        userId: user.id,
        scopes,
        redirectUri: application.redirectUri,
        challenge: params.text('code_challenge') ?? null,
      };
      back.searchParams.set('code', context.oauth.addCode(code, context.clock()));
    } else {
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set(
        'error_description',
        'The resource owner or authorization server denied the request.',
      );
    }
    const state = params.text('state');
    if (state !== undefined) back.searchParams.set('state', state);
    return res.redirect(302, back.href);
  };
}

function grantTokens(context: Context): RequestHandler {
  return (req, res) => {
    const params = new Params(req.query, req.body);
    const application = authenticated(context, params);
    if (!application) return refuse(res, 401, 'invalid_client');
    const kind = params.text('grant_type');
    if (kind !== 'authorization_code' && kind !== 'refresh_token')
      return refuse(res, 400, 'unsupported_grant_type');
    const issued =
      kind === 'authorization_code'
        ? context.oauth.exchange(context, application, {
            code: params.text('code') ?? '',
            redirectUri: params.text('redirect_uri') ?? '',
            verifier: params.text('code_verifier'),
          })
        : context.oauth.refresh(context, application, params.text('refresh_token') ?? '');
    return issued ? sendJson(res, present(issued)) : refuse(res, 400, 'invalid_grant');
  };
}

function present({ token, refreshToken }: Issued) {
  return {
    access_token: token.value,
    token_type: 'Bearer',
    expires_in: ACCESS_MS / 1_000,
    refresh_token: refreshToken,
    scope: token.scopes.join(' '),
    created_at: Math.floor(token.createdAt.getTime() / 1_000),
  };
}

/** The application by its id and secret, both in the body. */
function authenticated(context: Context, params: Params): Application | null {
  const application = context.oauth.applications.get(params.text('client_id') ?? '');
  return application && application.secret === params.text('client_secret') ? application : null;
}

const DESCRIPTIONS: Readonly<Record<string, string>> = {
  invalid_client:
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  invalid_grant:
    'The provided authorization grant is invalid, expired, revoked, does not match the redirection URI used in the authorization request, or was issued to another client.',
  unauthorized_client: 'You are not authorized to revoke this token',
  unsupported_grant_type: 'The authorization grant type is not supported by the authorization server.',
  invalid_token: 'The access token is invalid',
};

function refuse(res: Response, status: number, error: string): void {
  res.status(status);
  sendJson(res, { error, error_description: DESCRIPTIONS[error] ?? error });
}
