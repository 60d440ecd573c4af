import { ask } from './client.js';
import { graphql } from './generated/gql.js';
import type { ProposedSafePlansQuery } from './generated/graphql.js';

const proposed = graphql(/* GraphQL */ `
  query ProposedSafePlans($after: String) {
    remediationPlans(first: 50, after: $after, filter: { kind: [SAFE], state: [PROPOSED] }) {
      nodes {
        id
        title
        digest
        riskLevel
        project {
          path
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const approve = graphql(/* GraphQL */ `
  mutation Approve($input: ApprovePlanInput!) {
    approvePlan(input: $input) {
      remediationPlan {
        state
        digest
      }
      userErrors {
        code
        message
      }
    }
  }
`);

for (let after: string | null = null, isMore = true; isMore;) {
  const page: ProposedSafePlansQuery = await ask(proposed, { after });
  const { nodes, pageInfo } = page.remediationPlans;
  for (const plan of nodes) {
    if (plan.riskLevel === 'HIGH') continue;
    // The digest names the edits that were read. The key makes it safe to send the request again.
    const { id, digest } = plan;
    const { approvePlan } = await ask(approve, {
      input: { id, digest, idempotencyKey: `approve-${id}-${digest}` },
    });
    const [problem] = approvePlan.userErrors;
    const outcome = problem?.message ?? approvePlan.remediationPlan?.state ?? 'gone';
    console.log(`${plan.project.path}: ${plan.title}: ${outcome}`);
  }
  isMore = pageInfo.hasNextPage;
  after = pageInfo.endCursor ?? null;
}
