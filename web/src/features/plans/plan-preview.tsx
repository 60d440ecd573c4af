import { graphql } from '../../generated/plans/gql.js';
import type { PlanPreviewFragment } from '../../generated/plans/graphql.js';
import { Facts, Section } from '../../ui/page.js';
import classes from './plan-preview.module.css';

graphql(/* GraphQL */ `
  fragment PlanPreview on RemediationPlan {
    id
    preview {
      title
      description
      branchName
      commitMessage
    }
  }
`);

/** The merge request as it will be opened: its texts, word for word. */
export function PlanPreview({ plan }: { readonly plan: PlanPreviewFragment }) {
  const { title, description, branchName, commitMessage } = plan.preview;
  return (
    <Section title="Merge request" note="Word for word as it is opened.">
      <div className={classes.preview}>
        <Facts
          facts={[
            { label: 'Title', value: title },
            { label: 'Branch', value: <span className="mono">{branchName}</span> },
            { label: 'Commit', value: <pre className={`mono ${classes.text}`}>{commitMessage}</pre> },
            {
              label: 'Description',
              value: (
                <pre
                  className={`mono ${classes.text} ${classes.description}`}
                  tabIndex={0}
                  aria-label="Description"
                >
                  {description}
                </pre>
              ),
            },
          ]}
        />
      </div>
    </Section>
  );
}
