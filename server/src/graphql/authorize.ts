import type { AuthCheckerFn } from 'type-graphql';
import type { TokenScope, Viewer } from '../accounts/account.js';
import { AppError } from '../errors.js';
import type { GraphQLContext } from './context.js';

/**
 * Lets a field through for those who have its scope: `@Authorized('APPROVE')`. Whoever may do anything may also read,
 * because what a mutation answers can be read from it. UNAUTHENTICATED or FORBIDDEN otherwise.
 */
export const authChecker: AuthCheckerFn<GraphQLContext, TokenScope> = ({ context }, scopes) => {
  const viewer = signedIn(context);
  const lacking = scopes.filter((scope) => scope !== 'READ' && !viewer.scopes.includes(scope));
  if (lacking.length === 0) return true;
  throw new AppError('FORBIDDEN', `This needs a token with the scope ${lacking.join(', ').toLowerCase()}.`);
};

/** Who is asking; UNAUTHENTICATED when nobody is signed in. */
export function signedIn({ viewer }: Pick<GraphQLContext, 'viewer'>): Viewer {
  if (viewer !== null) return viewer;
  throw new AppError('UNAUTHENTICATED', 'Sign in, or send an API token as Authorization: Bearer.');
}

/** The same inside a resolver, where the scope depends on what is asked for. */
export function requireScope(context: Pick<GraphQLContext, 'viewer'>, scope: TokenScope): void {
  if (signedIn(context).scopes.includes(scope)) return;
  throw new AppError('FORBIDDEN', `This needs a token with the scope ${scope.toLowerCase()}.`);
}
