import { isAppError } from '../errors.js';
import { warnOfExpiry } from './warn-of-expiry.js';
import { type IntegrationDeps, withIntegration } from './with-integration.js';

/** So long after GitLab last accepted a token it is asked whether it still does: a dead one pauses its lane within a minute. */
const QUIET_MS = 45_000;
const CHECK_MS = 30_000;

/**
 * Warns of tokens that expire soon, and asks GitLab about those that nobody has heard of for 45 seconds: one request
 * (GET /user), in one of all processes, and none while other work goes on. A GitLab that does not answer says nothing about its token.
 */
export async function watchTokens(deps: IntegrationDeps, stop: AbortSignal): Promise<void> {
  const now = deps.clock();
  const quiet = await deps.inTransaction(async (stores) => {
    const found: string[] = [];
    for (const integration of await stores.integrations.listConnected()) {
      await warnOfExpiry(stores, integration, now);
      const before = new Date(now.getTime() - QUIET_MS);
      if (await stores.tokenLife.claimHearing(integration.id, before, now)) found.push(integration.id);
    }
    return found;
  });
  await Promise.all(quiet.map((integrationId) => checkToken(deps, integrationId, stop)));
}

async function checkToken(deps: IntegrationDeps, integrationId: string, stop: AbortSignal): Promise<void> {
  try {
    const signal = AbortSignal.any([stop, AbortSignal.timeout(CHECK_MS)]);
    await withIntegration(deps, { integrationId, signal }, async ({ gitlab }) => {
      await gitlab.getUser();
      return { kind: 'done' };
    });
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}
