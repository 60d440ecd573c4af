import type { ProjectScopeInput } from '../../generated/settings/graphql.js';
import type { Limit } from '../../lib/limits.js';

/** What is chosen in a form of what somebody sees. */
export interface LimitsChoice {
  readonly isLimited: boolean;
  /** Kept while everything is chosen, so that going back loses nothing. */
  readonly limits: readonly Limit[];
  /** What is being typed and was not added yet. */
  readonly draft: { readonly integrationId: string; readonly groupPath: string };
}

/** An integration to choose. */
export interface Choosable {
  readonly id: string;
  readonly name: string;
}

/** The choice that a form begins with. */
export function choiceOf(limits: readonly Limit[] | null): LimitsChoice {
  return {
    isLimited: limits !== null,
    limits: limits ?? [],
    draft: { integrationId: '', groupPath: '' },
  };
}

/** The path of a group as it is kept: without slashes that say nothing. */
export function groupPathOf(text: string): string {
  return text
    .trim()
    .split('/')
    .filter((part) => part !== '')
    .join('/');
}

/** With the draft among the limits, and no draft any more. */
export function withDraft(choice: LimitsChoice, integrations: readonly Choosable[]): LimitsChoice {
  const integration = chosenIntegration(choice, integrations);
  if (integration === undefined) return choice;
  const path = groupPathOf(choice.draft.groupPath);
  const added: Limit = {
    integrationId: integration.id,
    integrationName: integration.name,
    groupPath: path === '' ? null : path,
  };
  const isThere = choice.limits.some(
    (limit) => limit.integrationId === added.integrationId && limit.groupPath === added.groupPath,
  );
  return {
    ...choice,
    limits: isThere ? choice.limits : [...choice.limits, added],
    draft: { integrationId: integration.id, groupPath: '' },
  };
}

/** The integration of the draft: the first where none was chosen yet. */
export function chosenIntegration(
  { draft }: LimitsChoice,
  integrations: readonly Choosable[],
): Choosable | undefined {
  return integrations.find(({ id }) => id === draft.integrationId) ?? integrations[0];
}

/** What is sent; null for everything. A group that was typed and not added is meant, too. */
export function limitedToOf(
  choice: LimitsChoice,
  integrations: readonly Choosable[],
): ProjectScopeInput[] | null {
  if (!choice.isLimited) return null;
  const isTyped = groupPathOf(choice.draft.groupPath) !== '';
  const { limits } = isTyped ? withDraft(choice, integrations) : choice;
  return limits.map(({ integrationId, groupPath }) => ({ integrationId, groupPath }));
}
