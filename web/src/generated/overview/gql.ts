/* eslint-disable */
import * as types from './graphql.js';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

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
    "\n  fragment AttentionEntry on AttentionItem {\n    code\n    count\n    message\n  }\n": typeof types.AttentionEntryFragmentDoc,
    "\n  fragment OverviewNumbers on Overview {\n    openFindings {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n      succeeded\n      cancelled\n    }\n  }\n": typeof types.OverviewNumbersFragmentDoc,
    "\n  query OverviewPage {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...OverviewNumbers\n    }\n    integrations(first: 20) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n  }\n": typeof types.OverviewPageDocument,
};
const documents: Documents = {
    "\n  fragment AttentionEntry on AttentionItem {\n    code\n    count\n    message\n  }\n": types.AttentionEntryFragmentDoc,
    "\n  fragment OverviewNumbers on Overview {\n    openFindings {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n      succeeded\n      cancelled\n    }\n  }\n": types.OverviewNumbersFragmentDoc,
    "\n  query OverviewPage {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...OverviewNumbers\n    }\n    integrations(first: 20) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n  }\n": types.OverviewPageDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AttentionEntry on AttentionItem {\n    code\n    count\n    message\n  }\n"): (typeof documents)["\n  fragment AttentionEntry on AttentionItem {\n    code\n    count\n    message\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OverviewNumbers on Overview {\n    openFindings {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n      succeeded\n      cancelled\n    }\n  }\n"): (typeof documents)["\n  fragment OverviewNumbers on Overview {\n    openFindings {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n      succeeded\n      cancelled\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverviewPage {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...OverviewNumbers\n    }\n    integrations(first: 20) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n  }\n"): (typeof documents)["\n  query OverviewPage {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...OverviewNumbers\n    }\n    integrations(first: 20) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;