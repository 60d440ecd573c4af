import type { AuditValues } from '../audit/audit-event.js';
import { AppError } from '../errors.js';
import { type ApiToken, TOKEN_SCOPES, type TokenScope, type Viewer } from './account.js';
import { chooseLimits, refuseLimitedAdministrator } from './choose-limits.js';
import { isWithin, type Limits } from './project-scope.js';
import { nameLimits, sayLimits } from './rights-words.js';
import { type AccountDeps, confirmRights, hashToken } from './sign-in.js';

/** Makes an API token. The secret is in the answer and nowhere else; a token never may do, nor sees, what its maker does not. */
export async function createApiToken(
  deps: AccountDeps,
  viewer: Viewer,
  input: {
    readonly name: string;
    readonly scopes: readonly TokenScope[];
    readonly limitedTo: Limits;
    readonly expiresAt: Date | null;
  },
): Promise<{ readonly token: ApiToken; readonly secret: string }> {
  const name = input.name.trim();
  const scopes = TOKEN_SCOPES.filter((scope) => input.scopes.includes(scope));
  if (name === '' || name.length > 100)
    throw new AppError('BAD_INPUT', 'Give the token a name of up to 100 characters.', {
      details: { field: 'name' },
    });
  if (scopes.length === 0)
    throw new AppError('BAD_INPUT', 'Choose at least one scope.', { details: { field: 'scopes' } });
  if (scopes.some((scope) => !viewer.scopes.includes(scope)))
    throw new AppError('FORBIDDEN', 'A token cannot have a scope that you do not have.');
  if (input.expiresAt !== null && input.expiresAt <= deps.clock()) {
    throw new AppError('BAD_INPUT', 'The expiry must lie in the future.', {
      details: { field: 'expiresAt' },
    });
  }
  refuseLimitedAdministrator(scopes.includes('ADMIN'), input.limitedTo);
  const secret = `blt_${deps.randomToken()}`;
  const token = await deps.inTransaction(async (stores) => {
    const limitedTo = await chooseLimits(stores, input.limitedTo);
    if (!isWithin(limitedTo, viewer.limitedTo))
      throw new AppError(
        'FORBIDDEN',
        'A token cannot see more than you do. Limit it to what you are limited to.',
        {
          details: { field: 'limitedTo' },
        },
      );
    const accountId = await confirmRights(stores, viewer, scopes, limitedTo);
    const limits = await nameLimits(stores, limitedTo);
    const made = await stores.accounts.createApiToken({
      name,
      prefix: secret.slice(0, 8),
      hash: hashToken(secret),
      scopes,
      limitedTo,
      createdBy: viewer.name,
      accountId,
      expiresAt: input.expiresAt,
    });
    await stores.audit.record({
      actor: viewer.name,
      action: 'api-token.created',
      message: `Made the API token “${name}” with ${scopes.join(', ').toLowerCase()}${limits === null ? '' : `, limited to ${sayLimits(limits)}`}.`,
      subject: `api-token:${made.id}`,
      after: auditedToken(made, limits),
    });
    return made;
  });
  return { token, secret };
}

/** Revokes an API token at once. Twice is once. */
export async function revokeApiToken(deps: AccountDeps, viewer: Viewer, id: string): Promise<ApiToken> {
  return deps.inTransaction(async (stores) => {
    const before = await stores.accounts.findApiToken(id);
    const token = await stores.accounts.revokeApiToken(id, deps.clock());
    if (token === null) throw new AppError('NOT_FOUND', 'There is no such token.');
    const limits = await nameLimits(stores, token.limitedTo);
    await stores.audit.record({
      actor: viewer.name,
      action: 'api-token.revoked',
      message: `Revoked the API token “${token.name}”.`,
      subject: `api-token:${id}`,
      before: before && auditedToken(before, limits),
      after: auditedToken(token, limits),
    });
    return token;
  });
}

/** What the audit log keeps of an API token, whose limits have these names. */
export function auditedToken(
  { name, prefix, scopes, expiresAt, revokedAt }: ApiToken,
  limitedTo: readonly string[] | null,
): AuditValues {
  return { name, prefix, scopes, limitedTo, expiresAt, revokedAt };
}
