import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { DecisionFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { Notice } from '../../ui/page-states.js';

const revisionsDocument = graphql(/* GraphQL */ `
  query PlanRevisions($projectId: ID!, $kind: [PlanKind!]) {
    remediationPlans(first: 100, filter: { projectId: $projectId, kind: $kind }) {
      nodes {
        id
        group
        revision
        state
        stateReason
      }
    }
  }
`);

/** Another revision of a plan. */
export interface Revision {
  readonly id: string;
  readonly revision: number;
}

type PlanOfGroup = Pick<DecisionFragment, 'id' | 'kind' | 'group' | 'revision' | 'state' | 'project'>;

/** Looks every few seconds whether a plan that can still be decided, or was superseded, has a newer revision. */
export function useNewerRevision(plan: PlanOfGroup): Revision | null {
  const isOpen = plan.state === 'PROPOSED' || plan.state === 'FAILED';
  const { data } = useQuery(revisionsDocument, {
    variables: { projectId: plan.project.id, kind: [plan.kind] },
    fetchPolicy: 'cache-and-network',
    pollInterval: isOpen ? 5000 : 0,
    skip: !isOpen && plan.state !== 'SUPERSEDED',
  });
  return newestOf(data?.remediationPlans.nodes ?? [], plan);
}

/** The newest revision of the same group that came after this one; null when this one is the newest. */
export function newestOf<Row extends Revision & { readonly group: string }>(
  rows: readonly Row[],
  plan: { readonly id: string; readonly group: string; readonly revision: number },
): Row | null {
  let newest: Row | null = null;
  for (const row of rows) {
    if (row.group !== plan.group || row.id === plan.id) continue;
    if (row.revision > (newest ?? plan).revision) newest = row;
  }
  return newest;
}

/** Says that another revision has taken the place of the one on the page, and leads there. */
export function NewerRevision({
  newer,
  isDecided,
}: {
  readonly newer: Revision;
  readonly isDecided: boolean;
}) {
  return (
    <div role="status">
      <Notice tone="warn" title={`Revision ${newer.revision} has taken the place of this plan.`}>
        {!isDecided && (
          <p>The branch or the advisories moved. Nothing was approved and nothing was opened.</p>
        )}
        <p>
          <Link to={addressOf.plan(newer.id)}>Read revision {newer.revision}</Link>
        </p>
      </Notice>
    </div>
  );
}
