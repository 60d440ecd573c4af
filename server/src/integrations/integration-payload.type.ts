import type { IntegrationPayload } from './integration.type.js';

/** The payload of a mutation that changed nothing, with why. */
export function notDone(userErrors: IntegrationPayload['userErrors']): IntegrationPayload {
  return { integration: null, checks: [], job: null, userErrors };
}
