import { Link } from 'react-router';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { MergeRequestRowFragment } from '../../generated/merge-requests/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { PathText } from '../../ui/path-text.js';
import { type Column, DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { When } from '../../ui/when.js';
import { MergeRequestActions } from './merge-request-actions.js';
import { lifeSentences, MERGE_REQUEST_STATES, readinessWords } from './merge-request-words.js';
import { PipelineMark } from './pipeline-mark.js';

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
    createdAt
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
      fixedCounts {
        malicious
        critical
        high
        medium
        low
        none
        total
      }
    }
  }
`);

const texts = mergeRequestTexts.columns;

/** One merge request a row: where it stands in GitLab, in words. */
export function MergeRequestTable({
  mergeRequests,
  showsProject,
}: {
  readonly mergeRequests: readonly MergeRequestRowFragment[];
  readonly showsProject: boolean;
}) {
  const columns: Column<MergeRequestRowFragment>[] = [
    { key: 'title', title: texts.title, width: 'grow', cell: (row) => <TitleCell row={row} /> },
    ...(showsProject
      ? [
          {
            key: 'project',
            title: texts.project,
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
      title: texts.state,
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
    { key: 'readiness', title: texts.readiness, width: 'name', cell: (row) => <ReadinessCell row={row} /> },
    { key: 'pipeline', title: texts.pipeline, width: 'fit', cell: (row) => <PipelineMark row={row} /> },
    {
      key: 'plan',
      title: texts.plan,
      width: 'fit',
      cell: (row) => (
        <Link to={addressOf.plan(row.remediationPlan.id)} data-row>
          {mergeRequestTexts.seePlan}
        </Link>
      ),
    },
    { key: 'checked', title: texts.checked, width: 'fit', cell: (row) => <CheckedCell row={row} /> },
    { key: 'actions', title: texts.actions, width: 'fit', cell: (row) => <MergeRequestActions row={row} /> },
  ];
  return (
    <DataTable
      label={mergeRequestTexts.title}
      columns={columns}
      rows={mergeRequests}
      rowKey={(row) => row.id}
    />
  );
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

function CheckedCell({ row }: { readonly row: MergeRequestRowFragment }) {
  return (
    <div>
      <When at={row.checkedAt} />
      {row.nextLookAt !== null && row.nextLookAt !== undefined && (
        <div className="quiet small">
          {mergeRequestTexts.next} <When at={row.nextLookAt} />
        </div>
      )}
    </div>
  );
}
