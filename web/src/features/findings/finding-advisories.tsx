import { Link } from 'react-router';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingAdvisoriesFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { wordsAbout } from '../../lib/version-ranges.js';
import { findingTexts } from '../../texts/findings.js';
import { Copyable } from '../../ui/copyable.js';
import { Markdown } from '../../ui/markdown.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Facts, Section } from '../../ui/page.js';
import { Notice } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { VersionRanges } from '../../ui/version-ranges.js';
import { When } from '../../ui/when.js';
import classes from './finding-advisories.module.css';

graphql(/* GraphQL */ `
  fragment FindingAdvisories on Finding {
    id
    ecosystem
    packageName
    versions
    because
    advisoryGroup {
      id
      summary
      advisories {
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
        withdrawnAt
        references
        affected {
          ecosystem
          name
          ranges
        }
      }
    }
  }
`);

type Advisory = FindingAdvisoriesFragment['advisoryGroup']['advisories'][number];

const texts = findingTexts.advisory;

/** What every record about the flaw says: its ranges with the project's own version in them, its text, and where it is from. */
export function FindingAdvisories({ finding }: { readonly finding: FindingAdvisoriesFragment }) {
  const { advisories } = finding.advisoryGroup;
  return (
    <Section title={findingTexts.page.advisories(advisories.length)}>
      {advisories.map((advisory) => (
        <article key={advisory.id} className="stack" aria-label={advisory.advisoryId}>
          <h3 className={`row ${classes.heading}`}>
            <Link to={addressOf.advisory(advisory.advisoryId)} className="mono">
              {advisory.advisoryId}
            </Link>
            <SeverityLabel severity={advisory.severity} score={advisory.score ?? null} />
          </h3>
          {advisory.summary !== finding.advisoryGroup.summary && <p>{advisory.summary}</p>}
          <Warnings advisory={advisory} />
          <VersionRanges
            affected={affectedHere(advisory, finding)}
            own={ownVersions(advisory, finding)}
            showsPackage={!namesPackage(advisory, finding)}
          />
          {advisory.details === '' ? (
            <p className="quiet">{texts.noText}</p>
          ) : (
            <Markdown text={advisory.details} headingLevel={4} />
          )}
          <Facts facts={recordFacts(advisory)} />
        </article>
      ))}
    </Section>
  );
}

function Warnings({ advisory }: { readonly advisory: Advisory }) {
  return (
    <>
      {advisory.isMalicious && <Notice tone="bad" title={texts.malicious} />}
      {advisory.withdrawnAt !== null && advisory.withdrawnAt !== undefined && (
        <Notice tone="warn" title={texts.withdrawn}>
          <When at={advisory.withdrawnAt} />
        </Notice>
      )}
    </>
  );
}

/** What it says of this package; of an advisory that names it under another name, all that it says. */
function affectedHere(advisory: Advisory, finding: FindingAdvisoriesFragment) {
  if (!namesPackage(advisory, finding)) return advisory.affected;
  return advisory.affected.filter((each) => isPackageOf(each, finding));
}

function namesPackage({ affected }: Advisory, finding: FindingAdvisoriesFragment): boolean {
  return affected.some((each) => isPackageOf(each, finding));
}

function isPackageOf(
  { ecosystem, name }: Advisory['affected'][number],
  finding: FindingAdvisoriesFragment,
): boolean {
  return ecosystem === finding.ecosystem && name === finding.packageName;
}

function ownVersions({ advisoryId }: Advisory, finding: FindingAdvisoriesFragment) {
  const { ecosystem, packageName: name, versions } = finding;
  const words = wordsAbout(advisoryId, finding.because);
  return words.length === 0 ? null : { ecosystem, name, versions, words };
}

function recordFacts(advisory: Advisory) {
  const { aliases, cwes, vector, references } = advisory;
  return [
    { label: texts.published, value: <When at={advisory.publishedAt} never={texts.none} /> },
    {
      label: texts.aliases,
      value:
        aliases.length === 0 ? (
          texts.none
        ) : (
          <span className="row">
            {aliases.map((alias) => (
              <Copyable key={alias} text={alias} label={alias} />
            ))}
          </span>
        ),
    },
    { label: texts.weaknesses, value: cwes.length === 0 ? texts.none : cwes.join(', ') },
    {
      label: texts.vector,
      value: vector == null ? texts.none : <Copyable text={vector} label={texts.vector} max={60} />,
    },
    {
      label: texts.references,
      value: references.length === 0 ? texts.none : <References references={references} />,
    },
  ];
}

function References({ references }: { readonly references: readonly string[] }) {
  return (
    <details open={references.length <= 3}>
      <summary style={{ minHeight: 24 }}>{texts.links(references.length)}</summary>
      <ul className="plain-list">
        {references.map((reference) => (
          <li key={reference} className="breaks" style={{ lineHeight: '24px' }}>
            <OutsideLink href={reference}>{reference}</OutsideLink>
          </li>
        ))}
      </ul>
    </details>
  );
}
