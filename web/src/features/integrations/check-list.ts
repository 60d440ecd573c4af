import type { CheckFragment, ConnectionCheckName } from '../../generated/integrations/graphql.js';
import type { Tone } from '../../ui/mark.js';

/** The checks in the order in which they run. */
const ORDER: readonly { readonly name: ConnectionCheckName; readonly label: string }[] = [
  { name: 'ADDRESS', label: 'The address answers' },
  { name: 'GITLAB', label: 'It is GitLab' },
  { name: 'TOKEN', label: 'The token is alive' },
  { name: 'EXPIRY', label: 'When it expires' },
  { name: 'SCOPE_API', label: 'Scope api' },
  { name: 'SCOPE_READ_REPOSITORY', label: 'Scope read_repository' },
  { name: 'SCOPE_WRITE_REPOSITORY', label: 'Scope write_repository' },
  { name: 'ACCOUNT', label: 'Whose token it is' },
  { name: 'VERSION', label: 'GitLab’s version' },
  { name: 'PROJECTS', label: 'Projects it reaches' },
];

/** A check as it is shown: what the server said, or that it has not come to it yet. */
export interface ShownCheck {
  readonly name: ConnectionCheckName;
  readonly label: string;
  readonly state: CheckFragment['state'] | 'PENDING';
  readonly message: string;
  readonly remedy: string | null;
}

/** All checks in their order: the newest word on each, and the ones that are still to come. */
export function showChecks(received: readonly CheckFragment[]): readonly ShownCheck[] {
  const newest = new Map(received.map((check) => [check.name, check]));
  return ORDER.map(({ name, label }) => {
    const check = newest.get(name);
    if (check === undefined) return { name, label, state: 'PENDING', message: '', remedy: null };
    return {
      name,
      label: check.label === '' ? label : check.label,
      state: check.state,
      message: check.message,
      remedy: check.remedy ?? null,
    };
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
