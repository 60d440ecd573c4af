import { createHash, randomBytes } from 'node:crypto';
import type { Context } from './context.js';
import type { Token } from './state.js';
import { createToken } from './tokens.js';

/** A registered application; `uid` is its public id, `secret` the other one. */
export interface Application {
  readonly id: number;
  readonly name: string;
  readonly uid: string;
  readonly secret: string;
  readonly redirectUri: string;
  readonly scopes: readonly string[];
}

/** What a person allowed and nobody has fetched yet. */
interface Code {
  readonly applicationId: number;
  readonly userId: number;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
  readonly challenge: string | null;
  readonly diesAt: number;
}

interface Refresh {
  readonly applicationId: number;
  readonly token: Token;
}

/** An access token with the refresh token that is good once. */
export interface Issued {
  readonly token: Token;
  readonly refreshToken: string;
}

const CODE_MS = 10 * 60_000;
export const ACCESS_MS = 7_200_000;

/** Applications, codes and refresh tokens. Access tokens are tokens of kind `oauth` among all others. */
export class OauthRegistry {
  readonly applications = new Map<string, Application>();
  private readonly codes = new Map<string, Code>();
  private readonly refreshes = new Map<string, Refresh>();
  private readonly owners = new Map<number, number>();

  register(fields: {
    readonly name?: string;
    readonly redirectUri: string;
    readonly scopes?: readonly string[];
  }): Application {
    const id = this.applications.size + 1;
    const application: Application = {
      id,
      name: fields.name ?? `Application ${id}`,
      uid: randomBytes(32).toString('hex'),
      secret: `gloas-${randomBytes(32).toString('hex')}`,
      redirectUri: fields.redirectUri,
      scopes: fields.scopes ?? ['api', 'read_repository', 'write_repository'],
    };
    this.applications.set(application.uid, application);
    return application;
  }

  addCode(code: Omit<Code, 'diesAt'>, now: Date): string {
    const value = randomBytes(32).toString('hex');
    this.codes.set(value, { ...code, diesAt: now.getTime() + CODE_MS });
    return value;
  }

  /** Null when the code is unknown, used, too old, another application's or address's, or the verifier is wrong. */
  exchange(
    context: Context,
    application: Application,
    asked: { readonly code: string; readonly redirectUri: string; readonly verifier: string | undefined },
  ): Issued | null {
    const code = this.codes.get(asked.code);
    this.codes.delete(asked.code);
    if (!code || code.applicationId !== application.id || code.redirectUri !== asked.redirectUri) return null;
    if (code.diesAt <= context.clock().getTime()) return null;
    if (code.challenge !== null && code.challenge !== challengeOf(asked.verifier ?? '')) return null;
    return this.issue(context, application, code);
  }

  /** New tokens for a refresh token that was not used before; the access token before it is dead. Null otherwise. */
  refresh(context: Context, application: Application, value: string): Issued | null {
    const known = this.refreshes.get(value);
    if (!known || known.applicationId !== application.id) return null;
    this.refreshes.delete(value);
    known.token.isRevoked = true;
    return this.issue(context, application, known.token);
  }

  /** An access token, or a refresh token with its access token. Unknown ones are no error. */
  revoke(context: Context, application: Application, value: string): void {
    const token = this.refreshes.get(value)?.token ?? context.state.tokensByValue.get(value);
    if (token && this.owners.get(token.id) === application.id) this.end(token);
  }

  /** What a person does under Applications in the account's settings: every token of that consent dies. */
  revokeGrant(context: Context, application: Application, userId: number): void {
    for (const token of context.state.tokens.values()) {
      if (token.userId === userId && this.owners.get(token.id) === application.id) this.end(token);
    }
  }

  ownerOf(token: Token): Application | undefined {
    return [...this.applications.values()].find(({ id }) => id === this.owners.get(token.id));
  }

  private end(token: Token): void {
    token.isRevoked = true;
    for (const [value, refresh] of this.refreshes) if (refresh.token === token) this.refreshes.delete(value);
  }

  private issue(
    context: Context,
    application: Application,
    { userId, scopes }: { readonly userId: number; readonly scopes: readonly string[] },
  ): Issued {
    const value = randomBytes(32).toString('hex');
    const token = createToken(context, {
      userId,
      scopes,
      value,
      kind: 'oauth',
      expiresAt: null,
      name: application.name,
    });
    token.diesAt = new Date(context.clock().getTime() + ACCESS_MS);
    const refreshToken = randomBytes(32).toString('hex');
    this.refreshes.set(refreshToken, { applicationId: application.id, token });
    this.owners.set(token.id, application.id);
    return { token, refreshToken };
  }
}

/** PKCE with S256. https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
