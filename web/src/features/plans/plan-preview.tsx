import { graphql } from '../../generated/plans/gql.js';
import type { PlanPreviewFragment } from '../../generated/plans/graphql.js';
import { planPartTexts } from '../../texts/plan-parts.js';
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

const texts = planPartTexts.preview;

/** The merge request as it will be opened: its texts, word for word. */
export function PlanPreview({ plan }: { readonly plan: PlanPreviewFragment }) {
  const { title, description, branchName, commitMessage } = plan.preview;
  return (
    <Section title={texts.section} note={texts.note}>
      <div className={classes.preview}>
        <Facts
          facts={[
            { label: texts.title, value: title },
            { label: texts.branch, value: <span className="mono">{branchName}</span> },
            { label: texts.commit, value: <pre className={`mono ${classes.text}`}>{commitMessage}</pre> },
            {
              label: texts.description,
              value: (
                <pre
                  className={`mono ${classes.text} ${classes.description}`}
                  tabIndex={0}
                  aria-label={texts.description}
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
