import { useQuery } from '@apollo/client/react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/plans/gql.js';
import { planTexts } from '../../texts/plans.js';
import { Failure, LoadingRows } from '../../ui/page-states.js';
import { RiskReasons } from '../../ui/breaking-risk.js';

const lookDocument = graphql(/* GraphQL */ `
  query PlanLook($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on RemediationPlan {
        changes {
          name
          from
          to
          reason
          manifestPath
        }
        risk {
          reasons
        }
      }
    }
  }
`);

const SHOWN = 8;
const texts = planTexts.look;

/** What a plan changes and what speaks against it, without leaving the list. */
export function PlanLook({ planId, to }: { readonly planId: string; readonly to: string }) {
  const { data, error, refetch } = useQuery(lookDocument, { variables: { id: planId } });
  const plan = data?.node?.__typename === 'RemediationPlan' ? data.node : null;
  if (plan === null) {
    return error === undefined ? (
      <LoadingRows rows={3} />
    ) : (
      <Failure problem={describeError(error)} retry={() => void refetch()} />
    );
  }
  const reasons = plan.risk?.reasons ?? [];
  return (
    <div className="stack">
      <ul className="plain-list stack-tight" aria-label={texts.changes}>
        {plan.changes.slice(0, SHOWN).map((change) => (
          <li key={`${change.manifestPath} ${change.name} ${change.from}`}>
            <span className="mono">
              {change.name} {change.from} → {change.to}
            </span>{' '}
            <span className="quiet small">{change.reason}</span>
          </li>
        ))}
      </ul>
      {plan.changes.length > SHOWN && (
        <p className="quiet small">{texts.more(plan.changes.length - SHOWN)}</p>
      )}
      {reasons.length > 0 && (
        <div className="small">
          <RiskReasons reasons={reasons.slice(0, SHOWN)} />
        </div>
      )}
      <Link to={to} style={{ minHeight: 24, alignSelf: 'start' }}>
        {texts.open}
      </Link>
    </div>
  );
}
