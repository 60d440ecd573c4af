import { useQuery } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryPageQuery } from '../../generated/advisories/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { countOf, formatTotal } from '../../lib/text.js';
import { PackageName } from '../../ui/package-name.js';
import { PathText } from '../../ui/path-text.js';
import { Copyable } from '../../ui/copyable.js';
import { DataTable } from '../../ui/data-table.js';
import { NotFound } from '../../ui/not-found.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Facts, Page, Section } from '../../ui/page.js';
import { Empty, Failure, LoadingPage, Notice } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { When } from '../../ui/when.js';
import classes from './advisory-page.module.css';

const advisoryDocument = graphql(/* GraphQL */ `
  query AdvisoryPage($advisoryId: String!) {
    advisory(advisoryId: $advisoryId) {
      id
      advisoryId
      aliases
      summary
      details
      severity
      score
      vector
      cwes
      isMalicious
      publishedAt
      modifiedAt
      withdrawnAt
      references
      affected {
        ecosystem
        name
        ranges
      }
      findings(first: 50) {
        totalCount
        isTotalCountCapped
        nodes {
          id
          packageName
          version
          manifestPath
          state
          project {
            id
            path
          }
          remediationPlan {
            id
            title
          }
        }
      }
    }
  }
`);

type Advisory = NonNullable<AdvisoryPageQuery['advisory']>;

/** One advisory: what it says, which versions it concerns, and where it was found. */
export function AdvisoryPage() {
  const { advisoryId = '' } = useParams();
  const { data, error, refetch } = useQuery(advisoryDocument, {
    variables: { advisoryId },
    fetchPolicy: 'cache-and-network',
  });
  if (data === undefined) {
    if (error === undefined) return <AdvisoryPageLoading />;
    return (
      <Page title={advisoryId} parent={{ to: '/advisories', label: 'Advisories' }}>
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      </Page>
    );
  }
  const { advisory } = data;
  if (advisory === null || advisory === undefined) return <NotFound what="advisory" />;
  return (
    <Page
      title={advisory.summary === '' ? advisory.advisoryId : advisory.summary}
      parent={{ to: '/advisories', label: 'Advisories' }}
      facts={<Header advisory={advisory} />}
      actions={
        advisory.findings.totalCount > 0 && (
          <Button component={Link} to={addressOf.advisoryCampaign(advisory.advisoryId)} variant="default">
            Campaign over all projects
          </Button>
        )
      }
    >
      {advisory.withdrawnAt !== null && advisory.withdrawnAt !== undefined && (
        <Notice tone="warn" title="This advisory was withdrawn.">
          It makes no findings any more. Withdrawn <When at={advisory.withdrawnAt} />.
        </Notice>
      )}
      <Findings advisory={advisory} />
      <Section title="Affected versions">
        <DataTable
          label="Affected versions"
          rows={advisory.affected}
          rowKey={(row) => `${row.ecosystem} ${row.name} ${row.ranges.join()}`}
          columns={[
            {
              key: 'name',
              title: 'Package',
              cell: (row) => (
                <span className="mono">
                  <PackageName name={row.name} />
                </span>
              ),
            },
            { key: 'ecosystem', title: 'Ecosystem', cell: (row) => row.ecosystem },
            {
              key: 'ranges',
              title: 'Versions',
              width: 'grow',
              cell: (row) => (
                <div className="stack-tight">
                  {row.ranges.map((range) => (
                    <span key={range} className="mono">
                      {range}
                    </span>
                  ))}
                </div>
              ),
            },
          ]}
        />
      </Section>
      {advisory.details !== '' && (
        <Section title="Details">
          <p className={classes.details}>{advisory.details}</p>
        </Section>
      )}
      <Section title="Record">
        <Facts facts={recordFacts(advisory)} />
      </Section>
    </Page>
  );
}

export function AdvisoryPageLoading() {
  return <LoadingPage />;
}

function Header({ advisory }: { readonly advisory: Advisory }) {
  return (
    <>
      <SeverityLabel severity={advisory.severity} score={advisory.score ?? null} />
      <Copyable text={advisory.advisoryId} label="advisory id" />
      {advisory.aliases.map((alias) => (
        <Copyable key={alias} text={alias} label="alias" />
      ))}
    </>
  );
}

function Findings({ advisory }: { readonly advisory: Advisory }) {
  const { nodes, totalCount, isTotalCountCapped } = advisory.findings;
  const all = `/findings?advisory=${encodeURIComponent(advisory.advisoryId)}`;
  return (
    <Section
      title="Found in"
      note={
        totalCount > nodes.length && (
          <Link to={all}>
            All {formatTotal(totalCount, isTotalCountCapped)} {totalCount === 1 ? 'finding' : 'findings'}
          </Link>
        )
      }
    >
      {nodes.length === 0 ? (
        <Empty title="No project is concerned.">No analysed project has an affected version.</Empty>
      ) : (
        <DataTable
          label="Findings"
          rows={nodes}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'project',
              title: 'Project',
              width: 'grow',
              cell: (row) => (
                <Link to={addressOf.project(row.project.id)}>
                  <PathText path={row.project.path} />
                </Link>
              ),
            },
            {
              key: 'package',
              title: 'Package',
              cell: (row) => (
                <span className="mono">
                  {row.packageName} {row.version}
                </span>
              ),
            },
            {
              key: 'manifest',
              title: 'Manifest',
              cell: (row) => <span className="mono">{row.manifestPath}</span>,
            },
            {
              key: 'state',
              title: 'State',
              cell: (row) => STATE_WORDS[row.state],
            },
            {
              key: 'plan',
              title: 'Plan',
              cell: (row) =>
                row.remediationPlan === null || row.remediationPlan === undefined ? (
                  <span className="quiet">None</span>
                ) : (
                  <Link to={addressOf.plan(row.remediationPlan.id)}>{row.remediationPlan.title}</Link>
                ),
            },
          ]}
        />
      )}
    </Section>
  );
}

const STATE_WORDS = {
  OPEN: 'Open',
  IN_PROGRESS: 'In progress',
  FIXED: 'Fixed',
  DISMISSED: 'Dismissed',
} as const;

function recordFacts(advisory: Advisory) {
  return [
    { label: 'Published', value: <When at={advisory.publishedAt} never="Not known" /> },
    { label: 'Modified', value: <When at={advisory.modifiedAt} /> },
    { label: 'Weaknesses', value: advisory.cwes.length === 0 ? 'None given' : advisory.cwes.join(', ') },
    {
      label: 'Vector',
      value:
        advisory.vector === null || advisory.vector === undefined ? (
          'None given'
        ) : (
          <Copyable text={advisory.vector} label="vector" max={80} />
        ),
    },
    {
      label: 'References',
      value:
        advisory.references.length === 0 ? (
          'None given'
        ) : (
          <details open={advisory.references.length <= 8}>
            <summary>{countOf(advisory.references.length, 'link')}</summary>
            <ul className="plain-list stack-tight">
              {advisory.references.map((reference) => (
                <li key={reference} style={{ lineHeight: '24px' }}>
                  <OutsideLink href={reference}>{reference}</OutsideLink>
                </li>
              ))}
            </ul>
          </details>
        ),
    },
  ];
}
