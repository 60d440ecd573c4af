import { useState } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/settings/gql.js';
import type { AuditRowFragment } from '../../generated/settings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { exactTime } from '../../lib/time.js';
import { settingTexts } from '../../texts/settings.js';
import { DataTable } from '../../ui/data-table.js';
import { PathText } from '../../ui/path-text.js';
import { AuditDetails } from './audit-details.js';
import { addressOfAction, subjectOf } from './audit-filter.js';

const texts = settingTexts.audit;

graphql(/* GraphQL */ `
  fragment AuditRow on AuditEvent {
    id
    at
    actor
    action
    message
    subjectType
    subjectId
    project {
      id
      path
    }
    operation
    requestId
    remoteAddress
    changes {
      field
      before
      after
    }
  }
`);

/** The records with their exact times, each with the way to what it is about. */
export function AuditTable({ records }: { readonly records: readonly AuditRowFragment[] }) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  return (
    <DataTable
      label={texts.label}
      rows={records}
      rowKey={({ id }) => id}
      detail={{
        openKey,
        toggle: (key) => setOpenKey(key === openKey ? null : key),
        label: ({ message }) => texts.detailsOf(message),
        render: (record) => <AuditDetails record={record} />,
      }}
      columns={[
        {
          key: 'at',
          title: texts.at,
          width: 'fit',
          cell: ({ at }) => <time dateTime={at}>{exactTime(at)}</time>,
        },
        { key: 'actor', title: texts.actor, width: 'label', cell: ({ actor }) => actor },
        { key: 'message', title: texts.message, width: 'grow', cell: ({ message }) => message },
        { key: 'about', title: texts.about, width: 'name', cell: (record) => <About record={record} /> },
        {
          key: 'action',
          title: texts.action,
          width: 'fit',
          cell: ({ action }) => (
            <Link to={addressOfAction(action)} className="mono" aria-label={texts.onlyAction(action)}>
              {action}
            </Link>
          ),
        },
      ]}
    />
  );
}

function About({ record }: { readonly record: AuditRowFragment }) {
  const subject = subjectOf(record);
  const project = record.project ?? null;
  if (subject === null && project === null) return null;
  return (
    <div className="stack-tight">
      {subject !== null && <Link to={subject.to}>{subject.label}</Link>}
      {project !== null && (
        <Link to={addressOf.project(project.id)}>
          <PathText path={project.path} />
        </Link>
      )}
    </div>
  );
}
