import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingFactsFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { useNow } from '../../lib/use-now.js';
import { findingTexts } from '../../texts/findings.js';
import { Copyable } from '../../ui/copyable.js';
import { FindingStateMark } from '../../ui/finding-state.js';
import { StateMark } from '../../ui/mark.js';
import { Facts, Section } from '../../ui/page.js';
import { PathText } from '../../ui/path-text.js';
import { When } from '../../ui/when.js';
import { isOverdue } from './finding-words.js';
import { findingsAddress } from './finding-filter.js';
import { deadlineOf, policyAddress } from './deadline.js';

graphql(/* GraphQL */ `
  fragment FindingFacts on Finding {
    id
    ecosystem
    packageName
    versions
    fixedVersions
    isDirect
    scope
    because
    manifestPath
    severity
    state
    firstSeenAt
    dueAt
    risk {
      score
      parts {
        kind
        points
        text
      }
    }
    project {
      id
      policy {
        slaDays {
          critical
          high
          medium
          low
        }
        origins {
          field
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
    otherPlaces {
      id
      packageName
      version
      manifestPath
      state
    }
    campaign {
      id
      openProjects
    }
    advisoryGroup {
      id
      primaryId
    }
  }
`);

const texts = findingTexts.page;

/** A finding's facts: versions, places, day, risk with its parts, and where else the flaw is. */
export function FindingFacts({ finding }: { readonly finding: FindingFactsFragment }) {
  return (
    <Section title={texts.facts}>
      <Facts
        facts={[
          { label: texts.vulnerable, value: <Versions versions={finding.versions} /> },
          {
            label: texts.fixedIn,
            value:
              finding.fixedVersions.length === 0 ? (
                <span className="quiet">{texts.noFixedVersion}</span>
              ) : (
                <Versions versions={finding.fixedVersions} />
              ),
          },
          { label: texts.due, value: <Due finding={finding} /> },
          { label: texts.risk, value: <RiskParts risk={finding.risk} /> },
          { label: texts.because, value: finding.because },
          {
            label: texts.scope,
            value: `${findingTexts.scopes[finding.scope]}. ${texts.direct(finding.isDirect)}`,
          },
          { label: texts.place, value: <Place finding={finding} /> },
          { label: texts.otherPlaces, value: <OtherPlaces places={finding.otherPlaces} /> },
          { label: texts.otherProjects, value: <OtherProjects finding={finding} /> },
          { label: texts.firstSeen, value: <When at={finding.firstSeenAt} /> },
        ]}
      />
    </Section>
  );
}

function Versions({ versions }: { readonly versions: readonly string[] }) {
  return (
    <span className="row">
      {versions.map((version) => (
        <Copyable key={version} text={version} label={texts.version} />
      ))}
    </span>
  );
}

/** The day, and why it is that one: how many days, who says so, and where that can be changed. */
function Due({ finding }: { readonly finding: FindingFactsFragment }) {
  const now = useNow();
  const { origin, why } = deadlineOf(finding);
  return (
    <div className="stack-tight">
      {finding.dueAt !== null && finding.dueAt !== undefined && (
        <span>
          {isOverdue(finding, now) ? (
            <StateMark tone="bad">
              {findingTexts.row.overdue}, <When at={finding.dueAt} />
            </StateMark>
          ) : (
            <When at={finding.dueAt} />
          )}
        </span>
      )}
      <span className="small">
        {why} <Link to={policyAddress(origin, finding.project.id)}>{findingTexts.due.see}</Link>
      </span>
    </div>
  );
}

/** The score, and each part with its points: what counts for nothing is said too. */
function RiskParts({ risk }: { readonly risk: FindingFactsFragment['risk'] }) {
  return (
    <div className="stack-tight">
      <span>{texts.riskOf(risk.score)}</span>
      <ul className="plain-list stack-tight small" aria-label={texts.riskParts}>
        {risk.parts.map(({ kind, points, text }) => (
          <li key={kind} className={points === 0 ? 'quiet' : undefined}>
            <span className="mono">{signed(points)}</span> {text}
          </li>
        ))}
      </ul>
    </div>
  );
}

function signed(points: number): string {
  if (points === 0) return '0';
  return points > 0 ? `+${points}` : `−${-points}`;
}

function Place({ finding }: { readonly finding: FindingFactsFragment }) {
  const manifests = `${addressOf.project(finding.project.id)}/manifests`;
  return (
    <Link to={manifests} className="mono">
      <PathText path={finding.manifestPath} />
    </Link>
  );
}

function OtherPlaces({ places }: { readonly places: FindingFactsFragment['otherPlaces'] }) {
  if (places.length === 0) return <span className="quiet">{texts.noOtherPlaces}</span>;
  return (
    <ul className="plain-list stack-tight">
      {places.map((place) => (
        <li key={place.id} className="row">
          <Link to={addressOf.finding(place.id)} className="mono">
            {place.packageName} {place.version}
          </Link>
          <span className="mono quiet">
            <PathText path={place.manifestPath} />
          </span>
          <FindingStateMark state={place.state} />
        </li>
      ))}
    </ul>
  );
}

/** The same vulnerability, and the same package, across all projects. */
function OtherProjects({ finding }: { readonly finding: FindingFactsFragment }) {
  const { primaryId } = finding.advisoryGroup;
  const isOpenHere = [finding, ...finding.otherPlaces].some(
    ({ state }) => state === 'OPEN' || state === 'IN_PROGRESS',
  );
  return (
    <div className="stack-tight">
      <Link to={findingsAddress({ advisory: primaryId, state: ['OPEN', 'IN_PROGRESS'] })}>
        {texts.openProjects(finding.campaign.openProjects, isOpenHere)}
      </Link>
      <span className="row">
        <Link to={addressOf.advisoryCampaign(primaryId)}>{texts.campaignOf(primaryId)}</Link>
        <Link to={addressOf.packageCampaign(finding.ecosystem, finding.packageName)}>
          {texts.campaignOf(finding.packageName)}
        </Link>
      </span>
    </div>
  );
}
