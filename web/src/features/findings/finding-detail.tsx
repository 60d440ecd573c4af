import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingDetailFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { sentenceCase } from '../../lib/text.js';
import { Copyable } from '../../ui/copyable.js';
import { DependencyPaths } from '../../ui/dependency-paths.js';
import { Facts } from '../../ui/page.js';
import { SeverityLabel } from '../../ui/severity.js';
import { UnfixedFacts } from '../../ui/unfixed-facts.js';
import { FindingDecision } from './finding-decision.js';
import { describeFix } from './finding-words.js';

graphql(/* GraphQL */ `
  fragment FindingDetail on Finding {
    id
    because
    scope
    isDirect
    paths
    fixedVersions
    state
    fixedAt
    manifestPath
    risk {
      score
      parts {
        kind
        points
        text
      }
    }
    ecosystem
    packageName
    advisoryGroup {
      id
      primaryId
      advisories {
        id
        advisoryId
        summary
        severity
        score
      }
    }
    remediationPlan {
      id
      state
      title
    }
    unfixedReason {
      code
      message
      by
      range
      needed
      freedBy
      oldEnoughAt
      status
      tool
      until
      offeredBy {
        id
        title
        kind
        state
      }
    }
    ...FindingDecision
  }
`);

/** Why a dependency is vulnerable, how it comes in, and what is done about it. */
export function FindingDetail({ finding }: { readonly finding: FindingDetailFragment }) {
  return (
    <Facts
      facts={[
        { label: 'Fix', value: <FixValue finding={finding} /> },
        { label: 'Decision', value: <FindingDecision finding={finding} /> },
        { label: 'Risk', value: <RiskParts risk={finding.risk} /> },
        { label: 'Because', value: finding.because },
        { label: 'Comes in by', value: <DependencyPaths paths={finding.paths} /> },
        { label: 'Fixed in', value: <FixedVersions versions={finding.fixedVersions} /> },
        { label: 'Advisories', value: <Advisories finding={finding} /> },
        { label: 'Scope', value: sentenceCase(finding.scope) },
        { label: 'All projects', value: <CampaignLinks finding={finding} /> },
      ]}
    />
  );
}

function FixValue({ finding }: { readonly finding: FindingDetailFragment }): ReactNode {
  const fix = describeFix(finding);
  if (fix.kind === 'plan') {
    return (
      <>
        <Link to={addressOf.plan(fix.planId)}>{finding.remediationPlan?.title}</Link>{' '}
        <span className="quiet">{fix.label}</span>
      </>
    );
  }
  const reason = finding.unfixedReason;
  if (fix.kind === 'reason' && reason !== null && reason !== undefined) {
    return <UnfixedFacts reason={reason} />;
  }
  if (finding.state === 'DISMISSED') return <span className="quiet">None while it is dismissed.</span>;
  return fix.kind === 'done' ? 'It is fixed.' : `${fix.kind === 'unknown' ? fix.label : ''}.`;
}

/** The score, and each part with its points: what counts for nothing is said too. */
function RiskParts({ risk }: { readonly risk: FindingDetailFragment['risk'] }) {
  return (
    <div className="stack-tight">
      <span>{risk.score} of 100</span>
      <ul className="plain-list stack-tight" aria-label="Parts of the risk">
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

function FixedVersions({ versions }: { readonly versions: readonly string[] }) {
  if (versions.length === 0) return <span className="quiet">No fixed version is known.</span>;
  return (
    <span className="row">
      {versions.map((version) => (
        <Copyable key={version} text={version} label="version" />
      ))}
    </span>
  );
}

/** The same vulnerability, and the same package, across all projects. */
function CampaignLinks({ finding }: { readonly finding: FindingDetailFragment }) {
  return (
    <span className="row">
      <Link to={addressOf.advisoryCampaign(finding.advisoryGroup.primaryId)}>
        Campaign of {finding.advisoryGroup.primaryId}
      </Link>
      <Link to={addressOf.packageCampaign(finding.ecosystem, finding.packageName)}>
        Campaign of {finding.packageName}
      </Link>
    </span>
  );
}

function Advisories({ finding }: { readonly finding: FindingDetailFragment }) {
  return (
    <ul className="plain-list stack-tight">
      {finding.advisoryGroup.advisories.map((advisory) => (
        <li key={advisory.id}>
          <Link to={addressOf.advisory(advisory.advisoryId)} className="mono">
            {advisory.advisoryId}
          </Link>{' '}
          <SeverityLabel severity={advisory.severity} score={advisory.score ?? null} /> {advisory.summary}
        </li>
      ))}
    </ul>
  );
}
