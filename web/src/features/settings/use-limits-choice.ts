import { useState } from 'react';
import type { ProjectScopeInput } from '../../generated/settings/graphql.js';
import type { Limit } from '../../lib/limits.js';
import { choiceOf, limitedToOf, type LimitsChoice } from './limits-choice.js';
import { useChoosableIntegrations } from './use-choosable.js';

/** What is chosen of what somebody sees, while a form is open. */
export interface ChosenLimits {
  readonly choice: LimitsChoice;
  readonly setChoice: (choice: LimitsChoice) => void;
  readonly choosable: ReturnType<typeof useChoosableIntegrations>;
  /** What is sent. */
  readonly limitedTo: ProjectScopeInput[] | null;
}

/** Begins with these limits; null for everything. */
export function useLimitsChoice(limits: readonly Limit[] | null): ChosenLimits {
  const [choice, setChoice] = useState(() => choiceOf(limits));
  const choosable = useChoosableIntegrations(choice.isLimited);
  return { choice, setChoice, choosable, limitedTo: limitedToOf(choice, choosable.integrations ?? []) };
}
