import { graphql } from '../../generated/advisories/gql.js';
import type { AdvisoryRecordFragment } from '../../generated/advisories/graphql.js';
import { advisoryTexts } from '../../texts/advisories.js';
import { Copyable } from '../../ui/copyable.js';
import { OutsideLink } from '../../ui/outside-link.js';
import { Facts, Section } from '../../ui/page.js';
import { When } from '../../ui/when.js';

graphql(/* GraphQL */ `
  fragment AdvisoryRecord on Advisory {
    cwes
    vector
    publishedAt
    modifiedAt
    references
  }
`);

const texts = advisoryTexts.page;
const MOST_OPEN = 8;

/** What the record tells of itself: its days, weaknesses, vector and references. */
export function AdvisoryRecord({ advisory }: { readonly advisory: AdvisoryRecordFragment }) {
  const { vector, references, cwes } = advisory;
  return (
    <Section title={texts.record}>
      <Facts
        facts={[
          { label: texts.published, value: <When at={advisory.publishedAt} never={texts.notKnown} /> },
          { label: texts.modified, value: <When at={advisory.modifiedAt} /> },
          { label: texts.weaknesses, value: cwes.length === 0 ? texts.noneGiven : cwes.join(', ') },
          {
            label: texts.vector,
            value:
              vector === null || vector === undefined ? (
                texts.noneGiven
              ) : (
                <Copyable text={vector} label={texts.vector} max={80} />
              ),
          },
          {
            label: texts.references,
            value: references.length === 0 ? texts.noneGiven : <References references={references} />,
          },
        ]}
      />
    </Section>
  );
}

function References({ references }: { readonly references: readonly string[] }) {
  return (
    <details open={references.length <= MOST_OPEN}>
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
