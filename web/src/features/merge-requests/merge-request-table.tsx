import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { MergeRequestRowFragment } from '../../generated/merge-requests/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { PathText } from '../../ui/path-text.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { When } from '../../ui/when.js';
import { MergeRequestActions } from './merge-request-actions.js';
import { lifeSentences, MERGE_REQUEST_STATES, pipelineWords, readinessWords } from './merge-request-words.js';
import { useRefreshMergeRequest } from './refresh-merge-request.js';

graphql(/* GraphQL */ `
  fragment MergeRequestRow on MergeRequest {
    id
    iid
    title
    state
    readiness
    statusText
    hasConflicts
    pipelineStatus
    pipelineUrl
    webUrl
    sourceBranch
    targetBranch
    checkedAt
    nextLookAt
    isEdited
    editedAt
    isAutoMerge
    mayMerge
    mergeProblem
    rebuildReason
    rebuildTriedAt
    unknownPeople
    updatedAt
    mergedAt
    closedAt
    project {
      id
      path
    }
    remediationPlan {
      id
      title
    }
  }
`);

/** One merge request a row: where it stands in GitLab, in words. */
export function MergeRequestTable({
  mergeRequests,
  showsProject,
}: {
  readonly mergeRequests: readonly MergeRequestRowFragment[];
  readonly showsProject: boolean;
}) {
  const columns: Column<MergeRequestRowFragment>[] = [
    { key: 'title', title: 'Merge request', width: 'grow', cell: (row) => <TitleCell row={row} /> },
    ...(showsProject
      ? [
          {
            key: 'project',
            title: 'Project',
            width: 'name' as const,
            cell: (row: MergeRequestRowFragment) => (
              <Link to={addressOf.project(row.project.id)}>
                <PathText path={row.project.path} />
              </Link>
            ),
          },
        ]
      : []),
    {
      key: 'state',
      title: 'State',
      width: 'fit',
      cell: (row) => (
        <div>
          <StateMark tone={MERGE_REQUEST_STATES[row.state].tone}>
            {MERGE_REQUEST_STATES[row.state].label}
          </StateMark>
          <EndedAt row={row} />
        </div>
      ),
    },
    { key: 'readiness', title: 'Readiness', width: 'name', cell: (row) => <ReadinessCell row={row} /> },
    { key: 'pipeline', title: 'Pipeline', width: 'fit', cell: (row) => <PipelineCell row={row} /> },
    {
      key: 'plan',
      title: 'Plan',
      width: 'fit',
      cell: (row) => <Link to={addressOf.plan(row.remediationPlan.id)}>See the plan</Link>,
    },
    { key: 'checked', title: 'Checked', width: 'fit', cell: (row) => <CheckedCell row={row} /> },
    { key: 'actions', title: '', width: 'fit', cell: (row) => <MergeRequestActions row={row} /> },
  ];
  return <DataTable label="Merge requests" columns={columns} rows={mergeRequests} rowKey={(row) => row.id} />;
}

function TitleCell({ row }: { readonly row: MergeRequestRowFragment }) {
  return (
    <div>
      <OutsideLink href={row.webUrl}>
        !{row.iid} {row.title}
      </OutsideLink>
      <div className="mono quiet">
        {row.sourceBranch} → {row.targetBranch}
      </div>
    </div>
  );
}

function EndedAt({ row }: { readonly row: MergeRequestRowFragment }) {
  const at = row.mergedAt ?? row.closedAt;
  if (at === null || at === undefined) return null;
  return (
    <div className="quiet small">
      <When at={at} />
    </div>
  );
}

function ReadinessCell({ row }: { readonly row: MergeRequestRowFragment }) {
  const words = readinessWords(row);
  return (
    <div>
      {words !== null && <StateMark tone={words.tone}>{words.label}</StateMark>}
      {row.statusText !== words?.label && <div className="quiet small clamp">{row.statusText}</div>}
      {lifeSentences(row).map((sentence) => (
        <div key={sentence} className="quiet small">
          {sentence}
        </div>
      ))}
    </div>
  );
}

function PipelineCell({ row }: { readonly row: MergeRequestRowFragment }) {
  if (row.pipelineStatus === null || row.pipelineStatus === undefined)
    return <span className="quiet">None</span>;
  const words = pipelineWords(row.pipelineStatus);
  const mark = <StateMark tone={words.tone}>{words.label}</StateMark>;
  if (row.pipelineUrl === null || row.pipelineUrl === undefined) return mark;
  return <OutsideLink href={row.pipelineUrl}>{mark}</OutsideLink>;
}

function CheckedCell({ row }: { readonly row: MergeRequestRowFragment }) {
  const refresh = useRefreshMergeRequest();
  return (
    <div className="row" style={{ flexWrap: 'nowrap' }}>
      <div>
        <When at={row.checkedAt} />
        {row.nextLookAt !== null && row.nextLookAt !== undefined && (
          <div className="quiet small">
            Next <When at={row.nextLookAt} />
          </div>
        )}
      </div>
      {row.state === 'OPENED' && (
        <Button
          variant="default"
          size="compact-xs"
          loading={refresh.isBusy}
          aria-label={`Refresh merge request ${row.iid} of ${row.project.path}`}
          onClick={() => void refresh.run({ input: { id: row.id } })}
        >
          Refresh
        </Button>
      )}
      {refresh.problem !== null && (
        <span role="alert" className="small">
          <StateMark tone="bad">{refresh.problem.message}</StateMark>
        </span>
      )}
    </div>
  );
}
