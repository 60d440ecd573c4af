import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/projects/gql.js';
import type { ProjectSettingsFragment } from '../../generated/projects/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { projectTexts } from '../../texts/projects.js';
import { DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { Facts, Section } from '../../ui/page.js';
import { Failure, LoadingRows, PartialFailure } from '../../ui/page-states.js';
import { When } from '../../ui/when.js';
import { placesOf } from './project-places.js';
import { accessLevelWord, WEBHOOK_STATES } from './project-words.js';
import { groupSentence, originsOf } from './settings-words.js';

const settingsDocument = graphql(/* GraphQL */ `
  query ProjectSettings($id: ID!) {
    node(id: $id) {
      id
      ... on Project {
        ...ProjectSettings
      }
    }
  }

  fragment ProjectSettings on Project {
    id
    path
    state
    reasons {
      code
      message
    }
    accessLevel
    visibility
    webhook {
      state
      problem
      lastEventAt
    }
    manifests(first: 100) {
      nodes {
        id
        ecosystem
      }
    }
    integration {
      id
      name
      account {
        username
      }
      settings {
        allowGroups
        denyGroups
        makesWebhooks
      }
      registries {
        ecosystem
        url
        isDefault
        hasToken
      }
    }
    policy {
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
        }
      }
    }
  }
`);

const texts = projectTexts.settings;

type Project = ProjectSettingsFragment;

/** What Backline may do with the project and what it was told: each with where that comes from, and the remedy. */
export function SettingsTab() {
  const { projectId = '' } = useParams();
  const { data, error, refetch } = useQuery(settingsDocument, {
    variables: { id: projectId },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  const node = data?.node;
  const problem = error === undefined ? null : describeError(error);
  if (node === null || node === undefined || !('integration' in node)) {
    return problem === null ? (
      <LoadingRows rows={6} />
    ) : (
      <Failure problem={problem} retry={() => void refetch()} />
    );
  }
  return (
    <div className="stack">
      {problem !== null && <PartialFailure problem={problem} retry={() => void refetch()} />}
      <Reach project={node} />
      <Registries project={node} />
      <PolicyOrigins project={node} />
    </div>
  );
}

function Reach({ project }: { readonly project: Project }) {
  const { integration } = project;
  const account = integration.account?.username;
  return (
    <Section title={texts.reach}>
      <p>{MAY[project.state]}</p>
      {project.reasons.map(({ code, message }) => (
        <div key={code}>
          <StateMark tone="warn">
            {message} {projectTexts.remedies[code]}
          </StateMark>
        </div>
      ))}
      <Facts
        facts={[
          {
            label: texts.integration,
            value: <Link to={addressOf.integration(integration.id)}>{integration.name}</Link>,
          },
          {
            label: texts.role,
            value: (
              <>
                {accessLevelWord(project.accessLevel ?? null)}{' '}
                {account !== undefined && <span className="quiet">{texts.roleNote(account)}</span>}
              </>
            ),
          },
          { label: texts.groups, value: groupSentence(project.path, integration.settings) },
          { label: texts.webhook, value: <Webhook project={project} /> },
          { label: texts.visibility, value: project.visibility },
        ]}
      />
    </Section>
  );
}

const MAY = { READY: texts.may, READ_ONLY: texts.reads, UNAVAILABLE: texts.mayNot } as const;

function Webhook({ project: { webhook, integration } }: { readonly project: Project }) {
  if (webhook === null || webhook === undefined)
    return integration.settings.makesWebhooks ? texts.webhookNone : texts.webhookOff;
  const { label, tone } = WEBHOOK_STATES[webhook.state];
  return (
    <div>
      <StateMark tone={tone}>{label}</StateMark>
      {typeof webhook.problem === 'string' && <div className="quiet small">{webhook.problem}</div>}
      {typeof webhook.lastEventAt === 'string' && (
        <div className="quiet small">
          {projectTexts.facts.lastEvent} <When at={webhook.lastEventAt} />
        </div>
      )}
    </div>
  );
}

/** Those of the project's own ecosystems. */
function Registries({ project: { integration, manifests } }: { readonly project: Project }) {
  const used = new Set(manifests.nodes.map(({ ecosystem }) => ecosystem));
  const rows = integration.registries.filter(({ ecosystem }) => used.has(ecosystem));
  const titles = texts.registryColumns;
  return (
    <Section
      title={texts.registries}
      note={<Link to={addressOf.integration(integration.id)}>{texts.registriesNote}</Link>}
    >
      {rows.length === 0 ? (
        <p className="quiet">{texts.noEcosystems}</p>
      ) : (
        <DataTable
          label={texts.registries}
          rows={rows}
          rowKey={({ ecosystem }) => ecosystem}
          columns={[
            { key: 'ecosystem', title: titles.ecosystem, width: 'label', cell: ({ ecosystem }) => ecosystem },
            {
              key: 'address',
              title: titles.address,
              width: 'grow',
              cell: ({ url, hasToken }) =>
                typeof url === 'string' ? (
                  <span>
                    <span className="mono breaks">{url}</span>{' '}
                    {hasToken && <span className="quiet">{texts.withToken}</span>}
                  </span>
                ) : (
                  <span className="quiet">{texts.registryOff}</span>
                ),
            },
            {
              key: 'from',
              title: titles.from,
              width: 'label',
              cell: ({ isDefault }) => (isDefault ? texts.fromDefault : texts.fromIntegration),
            },
          ]}
        />
      )}
    </Section>
  );
}

function PolicyOrigins({ project }: { readonly project: Project }) {
  return (
    <Section title={texts.policy} note={texts.policyNote}>
      <DataTable
        label={texts.policy}
        rows={originsOf(project.policy.origins, project.id)}
        rowKey={({ label }) => label}
        columns={[
          {
            key: 'from',
            title: texts.policyColumns.from,
            width: 'grow',
            cell: ({ label, address }) => (address === null ? label : <Link to={address}>{label}</Link>),
          },
          {
            key: 'rules',
            title: texts.policyColumns.rules,
            width: 'label',
            cell: ({ count }) => texts.rules(count),
          },
        ]}
      />
      <p>
        <Link to={placesOf(project.id).policy}>{texts.toPolicy}</Link>
      </p>
    </Section>
  );
}
