import { useSubscription } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from '../../generated/integrations/gql.js';
import type { CheckFragment } from '../../generated/integrations/graphql.js';
import { randomId } from '../../lib/random-id.js';

const connectionChecksDocument = graphql(/* GraphQL */ `
  subscription ConnectionChecks($attemptId: String!) {
    connectionChecks(attemptId: $attemptId) {
      ...Check
    }
  }
`);

/** The live checks of an attempt. */
export interface LiveChecks {
  readonly checks: readonly CheckFragment[];
  /** Clears the checks of the attempt before, and gives the id that the mutation must carry. */
  begin(): string;
  /** Puts the mutation's final word on each check beside what came live, and listens for the next attempt. */
  settle(final: readonly CheckFragment[]): void;
}

/**
 * Listens from the moment that the form is shown, and again as soon as an attempt has ended, so that no check is
 * missed once the next one begins.
 */
export function useLiveChecks(): LiveChecks {
  const [attemptId, setAttemptId] = useState(randomId);
  const [checks, setChecks] = useState<readonly CheckFragment[]>([]);
  useSubscription(connectionChecksDocument, {
    variables: { attemptId },
    onData: ({ data: { data } }) => {
      const check = data?.connectionChecks;
      if (check !== undefined) setChecks((current) => [...current, check]);
    },
  });
  return {
    checks,
    begin: () => {
      setChecks([]);
      return attemptId;
    },
    settle: (final) => {
      setChecks((current) => [...current, ...final]);
      setAttemptId(randomId());
    },
  };
}
