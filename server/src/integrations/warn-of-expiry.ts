import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { recordExpiry } from '../events/record-event.js';
import type { Stores } from '../stores.js';
import type { Integration } from './integration.js';
import { dueWarning } from './token-life.js';
import { daysLeft } from './token-warnings.js';

/**
 * Warns at 30, 7 and 1 days before the token's end, once each for a token: an audit record whose action is
 * `integration.token-expires-soon`, and the event `token.expiring`.
 */
export async function warnOfExpiry(
  stores: Pick<Stores, 'tokenLife' | 'audit' | 'events' | 'jobs'>,
  { id, name, token }: Pick<Integration, 'id' | 'name' | 'token'>,
  now: Date,
): Promise<void> {
  const expiresAt = token?.expiresAt ?? null;
  if (expiresAt === null) return;
  const days = daysLeft(expiresAt, now);
  const due = dueWarning(days, (await stores.tokenLife.find(id)).warnedDays);
  if (due === null) return;
  await stores.tokenLife.saveWarned(id, due);
  await stores.audit.record({
    actor: BACKLINE_ACTOR,
    action: 'integration.token-expires-soon',
    message: `The token of ${name} expires on ${expiresAt}, in ${days} ${days === 1 ? 'day' : 'days'}.`,
    subject: `integration:${id}`,
  });
  await recordExpiry(stores, { id, name }, { expiresAt, daysLeft: days }, now);
}
