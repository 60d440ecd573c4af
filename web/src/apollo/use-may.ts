import { useQuery } from '@apollo/client/react';
import { accountTexts } from '../texts/accounts.js';
import type { TokenScope } from '../generated/apollo/graphql.js';
import { viewerDocument } from './viewer.js';

/** Whether whoever is signed in may do something; `reason` says why not, null when they may. */
export function useMay(scope: TokenScope): { readonly may: boolean; readonly reason: string | null } {
  const { data } = useQuery(viewerDocument, { fetchPolicy: 'cache-first' });
  const may = data?.viewer?.scopes.includes(scope) ?? false;
  // Before it is known nothing is claimed: the server refuses in any case.
  return { may, reason: may || data === undefined ? null : accountTexts.needs[scope] };
}
