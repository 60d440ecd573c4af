import type { CheckFragment, ConnectionCheckName } from '../../generated/integrations/graphql.js';
import type { Tone } from '../../ui/mark.js';

/** The checks in the order in which they run, in the server's own words. */
const ORDER: readonly { readonly name: ConnectionCheckName; readonly label: string }[] = [
  { name: 'ADDRESS', label: 'The address can be used' },
  { name: 'GITLAB', label: 'GitLab answers there' },
  { name: 'TOKEN', label: 'The token is alive' },
  { name: 'EXPIRY', label: 'The token lasts' },
  { name: 'SCOPE_API', label: 'Scope api' },
  { name: 'SCOPE_READ_REPOSITORY', label: 'Scope read_repository' },
  { name: 'SCOPE_WRITE_REPOSITORY', label: 'Scope write_repository' },
  { name: 'ACCOUNT', label: 'The account behind the token' },
  { name: 'VERSION', label: "GitLab's version" },
  { name: 'PROJECTS', label: 'Projects within reach' },
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
  return ORDER.map(({ name, label }) => {
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
  PENDING: { label: 'To come', tone: 'waiting' },
  RUNNING: { label: 'Checking', tone: 'busy' },
  PASSED: { label: 'Passed', tone: 'good' },
  WARNED: { label: 'Warning', tone: 'warn' },
  FAILED: { label: 'Failed', tone: 'bad' },
  SKIPPED: { label: 'Not checked', tone: 'off' },
};
