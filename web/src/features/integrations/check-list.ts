import type { CheckFragment, ConnectionCheckName } from '../../generated/integrations/graphql.js';
import type { Tone } from '../../ui/mark.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

/** The checks in the order in which they run. */
const ORDER: readonly ConnectionCheckName[] = [
  'ADDRESS',
  'GITLAB',
  'TOKEN',
  'EXPIRY',
  'SCOPE_API',
  'SCOPE_READ_REPOSITORY',
  'SCOPE_WRITE_REPOSITORY',
  'ACCOUNT',
  'VERSION',
  'PROJECTS',
];

/** A check as it is shown: what the server said, or that it has not come to it yet. */
export interface ShownCheck {
  readonly name: ConnectionCheckName;
  readonly label: string;
  readonly state: CheckFragment['state'] | 'PENDING';
  readonly message: string;
  readonly remedy: string | null;
}

/** All checks in their order: the newest word on each, and the ones that are still to come. A remedy is said once. */
export function showChecks(received: readonly CheckFragment[]): readonly ShownCheck[] {
  const newest = new Map(received.map((check) => [check.name, check]));
  const said = new Set<string>();
  return ORDER.map((name) => {
    const label = texts.checks.names[name];
    const check = newest.get(name);
    if (check === undefined) return { name, label, state: 'PENDING', message: '', remedy: null };
    const remedy = check.state === 'PASSED' ? null : (check.remedy ?? null);
    const isNew = remedy !== null && !said.has(remedy);
    if (isNew) said.add(remedy);
    return { name, label, state: check.state, message: check.message, remedy: isNew ? remedy : null };
  });
}

/** A check's state in a word and its tone. */
export const CHECK_STATES: Readonly<
  Record<ShownCheck['state'], { readonly label: string; readonly tone: Tone }>
> = {
  PENDING: { label: texts.checks.states.PENDING, tone: 'waiting' },
  RUNNING: { label: texts.checks.states.RUNNING, tone: 'busy' },
  PASSED: { label: texts.checks.states.PASSED, tone: 'good' },
  WARNED: { label: texts.checks.states.WARNED, tone: 'warn' },
  FAILED: { label: texts.checks.states.FAILED, tone: 'bad' },
  SKIPPED: { label: texts.checks.states.SKIPPED, tone: 'off' },
};
