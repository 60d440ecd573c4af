import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { useMay } from '../../apollo/use-may.js';
import { graphql } from '../../generated/policies/gql.js';
import type {
  PolicyField,
  PolicyScopeInput,
  PolicyValuesFragment,
} from '../../generated/policies/graphql.js';
import { exactTime } from '../../lib/time.js';
import { policyTexts } from '../../texts/policies.js';
import { DataTable } from '../../ui/data-table.js';
import { MayButton } from '../../ui/may-button.js';
import { Failure, LoadingRows } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { type FieldChange, PolicyDialog } from './policy-dialog.js';
import { PolicyHistory } from './policy-history.js';
import { FIELDS, ignoreSubject, POLICY_FIELDS, scopeWord, valueSentence } from './policy-words.js';
import { addressOfScope } from './scope-address.js';

const policyDocument = graphql(/* GraphQL */ `
  query PolicyPage($scope: PolicyScopeInput!) {
    policy(scope: $scope) {
      ...PolicyValues
    }
  }

  fragment PolicyValues on Policy {
    scope {
      kind
      name
    }
    minimumSeverity
    maximumStep
    allowsForced
    releaseAgeDays
    urgentSeverity
    grouping
    updates
    ignores {
      advisory
      packageName
      reason
      until
    }
    automaticApproval {
      kinds
      maximumStep
      maximumRisk
    }
    slaDays {
      critical
      high
      medium
      low
    }
    openMergeRequests
    hourlyMergeRequests
    mergeRequest {
      labels
      reviewers
      assignees
      draft
      squash
      removeSourceBranch
      autoMerge
    }
    origins {
      field
      isSetHere
      scope {
        kind
        name
        groupPath
        integration {
          id
        }
        project {
          id
        }
      }
    }
    updatedAt
    updatedBy
  }
`);

/** What holds at a scope: each field with its value, where that comes from, and a way to set and to unset it. */
export function PolicyView({ scope }: { readonly scope: PolicyScopeInput }) {
  const [change, setChange] = useState<FieldChange | null>(null);
  const { data, error, refetch } = useQuery(policyDocument, {
    variables: { scope },
    fetchPolicy: 'cache-and-network',
  });
  if (data === undefined) {
    if (error === undefined) return <LoadingRows rows={POLICY_FIELDS.length} />;
    return <Failure problem={describeError(error)} retry={() => void refetch()} />;
  }
  const { policy } = data;
  return (
    <div className="stack">
      {error !== undefined && <Failure problem={describeError(error)} retry={() => void refetch()} />}
      <DataTable
        label={policyTexts.view.label(policy.scope.name)}
        rows={POLICY_FIELDS.map((field) => ({ field, policy }))}
        rowKey={({ field }) => field}
        columns={[
          {
            key: 'field',
            title: policyTexts.view.rule,
            width: 'grow',
            cell: (row) => <FieldCell {...row} />,
          },
          {
            key: 'value',
            title: policyTexts.view.holds,
            width: 'grow',
            cell: (row) => <ValueCell {...row} />,
          },
          {
            key: 'origin',
            title: policyTexts.view.from,
            width: 'label',
            cell: (row) => <OriginCell {...row} />,
          },
          {
            key: 'actions',
            title: '',
            width: 'fit',
            cell: (row) => <Actions {...row} choose={setChange} />,
          },
        ]}
      />
      {(policy.updatedBy ?? null) !== null && (
        <p className="quiet small">
          {policyTexts.view.changed(policy.updatedBy ?? '')} <When at={policy.updatedAt} />.
        </p>
      )}
      <PolicyDialog scope={scope} policy={policy} change={change} onClose={() => setChange(null)} />
      <PolicyHistory scope={scope} />
    </div>
  );
}

interface FieldRow {
  readonly field: PolicyField;
  readonly policy: PolicyValuesFragment;
}

function FieldCell({ field }: FieldRow) {
  return (
    <div>
      <strong>{FIELDS[field].label}</strong>
      <div className="quiet small">{FIELDS[field].meaning}</div>
    </div>
  );
}

function ValueCell({ field, policy }: FieldRow) {
  if (field !== 'ignores' || policy.ignores.length === 0) return valueSentence(field, policy);
  return (
    <ul className="plain-list stack-tight">
      {policy.ignores.map((ignore) => (
        <li key={`${ignoreSubject(ignore)} ${ignore.until ?? ''}`}>
          <span className="mono">{ignoreSubject(ignore)}</span>
          <div className="quiet small">
            {ignore.reason}{' '}
            {ignore.until === null || ignore.until === undefined ? (
              policyTexts.values.forGood
            ) : (
              <span title={exactTime(ignore.until)}>
                {policyTexts.values.ends} <When at={ignore.until} />.
              </span>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function OriginCell({ field, policy }: FieldRow) {
  const origin = originOf(policy, field);
  if (origin === undefined || (origin.scope ?? null) === null)
    return <span className="quiet">{policyTexts.view.default}</span>;
  if (origin.isSetHere) return <strong>{policyTexts.view.here}</strong>;
  const { scope } = origin;
  if (scope === null || scope === undefined) return <span className="quiet">{policyTexts.view.default}</span>;
  const label =
    scope.kind === 'BACKLINE'
      ? scopeWord(scope.kind)
      : policyTexts.view.scope(scopeWord(scope.kind), scope.name);
  const address = addressOfScope(scope);
  return address === null ? label : <Link to={address}>{label}</Link>;
}

function Actions({ field, policy, choose }: FieldRow & { readonly choose: (change: FieldChange) => void }) {
  const right = useMay('ADMIN');
  const isSetHere = originOf(policy, field)?.isSetHere === true;
  const { label } = FIELDS[field];
  return (
    <span className="row">
      <MayButton
        permission={right}
        variant="default"
        size="xs"
        aria-label={policyTexts.view.changeOf(label)}
        onClick={() => choose({ kind: 'set', field })}
      >
        {policyTexts.view.change}
      </MayButton>
      {isSetHere && (
        <MayButton
          permission={right}
          variant="subtle"
          size="xs"
          aria-label={policyTexts.view.unsetOf(label)}
          onClick={() => choose({ kind: 'unset', field })}
        >
          {policyTexts.view.unset}
        </MayButton>
      )}
    </span>
  );
}

function originOf(policy: PolicyValuesFragment, field: PolicyField) {
  return policy.origins.find((origin) => origin.field === field);
}
