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
    "\n  mutation ApproveCampaignPlans($input: ApprovePlansInput!) {\n    approvePlans(input: $input) {\n      results {\n        id\n        remediationPlan {\n          id\n          revision\n          state\n        }\n        userErrors {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ApproveCampaignPlansDocument,
    "\n  fragment SafePlans on Campaign {\n    id\n    safePlans(first: 100) {\n      totalCount\n      nodes {\n        id\n        digest\n        title\n        kind\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n": typeof types.SafePlansFragmentDoc,
    "\n  fragment CampaignFacts on Campaign {\n    id\n    ...CampaignProgress\n    totals {\n      findings {\n        open\n        inProgress\n        fixed\n        dismissed\n      }\n      projects\n      openProjects\n      planned\n      unplanned {\n        code\n        count\n      }\n      plans {\n        state\n        count\n      }\n      mergeRequests {\n        state\n        count\n      }\n    }\n  }\n": typeof types.CampaignFactsFragmentDoc,
    "\n  query CampaignPage($input: CampaignInput!, $first: Int!, $after: String, $state: [FindingState!]) {\n    campaign(input: $input) {\n      id\n      kind\n      ecosystem\n      packageName\n      advisoryGroup {\n        id\n        primaryId\n        ids\n        summary\n        severity\n        score\n      }\n      ...CampaignFacts\n      ...SafePlans\n      projects(first: $first, after: $after, filter: { state: $state }) {\n        totalCount\n        isTotalCountCapped\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...CampaignProjectRow\n        }\n      }\n    }\n  }\n": typeof types.CampaignPageDocument,
    "\n  fragment CampaignProgress on Campaign {\n    id\n    kind\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    progress {\n      found\n      planned\n      approved\n      opened\n      merged\n      fixed\n    }\n  }\n": typeof types.CampaignProgressFragmentDoc,
    "\n  fragment CampaignProjectRow on CampaignProject {\n    state\n    project {\n      id\n      path\n    }\n    findings {\n      open\n      inProgress\n      fixed\n      dismissed\n    }\n    remediationPlan {\n      id\n      title\n      kind\n      state\n      riskLevel\n      mergeRequest {\n        id\n        iid\n        webUrl\n        statusText\n      }\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n  }\n": typeof types.CampaignProjectRowFragmentDoc,
    "\n  query CampaignsPage($first: Int!, $after: String, $kind: CampaignKind!, $search: String) {\n    campaigns(first: $first, after: $after, filter: { kind: $kind, search: $search }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...CampaignRow\n      }\n    }\n  }\n\n  fragment CampaignRow on Campaign {\n    id\n    kind\n    openFindings\n    openProjects\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n      severity\n      score\n    }\n    ...CampaignProgress\n  }\n": typeof types.CampaignsPageDocument,
};
const documents: Documents = {
    "\n  mutation ApproveCampaignPlans($input: ApprovePlansInput!) {\n    approvePlans(input: $input) {\n      results {\n        id\n        remediationPlan {\n          id\n          revision\n          state\n        }\n        userErrors {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ApproveCampaignPlansDocument,
    "\n  fragment SafePlans on Campaign {\n    id\n    safePlans(first: 100) {\n      totalCount\n      nodes {\n        id\n        digest\n        title\n        kind\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n": types.SafePlansFragmentDoc,
    "\n  fragment CampaignFacts on Campaign {\n    id\n    ...CampaignProgress\n    totals {\n      findings {\n        open\n        inProgress\n        fixed\n        dismissed\n      }\n      projects\n      openProjects\n      planned\n      unplanned {\n        code\n        count\n      }\n      plans {\n        state\n        count\n      }\n      mergeRequests {\n        state\n        count\n      }\n    }\n  }\n": types.CampaignFactsFragmentDoc,
    "\n  query CampaignPage($input: CampaignInput!, $first: Int!, $after: String, $state: [FindingState!]) {\n    campaign(input: $input) {\n      id\n      kind\n      ecosystem\n      packageName\n      advisoryGroup {\n        id\n        primaryId\n        ids\n        summary\n        severity\n        score\n      }\n      ...CampaignFacts\n      ...SafePlans\n      projects(first: $first, after: $after, filter: { state: $state }) {\n        totalCount\n        isTotalCountCapped\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...CampaignProjectRow\n        }\n      }\n    }\n  }\n": types.CampaignPageDocument,
    "\n  fragment CampaignProgress on Campaign {\n    id\n    kind\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    progress {\n      found\n      planned\n      approved\n      opened\n      merged\n      fixed\n    }\n  }\n": types.CampaignProgressFragmentDoc,
    "\n  fragment CampaignProjectRow on CampaignProject {\n    state\n    project {\n      id\n      path\n    }\n    findings {\n      open\n      inProgress\n      fixed\n      dismissed\n    }\n    remediationPlan {\n      id\n      title\n      kind\n      state\n      riskLevel\n      mergeRequest {\n        id\n        iid\n        webUrl\n        statusText\n      }\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n  }\n": types.CampaignProjectRowFragmentDoc,
    "\n  query CampaignsPage($first: Int!, $after: String, $kind: CampaignKind!, $search: String) {\n    campaigns(first: $first, after: $after, filter: { kind: $kind, search: $search }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...CampaignRow\n      }\n    }\n  }\n\n  fragment CampaignRow on Campaign {\n    id\n    kind\n    openFindings\n    openProjects\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n      severity\n      score\n    }\n    ...CampaignProgress\n  }\n": types.CampaignsPageDocument,
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
export function graphql(source: "\n  mutation ApproveCampaignPlans($input: ApprovePlansInput!) {\n    approvePlans(input: $input) {\n      results {\n        id\n        remediationPlan {\n          id\n          revision\n          state\n        }\n        userErrors {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApproveCampaignPlans($input: ApprovePlansInput!) {\n    approvePlans(input: $input) {\n      results {\n        id\n        remediationPlan {\n          id\n          revision\n          state\n        }\n        userErrors {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment SafePlans on Campaign {\n    id\n    safePlans(first: 100) {\n      totalCount\n      nodes {\n        id\n        digest\n        title\n        kind\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment SafePlans on Campaign {\n    id\n    safePlans(first: 100) {\n      totalCount\n      nodes {\n        id\n        digest\n        title\n        kind\n        project {\n          id\n          path\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CampaignFacts on Campaign {\n    id\n    ...CampaignProgress\n    totals {\n      findings {\n        open\n        inProgress\n        fixed\n        dismissed\n      }\n      projects\n      openProjects\n      planned\n      unplanned {\n        code\n        count\n      }\n      plans {\n        state\n        count\n      }\n      mergeRequests {\n        state\n        count\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment CampaignFacts on Campaign {\n    id\n    ...CampaignProgress\n    totals {\n      findings {\n        open\n        inProgress\n        fixed\n        dismissed\n      }\n      projects\n      openProjects\n      planned\n      unplanned {\n        code\n        count\n      }\n      plans {\n        state\n        count\n      }\n      mergeRequests {\n        state\n        count\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CampaignPage($input: CampaignInput!, $first: Int!, $after: String, $state: [FindingState!]) {\n    campaign(input: $input) {\n      id\n      kind\n      ecosystem\n      packageName\n      advisoryGroup {\n        id\n        primaryId\n        ids\n        summary\n        severity\n        score\n      }\n      ...CampaignFacts\n      ...SafePlans\n      projects(first: $first, after: $after, filter: { state: $state }) {\n        totalCount\n        isTotalCountCapped\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...CampaignProjectRow\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CampaignPage($input: CampaignInput!, $first: Int!, $after: String, $state: [FindingState!]) {\n    campaign(input: $input) {\n      id\n      kind\n      ecosystem\n      packageName\n      advisoryGroup {\n        id\n        primaryId\n        ids\n        summary\n        severity\n        score\n      }\n      ...CampaignFacts\n      ...SafePlans\n      projects(first: $first, after: $after, filter: { state: $state }) {\n        totalCount\n        isTotalCountCapped\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...CampaignProjectRow\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CampaignProgress on Campaign {\n    id\n    kind\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    progress {\n      found\n      planned\n      approved\n      opened\n      merged\n      fixed\n    }\n  }\n"): (typeof documents)["\n  fragment CampaignProgress on Campaign {\n    id\n    kind\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n    }\n    progress {\n      found\n      planned\n      approved\n      opened\n      merged\n      fixed\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment CampaignProjectRow on CampaignProject {\n    state\n    project {\n      id\n      path\n    }\n    findings {\n      open\n      inProgress\n      fixed\n      dismissed\n    }\n    remediationPlan {\n      id\n      title\n      kind\n      state\n      riskLevel\n      mergeRequest {\n        id\n        iid\n        webUrl\n        statusText\n      }\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment CampaignProjectRow on CampaignProject {\n    state\n    project {\n      id\n      path\n    }\n    findings {\n      open\n      inProgress\n      fixed\n      dismissed\n    }\n    remediationPlan {\n      id\n      title\n      kind\n      state\n      riskLevel\n      mergeRequest {\n        id\n        iid\n        webUrl\n        statusText\n      }\n    }\n    unfixedReason {\n      code\n      message\n      by\n      range\n      needed\n      freedBy\n      oldEnoughAt\n      status\n      tool\n      until\n      offeredBy {\n        id\n        title\n        kind\n        state\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CampaignsPage($first: Int!, $after: String, $kind: CampaignKind!, $search: String) {\n    campaigns(first: $first, after: $after, filter: { kind: $kind, search: $search }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...CampaignRow\n      }\n    }\n  }\n\n  fragment CampaignRow on Campaign {\n    id\n    kind\n    openFindings\n    openProjects\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n      severity\n      score\n    }\n    ...CampaignProgress\n  }\n"): (typeof documents)["\n  query CampaignsPage($first: Int!, $after: String, $kind: CampaignKind!, $search: String) {\n    campaigns(first: $first, after: $after, filter: { kind: $kind, search: $search }) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...CampaignRow\n      }\n    }\n  }\n\n  fragment CampaignRow on Campaign {\n    id\n    kind\n    openFindings\n    openProjects\n    ecosystem\n    packageName\n    advisoryGroup {\n      id\n      primaryId\n      summary\n      severity\n      score\n    }\n    ...CampaignProgress\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;