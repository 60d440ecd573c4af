import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A person as this provider knows them, and what goes wrong. */
export interface ProviderAnswer {
  readonly claims: Readonly<Record<string, unknown>>;
  /** What the ID token says; the rest comes from userinfo. All of it where nothing is said. */
  readonly idTokenClaims?: readonly string[];
  readonly algorithm?: 'RS256' | 'none';
  readonly fault?: 'connection' | 'status' | 'signature' | 'userinfo-subject';
}

/** An OpenID Connect provider of the tests, on this machine. */
export interface TestProvider {
  readonly issuer: string;
  /** How often its token endpoint was asked. */
  readonly tokenRequests: () => number;
  /** Agrees to an authorization request: the query with which the browser comes back. */
  agree(authorizationUrl: string, answer: ProviderAnswer): URLSearchParams;
  close(): Promise<void>;
}

interface Grant extends ProviderAnswer {
  readonly asked: URLSearchParams;
}

export const CLIENT = { id: 'backline', secret: 'a secret of the client' };

/** Starts it: discovery, keys, token (with PKCE and client secret) and userinfo. */
export async function startOpenIdProvider(): Promise<TestProvider> {
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  let tokenRequests = 0;
  let codes = 0;
  const server = createServer((request, response) => {
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const send = (body: unknown, status = 200) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    if (request.url === '/.well-known/openid-configuration') return send(metadata());
    if (request.url === '/keys')
      return send({
        keys: [{ ...keys.publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256', use: 'sig' }],
      });
    if (request.url === '/userinfo') {
      const grant = grants.get((request.headers.authorization ?? '').slice('Bearer '.length));
      const subject = grant?.fault === 'userinfo-subject' ? { sub: 'somebody else' } : {};
      return grant === undefined ? send({}, 401) : send({ ...grant.claims, ...subject });
    }
    if (request.url !== '/token') return send({}, 404);
    tokenRequests += 1;
    const grant = grants.get(form.get('code') ?? '');
    if (grant?.fault === 'connection') return void request.socket.destroy();
    if (grant?.fault === 'status') return send({ error: 'server_error' }, 500);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      grant !== undefined &&
      challenge === grant.asked.get('code_challenge') &&
      form.get('redirect_uri') === grant.asked.get('redirect_uri') &&
      form.get('client_secret') === CLIENT.secret;
    if (!isRight) return send({ error: 'invalid_grant' }, 400);
    return send({
      access_token: form.get('code'),
      token_type: 'Bearer',
      expires_in: 60,
      id_token: idToken(grant),
    });
  }

  function metadata() {
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      jwks_uri: `${issuer}/keys`,
      userinfo_endpoint: `${issuer}/userinfo`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    };
  }

  function idToken(grant: Grant): string {
    const now = Math.floor(Date.now() / 1_000);
    const kept = Object.entries(grant.claims).filter(
      ([name]) => grant.idTokenClaims === undefined || grant.idTokenClaims.includes(name),
    );
    const body = {
      iss: issuer,
      aud: CLIENT.id,
      iat: now,
      exp: now + 60,
      nonce: grant.asked.get('nonce'),
      ...Object.fromEntries(kept),
    };
    const algorithm = grant.algorithm ?? 'RS256';
    const text = [{ alg: algorithm, kid: '1' }, body]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    if (algorithm === 'none') return `${text}.`;
    const signed = grant.fault === 'signature' ? `${text}x` : text;
    return `${text}.${sign('sha256', Buffer.from(signed), keys.privateKey).toString('base64url')}`;
  }

  return {
    issuer,
    tokenRequests: () => tokenRequests,
    agree: (authorizationUrl, given) => {
      const asked = new URL(authorizationUrl).searchParams;
      const code = `code-${++codes}`;
      grants.set(code, { ...given, asked });
      return new URLSearchParams({ code, state: asked.get('state') ?? '' });
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
