import type { Router } from 'express';
import { notFound } from '../api-error.js';
import type { Context } from '../context.js';
import { endpoint, ok, pageRequest, paged, pathNumber } from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { presentUser } from '../present.js';

const USER_SCOPES = ['api', 'read_api', 'read_user'];

/** Users as everybody who is signed in sees them. */
export function addUserRoutes(router: Router, context: Context): void {
  router.get(
    '/users',
    endpoint(
      context,
      async (call) => {
        const username = call.params.text('username')?.toLowerCase();
        const search = call.params.text('search')?.toLowerCase();
        const isActive = call.params.boolean('active') ?? false;
        const isHuman = call.params.boolean('humans') ?? call.params.boolean('without_project_bots') ?? false;
        const rows = [...context.state.users.values()].reverse().filter((user) => {
          if (username !== undefined && user.username.toLowerCase() !== username) return false;
          if ((isActive && user.state !== 'active') || (isHuman && user.isBot)) return false;
          return !search || `${user.username}\n${user.name}\n${user.email}`.toLowerCase().includes(search);
        });
        return await paged(offsetPage(pageRequest(call), rows), (user) => presentUser(context, user));
      },
      USER_SCOPES,
    ),
  );
  router.get(
    '/users/:user_id',
    endpoint(
      context,
      async (call) => {
        const user = context.state.users.get(pathNumber(call, 'user_id'));
        if (!user) throw notFound('User');
        const isKnown = { is_followed: false, local_time: null };
        return ok({
          ...presentUser(context, user),
          created_at: user.createdAt.toISOString(),
          bot: user.isBot,
          bio: '',
          ...isKnown,
        });
      },
      USER_SCOPES,
    ),
  );
}
