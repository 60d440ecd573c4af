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
    "\n  mutation CloseMergeRequest($input: CloseMergeRequestInput!) {\n    closeMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CloseMergeRequestDocument,
    "\n  fragment MergeRequestRow on MergeRequest {\n    id\n    iid\n    title\n    state\n    readiness\n    statusText\n    hasConflicts\n    pipelineStatus\n    pipelineUrl\n    webUrl\n    sourceBranch\n    targetBranch\n    checkedAt\n    nextLookAt\n    isEdited\n    editedAt\n    isAutoMerge\n    mayMerge\n    mergeProblem\n    rebuildReason\n    rebuildTriedAt\n    unknownPeople\n    updatedAt\n    mergedAt\n    closedAt\n    project {\n      id\n      path\n    }\n    remediationPlan {\n      id\n      title\n    }\n  }\n": typeof types.MergeRequestRowFragmentDoc,
    "\n  query MergeRequestsPage($first: Int!, $after: String, $filter: MergeRequestFilter) {\n    mergeRequests(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...MergeRequestRow\n      }\n    }\n  }\n": typeof types.MergeRequestsPageDocument,
    "\n  mutation RebuildMergeRequest($input: RebuildMergeRequestInput!) {\n    rebuildMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RebuildMergeRequestDocument,
    "\n  mutation RefreshMergeRequest($input: RefreshMergeRequestInput!) {\n    refreshMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RefreshMergeRequestDocument,
};
const documents: Documents = {
    "\n  mutation CloseMergeRequest($input: CloseMergeRequestInput!) {\n    closeMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CloseMergeRequestDocument,
    "\n  fragment MergeRequestRow on MergeRequest {\n    id\n    iid\n    title\n    state\n    readiness\n    statusText\n    hasConflicts\n    pipelineStatus\n    pipelineUrl\n    webUrl\n    sourceBranch\n    targetBranch\n    checkedAt\n    nextLookAt\n    isEdited\n    editedAt\n    isAutoMerge\n    mayMerge\n    mergeProblem\n    rebuildReason\n    rebuildTriedAt\n    unknownPeople\n    updatedAt\n    mergedAt\n    closedAt\n    project {\n      id\n      path\n    }\n    remediationPlan {\n      id\n      title\n    }\n  }\n": types.MergeRequestRowFragmentDoc,
    "\n  query MergeRequestsPage($first: Int!, $after: String, $filter: MergeRequestFilter) {\n    mergeRequests(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...MergeRequestRow\n      }\n    }\n  }\n": types.MergeRequestsPageDocument,
    "\n  mutation RebuildMergeRequest($input: RebuildMergeRequestInput!) {\n    rebuildMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RebuildMergeRequestDocument,
    "\n  mutation RefreshMergeRequest($input: RefreshMergeRequestInput!) {\n    refreshMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RefreshMergeRequestDocument,
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
export function graphql(source: "\n  mutation CloseMergeRequest($input: CloseMergeRequestInput!) {\n    closeMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CloseMergeRequest($input: CloseMergeRequestInput!) {\n    closeMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment MergeRequestRow on MergeRequest {\n    id\n    iid\n    title\n    state\n    readiness\n    statusText\n    hasConflicts\n    pipelineStatus\n    pipelineUrl\n    webUrl\n    sourceBranch\n    targetBranch\n    checkedAt\n    nextLookAt\n    isEdited\n    editedAt\n    isAutoMerge\n    mayMerge\n    mergeProblem\n    rebuildReason\n    rebuildTriedAt\n    unknownPeople\n    updatedAt\n    mergedAt\n    closedAt\n    project {\n      id\n      path\n    }\n    remediationPlan {\n      id\n      title\n    }\n  }\n"): (typeof documents)["\n  fragment MergeRequestRow on MergeRequest {\n    id\n    iid\n    title\n    state\n    readiness\n    statusText\n    hasConflicts\n    pipelineStatus\n    pipelineUrl\n    webUrl\n    sourceBranch\n    targetBranch\n    checkedAt\n    nextLookAt\n    isEdited\n    editedAt\n    isAutoMerge\n    mayMerge\n    mergeProblem\n    rebuildReason\n    rebuildTriedAt\n    unknownPeople\n    updatedAt\n    mergedAt\n    closedAt\n    project {\n      id\n      path\n    }\n    remediationPlan {\n      id\n      title\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MergeRequestsPage($first: Int!, $after: String, $filter: MergeRequestFilter) {\n    mergeRequests(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...MergeRequestRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query MergeRequestsPage($first: Int!, $after: String, $filter: MergeRequestFilter) {\n    mergeRequests(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...MergeRequestRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RebuildMergeRequest($input: RebuildMergeRequestInput!) {\n    rebuildMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RebuildMergeRequest($input: RebuildMergeRequestInput!) {\n    rebuildMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshMergeRequest($input: RefreshMergeRequestInput!) {\n    refreshMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshMergeRequest($input: RefreshMergeRequestInput!) {\n    refreshMergeRequest(input: $input) {\n      mergeRequest {\n        ...MergeRequestRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;