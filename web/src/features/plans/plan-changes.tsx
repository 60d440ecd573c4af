import { Link } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanChangesFragment } from '../../generated/plans/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { PackageName } from '../../ui/package-name.js';
import { DataTable } from '../../ui/data-table.js';
import { SeverityShape, StateMark } from '../../ui/mark.js';
import { Section } from '../../ui/page.js';
import { severityWord } from '../../lib/severity.js';
import { VersionStepWord } from '../../ui/version-step.js';
import { When } from '../../ui/when.js';
import classes from './plan-changes.module.css';
import { changesIn, MEANS } from './plan-words.js';

graphql(/* GraphQL */ `
  fragment PlanChanges on RemediationPlan {
    id
    changes {
      name
      ecosystem
      from
      to
      means
      step
      isDirect
      manifestPath
      publishedAt
      deprecated
      reason
      fixes {
        advisories
        severity
      }
    }
  }
`);

type Change = PlanChangesFragment['changes'][number];

/** Which package goes from which version to which, how, why, and what that fixes. */
export function PlanChanges({ plan }: { readonly plan: PlanChangesFragment }) {
  return (
    <Section title="Changes" note={changesIn(plan.changes)}>
      <DataTable
        label="Changes"
        rows={plan.changes}
        rowKey={(change) => `${change.manifestPath} ${change.name} ${change.from} ${change.to}`}
        columns={[
          {
            key: 'package',
            title: 'Package',
            width: 'name',
            cell: (change) => <PackageCell change={change} />,
          },
          { key: 'version', title: 'Version', cell: (change) => <VersionCell change={change} /> },
          { key: 'fixes', title: 'Fixes', cell: (change) => <FixesCell change={change} /> },
          { key: 'reason', title: 'Why this version', width: 'grow', cell: (change) => change.reason },
        ]}
      />
    </Section>
  );
}

function PackageCell({ change }: { readonly change: Change }) {
  return (
    <div>
      <span className="mono">
        <PackageName name={change.name} />
      </span>
      <div className="quiet small">
        {change.isDirect ? 'Direct' : 'Transitive'} in {change.manifestPath}
      </div>
    </div>
  );
}

function VersionCell({ change }: { readonly change: Change }) {
  return (
    <div>
      <span className={`mono ${classes.versions}`}>
        <span className="quiet">{change.from}</span>
        <span aria-label="to">→</span>
        <strong>{change.to}</strong>
      </span>
      <div className="quiet small" title={MEANS[change.means].meaning}>
        <VersionStepWord step={change.step} />, {MEANS[change.means].label.toLowerCase()}
      </div>
      {change.publishedAt !== null && change.publishedAt !== undefined && (
        <div className="quiet small">
          Released <When at={change.publishedAt} />
        </div>
      )}
      {change.deprecated !== null && change.deprecated !== undefined && (
        <div className="small">
          <StateMark tone="warn">Deprecated: {change.deprecated}</StateMark>
        </div>
      )}
    </div>
  );
}

function FixesCell({ change }: { readonly change: Change }) {
  if (change.fixes.length === 0) return <span className="quiet">Needed by another change</span>;
  return (
    <ul className="plain-list">
      {change.fixes.map((finding) => {
        const advisory = finding.advisories[0] ?? '';
        return (
          <li key={advisory} className={classes.fix} title={severityWord(finding.severity)}>
            <SeverityShape severity={finding.severity} />
            <span className="visually-hidden">{severityWord(finding.severity)}</span>
            <Link to={addressOf.advisory(advisory)} className="mono">
              {advisory}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
