import type { AuditValues } from '../audit/audit-event.js';
import type { Integration } from './integration.js';

/** What the audit log keeps of an integration. */
export function auditedIntegration({
  name,
  baseUrl,
  state,
  stateReason,
  account,
  token,
}: Integration): AuditValues {
  const tokenExpiresAt = token?.expiresAt ?? null;
  return { name, baseUrl, state, stateReason, account: account?.username ?? null, tokenExpiresAt };
}
