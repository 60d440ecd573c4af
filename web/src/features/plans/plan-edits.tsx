import { graphql } from '../../generated/plans/gql.js';
import type { PlanEditsFragment } from '../../generated/plans/graphql.js';
import { countOf } from '../../lib/text.js';
import { DiffView } from '../../ui/diff-view.js';
import { Section } from '../../ui/page.js';

graphql(/* GraphQL */ `
  fragment PlanEdits on RemediationPlan {
    id
    edits {
      path
      diff
      additions
      deletions
    }
  }
`);

/** The exact diff of every file: this, byte for byte, is what the commit will hold. */
export function PlanEdits({ plan }: { readonly plan: PlanEditsFragment }) {
  return (
    <Section title="Diff" note={`${countOf(plan.edits.length, 'file')}. Exactly this is committed.`}>
      {plan.edits.map((edit) => (
        <DiffView
          key={edit.path}
          path={edit.path}
          diff={edit.diff}
          additions={edit.additions}
          deletions={edit.deletions}
          isOpenAtFirst={plan.edits.length <= 6}
        />
      ))}
    </Section>
  );
}
