import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanRevisionsFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { planTexts } from '../../texts/plans.js';
import { Notice } from '../../ui/page-states.js';
import { revisionDifference } from './revision-difference.js';

graphql(/* GraphQL */ `
  fragment PlanRevisions on RemediationPlan {
    id
    kind
    group
    revision
    project {
      id
      plans: remediationPlans(first: 100) {
        nodes {
          id
          kind
          group
          revision
        }
      }
    }
  }
`);

const differenceDocument = graphql(/* GraphQL */ `
  query PlanDifference($before: ID!, $after: ID!) {
    before: node(id: $before) {
      __typename
      id
      ...ChangedVersions
    }
    after: node(id: $after) {
      __typename
      id
      ...ChangedVersions
    }
  }

  fragment ChangedVersions on RemediationPlan {
    id
    changes {
      ecosystem
      name
      from
      to
      manifestPath
    }
  }
`);

/** Another revision of a plan. */
export interface Revision {
  readonly id: string;
  readonly revision: number;
}

/** The newest revision of the same plan that came after this one; null when this one is the newest. */
export function newestOf(plan: PlanRevisionsFragment): Revision | null {
  let newest: Revision | null = null;
  for (const row of plan.project.plans.nodes) {
    if (row.kind !== plan.kind || row.group !== plan.group || row.id === plan.id) continue;
    if (row.revision > (newest ?? plan).revision) newest = row;
  }
  return newest;
}

const texts = planTexts.revisions;
const SHOWN = 8;

/** Says that another revision has taken the place of the one on the page, what it does otherwise, and leads there. */
export function NewerRevision({
  newer,
  planId,
  isDecided,
}: {
  readonly newer: Revision;
  readonly planId: string;
  readonly isDecided: boolean;
}) {
  return (
    <div role="status">
      <Notice tone="warn" title={texts.taken(newer.revision)}>
        {!isDecided && <p>{texts.nothing}</p>}
        <Difference before={planId} newer={newer} />
        <p>
          <Link to={addressOf.plan(newer.id)}>{texts.read(newer.revision)}</Link>
        </p>
      </Notice>
    </div>
  );
}

function Difference({ before, newer }: { readonly before: string; readonly newer: Revision }) {
  const { data } = useQuery(differenceDocument, { variables: { before, after: newer.id } });
  const old = data?.before;
  const current = data?.after;
  if (old?.__typename !== 'RemediationPlan' || current?.__typename !== 'RemediationPlan') return null;
  const differences = revisionDifference(old.changes, current.changes);
  return (
    <>
      <p>
        <strong>{texts.between(newer.revision)}</strong>
      </p>
      {differences.length === 0 && <p>{texts.same}</p>}
      <ul className="plain-list small">
        {differences.slice(0, SHOWN).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {differences.length > SHOWN && <p className="quiet">{texts.more(differences.length - SHOWN)}</p>}
    </>
  );
}
