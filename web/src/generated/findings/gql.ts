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
    "\n  mutation DismissFindings($input: DismissFindingsInput!) {\n    dismissFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.DismissFindingsDocument,
    "\n  fragment FindingDecision on Finding {\n    id\n    state\n    dismissal {\n      reason\n      comment\n      by\n      at\n      until\n    }\n  }\n": typeof types.FindingDecisionFragmentDoc,
    "\n  fragment FindingDetail on Finding {\n    id\n    because\n    scope\n    isDirect\n    paths\n    fixedVersions\n    state\n    fixedAt\n    manifestPath\n    risk {\n      score\n      parts {\n        kind\n        points\n        text\n      }\n    }\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      advisories {\n        id\n        advisoryId\n        summary\n        severity\n        score\n      }\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n    ...FindingDecision\n  }\n": typeof types.FindingDetailFragmentDoc,
    "\n  fragment FindingRow on Finding {\n    id\n    ecosystem\n    packageName\n    version\n    isDirect\n    manifestPath\n    severity\n    score\n    risk {\n      score\n    }\n    state\n    firstSeenAt\n    fixedAt\n    dueAt\n    fixedVersions\n    project {\n      id\n      path\n    }\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      offeredBy {\n        id\n        kind\n      }\n    }\n    ...FindingDetail\n  }\n": typeof types.FindingRowFragmentDoc,
    "\n  query FindingsPage($first: Int!, $after: String, $filter: FindingFilter, $orderBy: FindingOrder!) {\n    findings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...FindingRow\n      }\n    }\n  }\n": typeof types.FindingsPageDocument,
    "\n  query ProjectReading($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Project {\n        state\n        analysisState\n        problemCount\n        lastAnalysis {\n          manifestCount\n          lockedManifestCount\n        }\n      }\n    }\n    advisoryStatus {\n      total\n    }\n  }\n": typeof types.ProjectReadingDocument,
    "\n  mutation ReopenFindings($input: ReopenFindingsInput!) {\n    reopenFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.ReopenFindingsDocument,
};
const documents: Documents = {
    "\n  mutation DismissFindings($input: DismissFindingsInput!) {\n    dismissFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.DismissFindingsDocument,
    "\n  fragment FindingDecision on Finding {\n    id\n    state\n    dismissal {\n      reason\n      comment\n      by\n      at\n      until\n    }\n  }\n": types.FindingDecisionFragmentDoc,
    "\n  fragment FindingDetail on Finding {\n    id\n    because\n    scope\n    isDirect\n    paths\n    fixedVersions\n    state\n    fixedAt\n    manifestPath\n    risk {\n      score\n      parts {\n        kind\n        points\n        text\n      }\n    }\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      advisories {\n        id\n        advisoryId\n        summary\n        severity\n        score\n      }\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n    ...FindingDecision\n  }\n": types.FindingDetailFragmentDoc,
    "\n  fragment FindingRow on Finding {\n    id\n    ecosystem\n    packageName\n    version\n    isDirect\n    manifestPath\n    severity\n    score\n    risk {\n      score\n    }\n    state\n    firstSeenAt\n    fixedAt\n    dueAt\n    fixedVersions\n    project {\n      id\n      path\n    }\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      offeredBy {\n        id\n        kind\n      }\n    }\n    ...FindingDetail\n  }\n": types.FindingRowFragmentDoc,
    "\n  query FindingsPage($first: Int!, $after: String, $filter: FindingFilter, $orderBy: FindingOrder!) {\n    findings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...FindingRow\n      }\n    }\n  }\n": types.FindingsPageDocument,
    "\n  query ProjectReading($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Project {\n        state\n        analysisState\n        problemCount\n        lastAnalysis {\n          manifestCount\n          lockedManifestCount\n        }\n      }\n    }\n    advisoryStatus {\n      total\n    }\n  }\n": types.ProjectReadingDocument,
    "\n  mutation ReopenFindings($input: ReopenFindingsInput!) {\n    reopenFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.ReopenFindingsDocument,
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
export function graphql(source: "\n  mutation DismissFindings($input: DismissFindingsInput!) {\n    dismissFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DismissFindings($input: DismissFindingsInput!) {\n    dismissFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FindingDecision on Finding {\n    id\n    state\n    dismissal {\n      reason\n      comment\n      by\n      at\n      until\n    }\n  }\n"): (typeof documents)["\n  fragment FindingDecision on Finding {\n    id\n    state\n    dismissal {\n      reason\n      comment\n      by\n      at\n      until\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FindingDetail on Finding {\n    id\n    because\n    scope\n    isDirect\n    paths\n    fixedVersions\n    state\n    fixedAt\n    manifestPath\n    risk {\n      score\n      parts {\n        kind\n        points\n        text\n      }\n    }\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      advisories {\n        id\n        advisoryId\n        summary\n        severity\n        score\n      }\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n    ...FindingDecision\n  }\n"): (typeof documents)["\n  fragment FindingDetail on Finding {\n    id\n    because\n    scope\n    isDirect\n    paths\n    fixedVersions\n    state\n    fixedAt\n    manifestPath\n    risk {\n      score\n      parts {\n        kind\n        points\n        text\n      }\n    }\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      advisories {\n        id\n        advisoryId\n        summary\n        severity\n        score\n      }\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n    ...FindingDecision\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FindingRow on Finding {\n    id\n    ecosystem\n    packageName\n    version\n    isDirect\n    manifestPath\n    severity\n    score\n    risk {\n      score\n    }\n    state\n    firstSeenAt\n    fixedAt\n    dueAt\n    fixedVersions\n    project {\n      id\n      path\n    }\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      offeredBy {\n        id\n        kind\n      }\n    }\n    ...FindingDetail\n  }\n"): (typeof documents)["\n  fragment FindingRow on Finding {\n    id\n    ecosystem\n    packageName\n    version\n    isDirect\n    manifestPath\n    severity\n    score\n    risk {\n      score\n    }\n    state\n    firstSeenAt\n    fixedAt\n    dueAt\n    fixedVersions\n    project {\n      id\n      path\n    }\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    remediationPlan {\n      id\n      state\n      title\n    }\n    unfixedReason {\n      code\n      offeredBy {\n        id\n        kind\n      }\n    }\n    ...FindingDetail\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindingsPage($first: Int!, $after: String, $filter: FindingFilter, $orderBy: FindingOrder!) {\n    findings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...FindingRow\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindingsPage($first: Int!, $after: String, $filter: FindingFilter, $orderBy: FindingOrder!) {\n    findings(first: $first, after: $after, filter: $filter, orderBy: $orderBy) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...FindingRow\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProjectReading($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Project {\n        state\n        analysisState\n        problemCount\n        lastAnalysis {\n          manifestCount\n          lockedManifestCount\n        }\n      }\n    }\n    advisoryStatus {\n      total\n    }\n  }\n"): (typeof documents)["\n  query ProjectReading($id: ID!) {\n    node(id: $id) {\n      id\n      ... on Project {\n        state\n        analysisState\n        problemCount\n        lastAnalysis {\n          manifestCount\n          lockedManifestCount\n        }\n      }\n    }\n    advisoryStatus {\n      total\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReopenFindings($input: ReopenFindingsInput!) {\n    reopenFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReopenFindings($input: ReopenFindingsInput!) {\n    reopenFindings(input: $input) {\n      findings {\n        id\n        ...FindingRow\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;