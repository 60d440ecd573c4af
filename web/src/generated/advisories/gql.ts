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
    "\n  query AdvisoriesPage($first: Int!, $after: String, $filter: AdvisoryFilter, $orderBy: AdvisoryOrderField!) {\n    advisories(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AdvisoryRow\n      }\n    }\n    advisoryStatus {\n      ...AdvisoryStatus\n    }\n  }\n": typeof types.AdvisoriesPageDocument,
    "\n  query AdvisoryPage($advisoryId: String!) {\n    advisory(advisoryId: $advisoryId) {\n      ...AdvisoryHeader\n      ...AdvisoryRecord\n      details\n      affected {\n        ecosystem\n        name\n        ranges\n      }\n    }\n    ...AdvisoryProjects\n  }\n\n  fragment AdvisoryHeader on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    withdrawnAt\n  }\n": typeof types.AdvisoryPageDocument,
    "\n  fragment AdvisoryProjects on Query {\n    campaign(input: { advisory: $advisoryId }) {\n      id\n      openFindings\n      openProjects\n    }\n    findingGroups(by: PROJECT, first: 20, filter: { advisory: $advisoryId, state: [OPEN, IN_PROGRESS] }) {\n      nodes {\n        key\n        findingCount\n        fixableCount\n        nextDueAt\n        counts {\n          malicious\n          critical\n          high\n          medium\n          low\n          none\n          total\n        }\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n": typeof types.AdvisoryProjectsFragmentDoc,
    "\n  fragment AdvisoryRecord on Advisory {\n    cwes\n    vector\n    publishedAt\n    modifiedAt\n    references\n  }\n": typeof types.AdvisoryRecordFragmentDoc,
    "\n  fragment AdvisoryStatus on AdvisoryStatus {\n    total\n    lastSyncedAt\n    byEcosystem {\n      ecosystem\n      count\n    }\n    lastImport {\n      id\n      source\n      state\n      error\n      startedAt\n      finishedAt\n      read\n      new\n      changed\n      unchanged\n      withdrawn\n      broken\n      problems\n    }\n    syncJob {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n  }\n": typeof types.AdvisoryStatusFragmentDoc,
    "\n  fragment AdvisoryRow on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    publishedAt\n    modifiedAt\n    withdrawnAt\n    affected {\n      ecosystem\n      name\n    }\n    openFindings\n  }\n": typeof types.AdvisoryRowFragmentDoc,
    "\n  mutation SyncAdvisories {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SyncAdvisoriesDocument,
};
const documents: Documents = {
    "\n  query AdvisoriesPage($first: Int!, $after: String, $filter: AdvisoryFilter, $orderBy: AdvisoryOrderField!) {\n    advisories(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AdvisoryRow\n      }\n    }\n    advisoryStatus {\n      ...AdvisoryStatus\n    }\n  }\n": types.AdvisoriesPageDocument,
    "\n  query AdvisoryPage($advisoryId: String!) {\n    advisory(advisoryId: $advisoryId) {\n      ...AdvisoryHeader\n      ...AdvisoryRecord\n      details\n      affected {\n        ecosystem\n        name\n        ranges\n      }\n    }\n    ...AdvisoryProjects\n  }\n\n  fragment AdvisoryHeader on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    withdrawnAt\n  }\n": types.AdvisoryPageDocument,
    "\n  fragment AdvisoryProjects on Query {\n    campaign(input: { advisory: $advisoryId }) {\n      id\n      openFindings\n      openProjects\n    }\n    findingGroups(by: PROJECT, first: 20, filter: { advisory: $advisoryId, state: [OPEN, IN_PROGRESS] }) {\n      nodes {\n        key\n        findingCount\n        fixableCount\n        nextDueAt\n        counts {\n          malicious\n          critical\n          high\n          medium\n          low\n          none\n          total\n        }\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n": types.AdvisoryProjectsFragmentDoc,
    "\n  fragment AdvisoryRecord on Advisory {\n    cwes\n    vector\n    publishedAt\n    modifiedAt\n    references\n  }\n": types.AdvisoryRecordFragmentDoc,
    "\n  fragment AdvisoryStatus on AdvisoryStatus {\n    total\n    lastSyncedAt\n    byEcosystem {\n      ecosystem\n      count\n    }\n    lastImport {\n      id\n      source\n      state\n      error\n      startedAt\n      finishedAt\n      read\n      new\n      changed\n      unchanged\n      withdrawn\n      broken\n      problems\n    }\n    syncJob {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n  }\n": types.AdvisoryStatusFragmentDoc,
    "\n  fragment AdvisoryRow on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    publishedAt\n    modifiedAt\n    withdrawnAt\n    affected {\n      ecosystem\n      name\n    }\n    openFindings\n  }\n": types.AdvisoryRowFragmentDoc,
    "\n  mutation SyncAdvisories {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SyncAdvisoriesDocument,
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
export function graphql(source: "\n  query AdvisoriesPage($first: Int!, $after: String, $filter: AdvisoryFilter, $orderBy: AdvisoryOrderField!) {\n    advisories(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AdvisoryRow\n      }\n    }\n    advisoryStatus {\n      ...AdvisoryStatus\n    }\n  }\n"): (typeof documents)["\n  query AdvisoriesPage($first: Int!, $after: String, $filter: AdvisoryFilter, $orderBy: AdvisoryOrderField!) {\n    advisories(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        ...AdvisoryRow\n      }\n    }\n    advisoryStatus {\n      ...AdvisoryStatus\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AdvisoryPage($advisoryId: String!) {\n    advisory(advisoryId: $advisoryId) {\n      ...AdvisoryHeader\n      ...AdvisoryRecord\n      details\n      affected {\n        ecosystem\n        name\n        ranges\n      }\n    }\n    ...AdvisoryProjects\n  }\n\n  fragment AdvisoryHeader on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    withdrawnAt\n  }\n"): (typeof documents)["\n  query AdvisoryPage($advisoryId: String!) {\n    advisory(advisoryId: $advisoryId) {\n      ...AdvisoryHeader\n      ...AdvisoryRecord\n      details\n      affected {\n        ecosystem\n        name\n        ranges\n      }\n    }\n    ...AdvisoryProjects\n  }\n\n  fragment AdvisoryHeader on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    withdrawnAt\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AdvisoryProjects on Query {\n    campaign(input: { advisory: $advisoryId }) {\n      id\n      openFindings\n      openProjects\n    }\n    findingGroups(by: PROJECT, first: 20, filter: { advisory: $advisoryId, state: [OPEN, IN_PROGRESS] }) {\n      nodes {\n        key\n        findingCount\n        fixableCount\n        nextDueAt\n        counts {\n          malicious\n          critical\n          high\n          medium\n          low\n          none\n          total\n        }\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment AdvisoryProjects on Query {\n    campaign(input: { advisory: $advisoryId }) {\n      id\n      openFindings\n      openProjects\n    }\n    findingGroups(by: PROJECT, first: 20, filter: { advisory: $advisoryId, state: [OPEN, IN_PROGRESS] }) {\n      nodes {\n        key\n        findingCount\n        fixableCount\n        nextDueAt\n        counts {\n          malicious\n          critical\n          high\n          medium\n          low\n          none\n          total\n        }\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AdvisoryRecord on Advisory {\n    cwes\n    vector\n    publishedAt\n    modifiedAt\n    references\n  }\n"): (typeof documents)["\n  fragment AdvisoryRecord on Advisory {\n    cwes\n    vector\n    publishedAt\n    modifiedAt\n    references\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AdvisoryStatus on AdvisoryStatus {\n    total\n    lastSyncedAt\n    byEcosystem {\n      ecosystem\n      count\n    }\n    lastImport {\n      id\n      source\n      state\n      error\n      startedAt\n      finishedAt\n      read\n      new\n      changed\n      unchanged\n      withdrawn\n      broken\n      problems\n    }\n    syncJob {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment AdvisoryStatus on AdvisoryStatus {\n    total\n    lastSyncedAt\n    byEcosystem {\n      ecosystem\n      count\n    }\n    lastImport {\n      id\n      source\n      state\n      error\n      startedAt\n      finishedAt\n      read\n      new\n      changed\n      unchanged\n      withdrawn\n      broken\n      problems\n    }\n    syncJob {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment AdvisoryRow on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    publishedAt\n    modifiedAt\n    withdrawnAt\n    affected {\n      ecosystem\n      name\n    }\n    openFindings\n  }\n"): (typeof documents)["\n  fragment AdvisoryRow on Advisory {\n    id\n    advisoryId\n    aliases\n    summary\n    severity\n    score\n    isMalicious\n    publishedAt\n    modifiedAt\n    withdrawnAt\n    affected {\n      ecosystem\n      name\n    }\n    openFindings\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncAdvisories {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SyncAdvisories {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;