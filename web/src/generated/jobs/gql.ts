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
    "\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CancelJobDocument,
    "\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RetryJobDocument,
    "\n  fragment JobCounts on JobCounts {\n    running\n    queued\n    failed\n    succeeded\n    cancelled\n  }\n": typeof types.JobCountsFragmentDoc,
    "\n  fragment JobRow on Job {\n    id\n    name\n    title\n    state\n    lane\n    subjectName\n    subject {\n      __typename\n      id\n    }\n    attempts\n    maxAttempts\n    isCancelRequested\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n": typeof types.JobRowFragmentDoc,
    "\n  query JobsPage(\n    $first: Int!\n    $after: String\n    $filter: JobFilter\n    $job: ID!\n    $hasJob: Boolean!\n    $project: ID!\n    $hasProject: Boolean!\n  ) {\n    jobs(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...JobRow\n      }\n    }\n    jobCounts {\n      ...JobCounts\n    }\n    dead: jobs(first: 1, filter: { isDead: true }) {\n      totalCount\n      isTotalCountCapped\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n    opened: node(id: $job) @include(if: $hasJob) {\n      id\n      ... on Job {\n        ...JobRow\n      }\n    }\n    project: node(id: $project) @include(if: $hasProject) {\n      id\n      ... on Project {\n        path\n      }\n    }\n  }\n": typeof types.JobsPageDocument,
};
const documents: Documents = {
    "\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CancelJobDocument,
    "\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RetryJobDocument,
    "\n  fragment JobCounts on JobCounts {\n    running\n    queued\n    failed\n    succeeded\n    cancelled\n  }\n": types.JobCountsFragmentDoc,
    "\n  fragment JobRow on Job {\n    id\n    name\n    title\n    state\n    lane\n    subjectName\n    subject {\n      __typename\n      id\n    }\n    attempts\n    maxAttempts\n    isCancelRequested\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n": types.JobRowFragmentDoc,
    "\n  query JobsPage(\n    $first: Int!\n    $after: String\n    $filter: JobFilter\n    $job: ID!\n    $hasJob: Boolean!\n    $project: ID!\n    $hasProject: Boolean!\n  ) {\n    jobs(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...JobRow\n      }\n    }\n    jobCounts {\n      ...JobCounts\n    }\n    dead: jobs(first: 1, filter: { isDead: true }) {\n      totalCount\n      isTotalCountCapped\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n    opened: node(id: $job) @include(if: $hasJob) {\n      id\n      ... on Job {\n        ...JobRow\n      }\n    }\n    project: node(id: $project) @include(if: $hasProject) {\n      id\n      ... on Project {\n        path\n      }\n    }\n  }\n": types.JobsPageDocument,
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
export function graphql(source: "\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CancelJob($input: CancelJobInput!) {\n    cancelJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryJob($input: RetryJobInput!) {\n    retryJob(input: $input) {\n      job {\n        ...JobRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobCounts on JobCounts {\n    running\n    queued\n    failed\n    succeeded\n    cancelled\n  }\n"): (typeof documents)["\n  fragment JobCounts on JobCounts {\n    running\n    queued\n    failed\n    succeeded\n    cancelled\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment JobRow on Job {\n    id\n    name\n    title\n    state\n    lane\n    subjectName\n    subject {\n      __typename\n      id\n    }\n    attempts\n    maxAttempts\n    isCancelRequested\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n"): (typeof documents)["\n  fragment JobRow on Job {\n    id\n    name\n    title\n    state\n    lane\n    subjectName\n    subject {\n      __typename\n      id\n    }\n    attempts\n    maxAttempts\n    isCancelRequested\n    createdAt\n    startedAt\n    finishedAt\n    runAt\n    waitingFor\n    result\n    progress {\n      done\n      total\n      message\n    }\n    error {\n      code\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query JobsPage(\n    $first: Int!\n    $after: String\n    $filter: JobFilter\n    $job: ID!\n    $hasJob: Boolean!\n    $project: ID!\n    $hasProject: Boolean!\n  ) {\n    jobs(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...JobRow\n      }\n    }\n    jobCounts {\n      ...JobCounts\n    }\n    dead: jobs(first: 1, filter: { isDead: true }) {\n      totalCount\n      isTotalCountCapped\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n    opened: node(id: $job) @include(if: $hasJob) {\n      id\n      ... on Job {\n        ...JobRow\n      }\n    }\n    project: node(id: $project) @include(if: $hasProject) {\n      id\n      ... on Project {\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  query JobsPage(\n    $first: Int!\n    $after: String\n    $filter: JobFilter\n    $job: ID!\n    $hasJob: Boolean!\n    $project: ID!\n    $hasProject: Boolean!\n  ) {\n    jobs(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...JobRow\n      }\n    }\n    jobCounts {\n      ...JobCounts\n    }\n    dead: jobs(first: 1, filter: { isDead: true }) {\n      totalCount\n      isTotalCountCapped\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n      }\n    }\n    opened: node(id: $job) @include(if: $hasJob) {\n      id\n      ... on Job {\n        ...JobRow\n      }\n    }\n    project: node(id: $project) @include(if: $hasProject) {\n      id\n      ... on Project {\n        path\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;