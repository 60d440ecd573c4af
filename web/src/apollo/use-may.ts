import { useQuery } from '@apollo/client/react';
import { accountTexts } from '../texts/accounts.js';
import type { TokenScope } from '../generated/apollo/graphql.js';
import { holdsWhole } from '../lib/limits.js';
import { viewerDocument } from './viewer.js';

interface May {
  readonly may: boolean;
  readonly reason: string | null;
}

/** Whether whoever is signed in may do something; `reason` says why not, null when they may. */
export function useMay(scope: TokenScope): May {
  const { data } = useQuery(viewerDocument, { fetchPolicy: 'cache-first' });
  const may = data?.viewer?.scopes.includes(scope) ?? false;
  // Before it is known nothing is claimed: the server refuses in any case.
  return { may, reason: may || data === undefined ? null : accountTexts.needs[scope] };
}

/** The same for what is about a whole integration, or about all of Backline (null): not for who is limited to less. */
export function useMayWhole(scope: TokenScope, integrationId: string | null): May {
  const { data } = useQuery(viewerDocument, { fetchPolicy: 'cache-first' });
  const right = useMay(scope);
  if (right.reason !== null || holdsWhole(data?.viewer?.limitedTo, integrationId)) return right;
  const reason = integrationId === null ? 'backline' : 'integration';
  return { may: false, reason: accountTexts.limits.needs[reason] };
}
