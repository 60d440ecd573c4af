import { useState } from 'react';
import { graphql } from '../../generated/plans/gql.js';
import type { PlanChangesFragment } from '../../generated/plans/graphql.js';
import { planPartTexts } from '../../texts/plan-parts.js';
import { RiskMark } from '../../ui/breaking-risk.js';
import { DataTable } from '../../ui/data-table.js';
import { StateMark } from '../../ui/mark.js';
import { PackageName } from '../../ui/package-name.js';
import { Section } from '../../ui/page.js';
import { PathText } from '../../ui/path-text.js';
import { VersionStepWord } from '../../ui/version-step.js';
import { When } from '../../ui/when.js';
import { ChangeEvidence, FIXES_SHOWN } from './change-evidence.js';
import { FixList, fixesOf } from './fix-list.js';
import classes from './plan-changes.module.css';
import { changesIn, manifestsOf, MEANS } from './plan-words.js';

graphql(/* GraphQL */ `
  fragment PlanChanges on RemediationPlan {
    id
    kind
    changes {
      name
      ecosystem
      from
      to
      means
      step
      isDirect
      reason
      ...ChangeEvidence
    }
  }
`);

const texts = planPartTexts.changes;

type Change = PlanChangesFragment['changes'][number];

/** Which package goes from which version to which, how, why, what that fixes, and what speaks for and against it. */
export function PlanChanges({ plan }: { readonly plan: PlanChangesFragment }) {
  const [open, setOpen] = useState<string | null>(() => firstToRead(plan));
  return (
    <Section title={texts.title} note={changesIn(plan.changes)}>
      <DataTable
        label={texts.title}
        rows={plan.changes}
        rowKey={keyOf}
        columns={[
          {
            key: 'package',
            title: texts.package,
            width: 'name',
            cell: (change) => <PackageCell change={change} />,
          },
          { key: 'version', title: texts.version, cell: (change) => <VersionCell change={change} /> },
          {
            key: 'risk',
            title: texts.risk,
            width: 'label',
            cell: (change) => <RiskCell change={change} />,
          },
          { key: 'fixes', title: texts.fixes, cell: (change) => <FixesCell change={change} /> },
          { key: 'reason', title: texts.why, width: 'grow', cell: (change) => change.reason },
        ]}
        detail={{
          openKey: open,
          toggle: (key) => setOpen(key === open ? null : key),
          label: (change) => texts.details(change.name, change.to),
          render: (change) => <ChangeEvidence change={change} />,
        }}
      />
    </Section>
  );
}

function keyOf(change: Change): string {
  return `${change.manifestPath} ${change.name} ${change.from} ${change.to}`;
}

/** What may break something is read first: a plan's only change, and the first of a plan that is not safe, stand open. */
function firstToRead(plan: PlanChangesFragment): string | null {
  const [first] = plan.changes;
  if (first === undefined) return null;
  return plan.changes.length === 1 || plan.kind === 'BREAKING' || plan.kind === 'FORCED'
    ? keyOf(plan.changes.find((change) => change.fixes.length > 0) ?? first)
    : null;
}

function PackageCell({ change }: { readonly change: Change }) {
  const manifests = manifestsOf(change);
  return (
    <div>
      <span className="mono">
        <PackageName name={change.name} />
      </span>
      <div className="quiet small" title={manifests.join('\n')}>
        {texts.in(change.isDirect)}{' '}
        {manifests.length === 1 ? <PathText path={manifests[0] ?? ''} /> : texts.manifests(manifests.length)}
      </div>
    </div>
  );
}

function VersionCell({ change }: { readonly change: Change }) {
  return (
    <div>
      <span className={`mono ${classes.versions}`}>
        <span className="quiet">{change.from}</span>
        <span aria-label={texts.to}>→</span>
        <strong>{change.to}</strong>
      </span>
      <div className="quiet small" title={MEANS[change.means].meaning}>
        <VersionStepWord step={change.step} />, {MEANS[change.means].label.toLowerCase()}
      </div>
      {change.publishedAt !== null && change.publishedAt !== undefined && (
        <div className="quiet small">
          {texts.released} <When at={change.publishedAt} />
        </div>
      )}
      {change.deprecated !== null && change.deprecated !== undefined && (
        <div className="small">
          <StateMark tone="warn">{texts.deprecated}</StateMark>
        </div>
      )}
    </div>
  );
}

function RiskCell({ change }: { readonly change: Change }) {
  const usage = change.evidence?.usage;
  const unmet = change.evidence?.unmet ?? [];
  return (
    <div>
      <RiskMark level={change.evidence?.risk.level} />
      {usage !== null && usage !== undefined && (
        <div className="quiet small">{texts.importedBy(usage.count)}</div>
      )}
      {unmet.length > 0 && <div className="quiet small">{texts.unmet(unmet.length)}</div>}
    </div>
  );
}

function FixesCell({ change }: { readonly change: Change }) {
  if (change.fixes.length === 0) return <span className="quiet">{texts.needed}</span>;
  const fixes = fixesOf(change.fixes);
  return (
    <div>
      <FixList fixes={fixes.slice(0, FIXES_SHOWN)} />
      {fixes.length > FIXES_SHOWN && (
        <span className="quiet small">{texts.more(fixes.length - FIXES_SHOWN)}</span>
      )}
    </div>
  );
}
