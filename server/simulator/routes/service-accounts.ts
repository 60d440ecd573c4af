import type { Router } from 'express';
import { createUser } from '../admin.js';
import { forbidden, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import { created, endpoint, pageRequest, paged, pathNumber, type UserCall } from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { presentToken, presentUser } from '../present.js';
import { createToken } from '../tokens.js';

const PREFIX = 'service_account_';

/** Service accounts of the instance and their tokens, for administrators. Without a licence only from 19.0 on. */
export function addServiceAccountRoutes(router: Router, context: Context): void {
  router.get(
    '/service_accounts',
    endpoint(context, async (call) => {
      requireAdmin(call);
      const rows = [...context.state.users.values()].filter(({ username }) => username.startsWith(PREFIX));
      return await paged(offsetPage(pageRequest(call), rows), (user) => presentUser(context, user));
    }),
  );
  router.post(
    '/service_accounts',
    endpoint(context, async (call) => {
      requireAdmin(call);
      const username = call.params.text('username') ?? `${PREFIX}${context.state.nextId('service account')}`;
      const name = call.params.text('name') ?? 'Service account user';
      return created(presentUser(context, createUser(context, { username, name, isBot: true })));
    }),
  );
  router.post(
    '/users/:user_id/personal_access_tokens',
    endpoint(context, async (call) => {
      requireAdmin(call);
      call.params.require('name', 'scopes');
      const user = context.state.users.get(pathNumber(call, 'user_id'));
      if (!user) throw notFound('User');
      const token = createToken(context, {
        userId: user.id,
        name: call.params.requiredText('name'),
        scopes: call.params.list('scopes') ?? [],
        kind: user.isBot ? 'service_account' : 'personal',
        expiresAt: call.params.text('expires_at') ?? (user.isBot ? null : undefined),
      });
      return created({ ...presentToken(context, token), token: token.value });
    }),
  );
}

function requireAdmin(call: UserCall): void {
  if (!call.user.isAdmin) throw forbidden();
}
