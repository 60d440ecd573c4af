import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import type { AppError } from '../errors.js';
import { integrationTokenPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import { type Integration, integrationLane, type IntegrationState } from './integration.js';
import { isRotating, LOST_ROTATION } from './token-life.js';

/** What a token that GitLab no longer accepts makes of its integration. */
export const STATE_AFTER_DEATH: Partial<Record<AppError['code'], IntegrationState>> = {
  TOKEN_EXPIRED: 'EXPIRED',
  TOKEN_INVALID: 'REVOKED',
  TOKEN_REVOKED: 'REVOKED',
};

/** `died`: stored, the lane waits. `replaced`: another token is in its place. `moving`: a new one is on its way. `gone`: disconnected. */
export type Death = 'died' | 'replaced' | 'moving' | 'gone';

/**
 * Stores that the token is dead and makes the integration's jobs wait for the next good one; says so when Backline itself
 * had asked for the next one and its answer was lost. Once; nothing when the token is not the stored one any more.
 */
export async function saveDeath(
  stores: Pick<Stores, 'integrations' | 'secrets' | 'tokenLife' | 'gitlabApplications' | 'jobs' | 'audit'>,
  integrationId: string,
  death: {
    readonly token: string;
    readonly error: AppError;
    readonly state: IntegrationState;
    readonly now: Date;
  },
): Promise<Death> {
  const integration = await stores.integrations.findForUpdate(integrationId);
  if (integration === null || integration.state === 'DISCONNECTED') return 'gone';
  if ((await stores.secrets.get(integrationTokenPlace(integrationId))) !== death.token) return 'replaced';
  const life = await stores.tokenLife.find(integrationId);
  if (isRotating(life, death.now)) return 'moving';
  const grant = await stores.gitlabApplications.findGrant(integrationId);
  if (grant?.leaseUntil != null && grant.leaseUntil > death.now) return 'moving';
  const isLost = life.rotationStartedAt !== null && STATE_AFTER_DEATH[death.error.code] !== undefined;
  const state = isLost ? 'REVOKED' : death.state;
  const reason = isLost ? LOST_ROTATION : death.error.message;
  // The same state for another reason may be one in which work goes on: DEGRADED is.
  if (integration.state === state && integration.stateReason === reason) return 'died';
  await pauseForToken(stores, integration, { state, reason, isConsent: grant !== null });
  return 'died';
}

/** Keeps why the token is dead, and pauses the integration's lane until there is another. */
export async function pauseForToken(
  stores: Pick<Stores, 'integrations' | 'jobs' | 'audit'>,
  integration: Integration,
  {
    state,
    reason,
    isConsent,
  }: { readonly state: IntegrationState; readonly reason: string; readonly isConsent: boolean },
): Promise<void> {
  const { id, name } = integration;
  await stores.integrations.saveState(id, state, reason);
  const remedy = isConsent ? `Consent again for ${name}.` : `Replace the token of ${name}.`;
  await stores.jobs.pauseLane(integrationLane(id), null, `${reason} ${remedy}`);
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'integration.paused',
    message: `Work on ${name} waits: ${reason}`,
    subject: `integration:${id}`,
  });
}
