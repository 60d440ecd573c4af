import type { AuthCheckerFn } from 'type-graphql';
import { type Role, ROLES, scopesOf, type TokenScope, type Viewer } from '../accounts/account.js';
import { holdsIntegration } from '../accounts/project-scope.js';
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
  throw forbidden(viewer, lacking);
};

/** Who is asking; UNAUTHENTICATED when nobody is signed in. */
export function signedIn({ viewer }: Pick<GraphQLContext, 'viewer'>): Viewer {
  if (viewer !== null) return viewer;
  throw new AppError('UNAUTHENTICATED', 'Sign in, or send an API token as Authorization: Bearer.');
}

/** The same inside a resolver, where the scope depends on what is asked for. */
export function requireScope(context: Pick<GraphQLContext, 'viewer'>, scope: TokenScope): void {
  const viewer = signedIn(context);
  if (!viewer.scopes.includes(scope)) throw forbidden(viewer, [scope]);
}

/** FORBIDDEN for whoever is limited to less than a whole integration, or than all of Backline where none is named. */
export function requireWhole(context: Pick<GraphQLContext, 'viewer'>, integrationId: string | null): void {
  const { limitedTo } = signedIn(context);
  if (integrationId === null ? limitedTo === null : holdsIntegration(limitedTo, integrationId)) return;
  const whole = integrationId === null ? 'all of Backline' : 'the whole integration';
  throw new AppError(
    'FORBIDDEN',
    `This is about ${whole}, and you are limited to some projects. Ask an administrator.`,
  );
}

const ROLE_NAMES: Readonly<Record<Role, string>> = {
  VIEWER: 'Viewer',
  APPROVER: 'Approver',
  ADMIN: 'Administrator',
};

/** Says to a person the least role that would do, and to a program the scope: a person has no token to change. */
function forbidden({ kind }: Viewer, lacking: readonly TokenScope[]): AppError {
  if (kind === 'API_TOKEN')
    return new AppError(
      'FORBIDDEN',
      `This needs a token with the scope ${lacking.join(', ').toLowerCase()}.`,
    );
  const role = ROLES.find((each) => lacking.every((scope) => scopesOf(each).includes(scope))) ?? 'ADMIN';
  return new AppError('FORBIDDEN', `This needs the role ${ROLE_NAMES[role]}. Ask an administrator.`);
}
