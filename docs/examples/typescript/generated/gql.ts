/* eslint-disable */
import * as types from './graphql.js';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query ProposedSafePlans($after: String) {\n    remediationPlans(first: 50, after: $after, filter: { kind: [SAFE], state: [PROPOSED] }) {\n      nodes {\n        id\n        title\n        digest\n        riskLevel\n        project {\n          path\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ProposedSafePlansDocument,
    "\n  mutation Approve($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        state\n        digest\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ApproveDocument,
    "\n  subscription FollowPlans($after: String) {\n    planChanged(after: $after) {\n      change\n      cursor\n      remediationPlan {\n        title\n        state\n      }\n    }\n  }\n": typeof types.FollowPlansDocument,
};
const documents: Documents = {
    "\n  query ProposedSafePlans($after: String) {\n    remediationPlans(first: 50, after: $after, filter: { kind: [SAFE], state: [PROPOSED] }) {\n      nodes {\n        id\n        title\n        digest\n        riskLevel\n        project {\n          path\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ProposedSafePlansDocument,
    "\n  mutation Approve($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        state\n        digest\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ApproveDocument,
    "\n  subscription FollowPlans($after: String) {\n    planChanged(after: $after) {\n      change\n      cursor\n      remediationPlan {\n        title\n        state\n      }\n    }\n  }\n": types.FollowPlansDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProposedSafePlans($after: String) {\n    remediationPlans(first: 50, after: $after, filter: { kind: [SAFE], state: [PROPOSED] }) {\n      nodes {\n        id\n        title\n        digest\n        riskLevel\n        project {\n          path\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.js').ProposedSafePlansDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation Approve($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        state\n        digest\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.js').ApproveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowPlans($after: String) {\n    planChanged(after: $after) {\n      change\n      cursor\n      remediationPlan {\n        title\n        state\n      }\n    }\n  }\n"): typeof import('./graphql.js').FollowPlansDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
