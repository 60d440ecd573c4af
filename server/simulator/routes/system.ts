import type { Router } from 'express';
import type { Context } from '../context.js';
import { endpoint, ok } from '../endpoint.js';
import { presentCurrentUser } from '../present.js';

const USER_SCOPES = ['api', 'read_api', 'read_user'];

/** Version, metadata and who the caller is. */
export function addSystemRoutes(router: Router, context: Context): void {
  const revision = 'a1b2c3d4e5f';
  const { version, isEnterprise } = context.profile;
  router.get(
    '/version',
    endpoint(context, async () => ok({ version, revision }), USER_SCOPES),
  );
  router.get(
    '/metadata',
    endpoint(
      context,
      async () =>
        ok({
          version,
          revision,
          kas: { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null },
          enterprise: isEnterprise,
        }),
      USER_SCOPES,
    ),
  );
  router.get(
    '/user',
    endpoint(context, async (call) => ok(presentCurrentUser(context, call.user)), USER_SCOPES),
  );
}
