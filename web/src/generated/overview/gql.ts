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
    "\n  fragment FunnelNumbers on Insights {\n    funnel {\n      found\n      planned\n      approved\n      opened\n      merged\n    }\n  }\n": typeof types.FunnelNumbersFragmentDoc,
    "\n  query OverviewPage($since: Date, $filter: InsightFilter) {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...WorkNumbers\n    }\n    insights(since: $since, filter: $filter) {\n      ...SeverityNumbers\n      ...FunnelNumbers\n      ...TrendNumbers\n    }\n    mergeRequests(first: 1) {\n      nodes {\n        id\n      }\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n        lastSyncedAt\n        syncJob {\n          id\n          state\n        }\n      }\n    }\n    approvedPlans: remediationPlans(\n      first: 1\n      filter: { state: [APPROVED, OPENING, OPEN, MERGED, FAILED, CLOSED] }\n    ) {\n      totalCount\n    }\n  }\n": typeof types.OverviewPageDocument,
    "\n  fragment SeverityNumbers on Insights {\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    sla {\n      overdue {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n      dueSoon {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    timeToRemediate {\n      severity\n      fixed\n      medianSeconds\n    }\n  }\n": typeof types.SeverityNumbersFragmentDoc,
    "\n  mutation SyncAdvisoriesFirst {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SyncAdvisoriesFirstDocument,
    "\n  fragment TrendNumbers on Insights {\n    since\n    until\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    weeks {\n      week\n      found {\n        total\n      }\n      fixed {\n        total\n      }\n      medianSeconds\n    }\n  }\n": typeof types.TrendNumbersFragmentDoc,
    "\n  fragment WorkNumbers on Overview {\n    openFindings {\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n    }\n  }\n": typeof types.WorkNumbersFragmentDoc,
};
const documents: Documents = {
    "\n  fragment AttentionEntry on AttentionItem {\n    code\n    count\n    message\n  }\n": types.AttentionEntryFragmentDoc,
    "\n  fragment FunnelNumbers on Insights {\n    funnel {\n      found\n      planned\n      approved\n      opened\n      merged\n    }\n  }\n": types.FunnelNumbersFragmentDoc,
    "\n  query OverviewPage($since: Date, $filter: InsightFilter) {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...WorkNumbers\n    }\n    insights(since: $since, filter: $filter) {\n      ...SeverityNumbers\n      ...FunnelNumbers\n      ...TrendNumbers\n    }\n    mergeRequests(first: 1) {\n      nodes {\n        id\n      }\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n        lastSyncedAt\n        syncJob {\n          id\n          state\n        }\n      }\n    }\n    approvedPlans: remediationPlans(\n      first: 1\n      filter: { state: [APPROVED, OPENING, OPEN, MERGED, FAILED, CLOSED] }\n    ) {\n      totalCount\n    }\n  }\n": types.OverviewPageDocument,
    "\n  fragment SeverityNumbers on Insights {\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    sla {\n      overdue {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n      dueSoon {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    timeToRemediate {\n      severity\n      fixed\n      medianSeconds\n    }\n  }\n": types.SeverityNumbersFragmentDoc,
    "\n  mutation SyncAdvisoriesFirst {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SyncAdvisoriesFirstDocument,
    "\n  fragment TrendNumbers on Insights {\n    since\n    until\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    weeks {\n      week\n      found {\n        total\n      }\n      fixed {\n        total\n      }\n      medianSeconds\n    }\n  }\n": types.TrendNumbersFragmentDoc,
    "\n  fragment WorkNumbers on Overview {\n    openFindings {\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n    }\n  }\n": types.WorkNumbersFragmentDoc,
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
export function graphql(source: "\n  fragment FunnelNumbers on Insights {\n    funnel {\n      found\n      planned\n      approved\n      opened\n      merged\n    }\n  }\n"): (typeof documents)["\n  fragment FunnelNumbers on Insights {\n    funnel {\n      found\n      planned\n      approved\n      opened\n      merged\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OverviewPage($since: Date, $filter: InsightFilter) {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...WorkNumbers\n    }\n    insights(since: $since, filter: $filter) {\n      ...SeverityNumbers\n      ...FunnelNumbers\n      ...TrendNumbers\n    }\n    mergeRequests(first: 1) {\n      nodes {\n        id\n      }\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n        lastSyncedAt\n        syncJob {\n          id\n          state\n        }\n      }\n    }\n    approvedPlans: remediationPlans(\n      first: 1\n      filter: { state: [APPROVED, OPENING, OPEN, MERGED, FAILED, CLOSED] }\n    ) {\n      totalCount\n    }\n  }\n"): (typeof documents)["\n  query OverviewPage($since: Date, $filter: InsightFilter) {\n    overview {\n      attention {\n        ...AttentionEntry\n      }\n      ...WorkNumbers\n    }\n    insights(since: $since, filter: $filter) {\n      ...SeverityNumbers\n      ...FunnelNumbers\n      ...TrendNumbers\n    }\n    mergeRequests(first: 1) {\n      nodes {\n        id\n      }\n    }\n    integrations(first: 50) {\n      nodes {\n        id\n        name\n        state\n        lastSyncedAt\n        syncJob {\n          id\n          state\n        }\n      }\n    }\n    approvedPlans: remediationPlans(\n      first: 1\n      filter: { state: [APPROVED, OPENING, OPEN, MERGED, FAILED, CLOSED] }\n    ) {\n      totalCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SeverityNumbers on Insights {\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    sla {\n      overdue {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n      dueSoon {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    timeToRemediate {\n      severity\n      fixed\n      medianSeconds\n    }\n  }\n"): (typeof documents)["\n  fragment SeverityNumbers on Insights {\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    sla {\n      overdue {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n      dueSoon {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    timeToRemediate {\n      severity\n      fixed\n      medianSeconds\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SyncAdvisoriesFirst {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SyncAdvisoriesFirst {\n    syncAdvisories {\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TrendNumbers on Insights {\n    since\n    until\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    weeks {\n      week\n      found {\n        total\n      }\n      fixed {\n        total\n      }\n      medianSeconds\n    }\n  }\n"): (typeof documents)["\n  fragment TrendNumbers on Insights {\n    since\n    until\n    days {\n      day\n      open {\n        malicious\n        critical\n        high\n        medium\n        low\n        none\n        total\n      }\n    }\n    weeks {\n      week\n      found {\n        total\n      }\n      fixed {\n        total\n      }\n      medianSeconds\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment WorkNumbers on Overview {\n    openFindings {\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n    }\n  }\n"): (typeof documents)["\n  fragment WorkNumbers on Overview {\n    openFindings {\n      total\n    }\n    affectedProjectCount\n    analyzedProjectCount\n    projectCount\n    proposedPlans\n    openMergeRequests\n    mergedMergeRequests\n    fixedFindings\n    jobs {\n      queued\n      running\n      failed\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;