import { graphql } from '../../generated/plans/gql.js';
import type { ChangeEvidenceFragment } from '../../generated/plans/graphql.js';
import { planPartTexts } from '../../texts/plan-parts.js';
import { RiskMark, RiskReasons } from '../../ui/breaking-risk.js';
import { StateMark } from '../../ui/mark.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Facts } from '../../ui/page.js';
import { PathText } from '../../ui/path-text.js';
import { When } from '../../ui/when.js';
import { FixList, fixesOf } from './fix-list.js';
import { LINKS, manifestsOf, MEANS, unmetSentence, usageSentence } from './plan-words.js';

graphql(/* GraphQL */ `
  fragment ChangeEvidence on Change {
    means
    manifestPath
    manifests
    publishedAt
    deprecated
    fixes {
      advisories
      severity
    }
    evidence {
      risk {
        level
        reasons
      }
      links {
        kind
        url
      }
      unmet {
        kind
        name
        range
        present
      }
      usage {
        files
        count
        isComplete
      }
    }
  }
`);

const texts = planPartTexts.evidence;

/** More than these stand in the details and not in the row. */
export const FIXES_SHOWN = 5;

/** All that speaks for and against one change: its risk, its age, where to read what changed, and who uses it. */
export function ChangeEvidence({ change }: { readonly change: ChangeEvidenceFragment }) {
  const evidence = change.evidence ?? null;
  const manifests = manifestsOf(change);
  return (
    <Facts
      facts={[
        {
          label: texts.risk,
          value: (
            <div className="stack-tight">
              <RiskMark level={evidence?.risk.level} />
              {evidence !== null && <RiskReasons reasons={evidence.risk.reasons} />}
            </div>
          ),
        },
        { label: texts.means, value: `${MEANS[change.means].label}. ${MEANS[change.means].meaning}` },
        {
          label: texts.released,
          value: <When at={change.publishedAt} never={texts.noRelease} />,
        },
        ...(change.deprecated === null || change.deprecated === undefined
          ? []
          : [
              {
                label: texts.deprecated,
                value: <StateMark tone="warn">{change.deprecated}</StateMark>,
              },
            ]),
        {
          label: texts.read,
          value: <Links links={evidence?.links ?? []} />,
        },
        {
          label: texts.usedBy,
          value: (
            <div className="stack-tight">
              <span>{usageSentence(evidence?.usage)}</span>
              <PathList
                paths={evidence?.usage?.files ?? []}
                total={evidence?.usage?.count ?? 0}
                label={texts.importing}
              />
            </div>
          ),
        },
        ...(evidence === null || evidence.unmet.length === 0
          ? []
          : [{ label: texts.unmet, value: <Unmet unmet={evidence.unmet} /> }]),
        ...(change.fixes.length > FIXES_SHOWN
          ? [{ label: texts.fixes, value: <FixList fixes={fixesOf(change.fixes)} /> }]
          : []),
        {
          label: texts.manifests(manifests.length),
          value: (
            <PathList paths={manifests} total={manifests.length} label={texts.manifests(manifests.length)} />
          ),
        },
      ]}
    />
  );
}

type Evidence = NonNullable<ChangeEvidenceFragment['evidence']>;

function Links({ links }: { readonly links: Evidence['links'] }) {
  if (links.length === 0) {
    return <span className="quiet">{texts.noLinks}</span>;
  }
  return (
    <span className="row">
      {links.map(({ kind, url }) => (
        <span key={`${kind} ${url}`} title={url}>
          <OutsideLink href={url}>{LINKS[kind]}</OutsideLink>
        </span>
      ))}
    </span>
  );
}

function Unmet({ unmet }: { readonly unmet: Evidence['unmet'] }) {
  return (
    <ul className="plain-list stack-tight">
      {unmet.map((requirement) => (
        <li key={`${requirement.kind} ${requirement.name}`}>
          <StateMark tone="warn">{unmetSentence(requirement)}</StateMark>
        </li>
      ))}
    </ul>
  );
}

function PathList({
  paths,
  total,
  label,
}: {
  readonly paths: readonly string[];
  readonly total: number;
  readonly label: string;
}) {
  if (paths.length === 0) return null;
  return (
    <ul className="plain-list" aria-label={label}>
      {paths.map((path) => (
        <li key={path} className="mono">
          <PathText path={path} />
        </li>
      ))}
      {total > paths.length && <li className="quiet small">{texts.moreFiles(total - paths.length)}</li>}
    </ul>
  );
}
