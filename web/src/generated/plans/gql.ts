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
    "\n  mutation ApprovePlan($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ApprovePlanDocument,
    "\n  fragment Decision on RemediationPlan {\n    id\n    state\n    stateReason\n    digest\n    baseCommit\n    targetBranch\n    branchName\n    decidedAt\n    decidedBy\n    failure {\n      code\n      message\n    }\n    project {\n      id\n      path\n    }\n    job {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n    mergeRequest {\n      id\n      iid\n      webUrl\n      statusText\n      state\n    }\n  }\n": typeof types.DecisionFragmentDoc,
    "\n  fragment PlanChanges on RemediationPlan {\n    id\n    changes {\n      name\n      ecosystem\n      from\n      to\n      means\n      step\n      isDirect\n      manifestPath\n      publishedAt\n      deprecated\n      reason\n      fixes {\n        advisories\n        severity\n      }\n    }\n  }\n": typeof types.PlanChangesFragmentDoc,
    "\n  fragment PlanEdits on RemediationPlan {\n    id\n    edits {\n      path\n      diff\n      additions\n      deletions\n    }\n  }\n": typeof types.PlanEditsFragmentDoc,
    "\n  query PlanHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on RemediationPlan {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.PlanHistoryDocument,
    "\n  query PlanPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on RemediationPlan {\n        ...PlanHeader\n        ...Decision\n        ...PlanChanges\n        ...PlanProof\n        ...PlanEdits\n        ...PlanUnfixed\n        ...PlanPreview\n      }\n    }\n  }\n\n  fragment PlanHeader on RemediationPlan {\n    id\n    title\n    kind\n    state\n    revision\n    createdAt\n    project {\n      id\n      path\n    }\n    job {\n      id\n      state\n    }\n  }\n": typeof types.PlanPageDocument,
    "\n  fragment PlanPreview on RemediationPlan {\n    id\n    preview {\n      title\n      description\n      branchName\n      commitMessage\n    }\n  }\n": typeof types.PlanPreviewFragmentDoc,
    "\n  fragment PlanProof on RemediationPlan {\n    id\n    proof {\n      provedAt\n      fixed {\n        ...ProofFinding\n      }\n      remaining {\n        ...ProofFinding\n      }\n      introduced {\n        ...ProofFinding\n      }\n    }\n  }\n\n  fragment ProofFinding on PlanFinding {\n    name\n    version\n    manifestPath\n    severity\n    score\n    advisories\n    paths\n  }\n": typeof types.PlanProofFragmentDoc,
    "\n  fragment PlanUnfixed on RemediationPlan {\n    id\n    unfixed {\n      finding {\n        ...ProofFinding\n      }\n      reason {\n        code\n        message\n        by\n        range\n        needed\n        freedBy\n        oldEnoughAt\n        status\n      }\n    }\n  }\n": typeof types.PlanUnfixedFragmentDoc,
    "\n  query PlansPage($first: Int!, $after: String, $filter: RemediationPlanFilter) {\n    remediationPlans(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PlanRow\n      }\n    }\n  }\n\n  fragment PlanRow on RemediationPlan {\n    id\n    title\n    kind\n    state\n    stateReason\n    changeCount\n    createdAt\n    fixedCounts {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    project {\n      id\n      path\n    }\n    mergeRequest {\n      id\n      iid\n    }\n    failure {\n      message\n    }\n  }\n": typeof types.PlansPageDocument,
    "\n  mutation RefreshPlan($input: RefreshPlanInput!) {\n    refreshPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RefreshPlanDocument,
    "\n  mutation RejectPlan($input: RejectPlanInput!) {\n    rejectPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RejectPlanDocument,
    "\n  mutation RetryPlan($input: RetryPlanInput!) {\n    retryPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RetryPlanDocument,
};
const documents: Documents = {
    "\n  mutation ApprovePlan($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ApprovePlanDocument,
    "\n  fragment Decision on RemediationPlan {\n    id\n    state\n    stateReason\n    digest\n    baseCommit\n    targetBranch\n    branchName\n    decidedAt\n    decidedBy\n    failure {\n      code\n      message\n    }\n    project {\n      id\n      path\n    }\n    job {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n    mergeRequest {\n      id\n      iid\n      webUrl\n      statusText\n      state\n    }\n  }\n": types.DecisionFragmentDoc,
    "\n  fragment PlanChanges on RemediationPlan {\n    id\n    changes {\n      name\n      ecosystem\n      from\n      to\n      means\n      step\n      isDirect\n      manifestPath\n      publishedAt\n      deprecated\n      reason\n      fixes {\n        advisories\n        severity\n      }\n    }\n  }\n": types.PlanChangesFragmentDoc,
    "\n  fragment PlanEdits on RemediationPlan {\n    id\n    edits {\n      path\n      diff\n      additions\n      deletions\n    }\n  }\n": types.PlanEditsFragmentDoc,
    "\n  query PlanHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on RemediationPlan {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n": types.PlanHistoryDocument,
    "\n  query PlanPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on RemediationPlan {\n        ...PlanHeader\n        ...Decision\n        ...PlanChanges\n        ...PlanProof\n        ...PlanEdits\n        ...PlanUnfixed\n        ...PlanPreview\n      }\n    }\n  }\n\n  fragment PlanHeader on RemediationPlan {\n    id\n    title\n    kind\n    state\n    revision\n    createdAt\n    project {\n      id\n      path\n    }\n    job {\n      id\n      state\n    }\n  }\n": types.PlanPageDocument,
    "\n  fragment PlanPreview on RemediationPlan {\n    id\n    preview {\n      title\n      description\n      branchName\n      commitMessage\n    }\n  }\n": types.PlanPreviewFragmentDoc,
    "\n  fragment PlanProof on RemediationPlan {\n    id\n    proof {\n      provedAt\n      fixed {\n        ...ProofFinding\n      }\n      remaining {\n        ...ProofFinding\n      }\n      introduced {\n        ...ProofFinding\n      }\n    }\n  }\n\n  fragment ProofFinding on PlanFinding {\n    name\n    version\n    manifestPath\n    severity\n    score\n    advisories\n    paths\n  }\n": types.PlanProofFragmentDoc,
    "\n  fragment PlanUnfixed on RemediationPlan {\n    id\n    unfixed {\n      finding {\n        ...ProofFinding\n      }\n      reason {\n        code\n        message\n        by\n        range\n        needed\n        freedBy\n        oldEnoughAt\n        status\n      }\n    }\n  }\n": types.PlanUnfixedFragmentDoc,
    "\n  query PlansPage($first: Int!, $after: String, $filter: RemediationPlanFilter) {\n    remediationPlans(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PlanRow\n      }\n    }\n  }\n\n  fragment PlanRow on RemediationPlan {\n    id\n    title\n    kind\n    state\n    stateReason\n    changeCount\n    createdAt\n    fixedCounts {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    project {\n      id\n      path\n    }\n    mergeRequest {\n      id\n      iid\n    }\n    failure {\n      message\n    }\n  }\n": types.PlansPageDocument,
    "\n  mutation RefreshPlan($input: RefreshPlanInput!) {\n    refreshPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RefreshPlanDocument,
    "\n  mutation RejectPlan($input: RejectPlanInput!) {\n    rejectPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RejectPlanDocument,
    "\n  mutation RetryPlan($input: RetryPlanInput!) {\n    retryPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RetryPlanDocument,
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
export function graphql(source: "\n  mutation ApprovePlan($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ApprovePlan($input: ApprovePlanInput!) {\n    approvePlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Decision on RemediationPlan {\n    id\n    state\n    stateReason\n    digest\n    baseCommit\n    targetBranch\n    branchName\n    decidedAt\n    decidedBy\n    failure {\n      code\n      message\n    }\n    project {\n      id\n      path\n    }\n    job {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n    mergeRequest {\n      id\n      iid\n      webUrl\n      statusText\n      state\n    }\n  }\n"): (typeof documents)["\n  fragment Decision on RemediationPlan {\n    id\n    state\n    stateReason\n    digest\n    baseCommit\n    targetBranch\n    branchName\n    decidedAt\n    decidedBy\n    failure {\n      code\n      message\n    }\n    project {\n      id\n      path\n    }\n    job {\n      id\n      name\n      title\n      state\n      subjectName\n      isCancelRequested\n      attempts\n      startedAt\n      finishedAt\n      waitingFor\n      result\n      progress {\n        done\n        total\n        message\n      }\n      error {\n        code\n        message\n      }\n    }\n    mergeRequest {\n      id\n      iid\n      webUrl\n      statusText\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlanChanges on RemediationPlan {\n    id\n    changes {\n      name\n      ecosystem\n      from\n      to\n      means\n      step\n      isDirect\n      manifestPath\n      publishedAt\n      deprecated\n      reason\n      fixes {\n        advisories\n        severity\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment PlanChanges on RemediationPlan {\n    id\n    changes {\n      name\n      ecosystem\n      from\n      to\n      means\n      step\n      isDirect\n      manifestPath\n      publishedAt\n      deprecated\n      reason\n      fixes {\n        advisories\n        severity\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlanEdits on RemediationPlan {\n    id\n    edits {\n      path\n      diff\n      additions\n      deletions\n    }\n  }\n"): (typeof documents)["\n  fragment PlanEdits on RemediationPlan {\n    id\n    edits {\n      path\n      diff\n      additions\n      deletions\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlanHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on RemediationPlan {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PlanHistory($id: ID!, $after: String) {\n    node(id: $id) {\n      id\n      ... on RemediationPlan {\n        history(first: 20, after: $after) {\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          edges {\n            cursor\n            node {\n              id\n              at\n              actor\n              action\n              message\n            }\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlanPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on RemediationPlan {\n        ...PlanHeader\n        ...Decision\n        ...PlanChanges\n        ...PlanProof\n        ...PlanEdits\n        ...PlanUnfixed\n        ...PlanPreview\n      }\n    }\n  }\n\n  fragment PlanHeader on RemediationPlan {\n    id\n    title\n    kind\n    state\n    revision\n    createdAt\n    project {\n      id\n      path\n    }\n    job {\n      id\n      state\n    }\n  }\n"): (typeof documents)["\n  query PlanPage($id: ID!) {\n    node(id: $id) {\n      __typename\n      id\n      ... on RemediationPlan {\n        ...PlanHeader\n        ...Decision\n        ...PlanChanges\n        ...PlanProof\n        ...PlanEdits\n        ...PlanUnfixed\n        ...PlanPreview\n      }\n    }\n  }\n\n  fragment PlanHeader on RemediationPlan {\n    id\n    title\n    kind\n    state\n    revision\n    createdAt\n    project {\n      id\n      path\n    }\n    job {\n      id\n      state\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlanPreview on RemediationPlan {\n    id\n    preview {\n      title\n      description\n      branchName\n      commitMessage\n    }\n  }\n"): (typeof documents)["\n  fragment PlanPreview on RemediationPlan {\n    id\n    preview {\n      title\n      description\n      branchName\n      commitMessage\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlanProof on RemediationPlan {\n    id\n    proof {\n      provedAt\n      fixed {\n        ...ProofFinding\n      }\n      remaining {\n        ...ProofFinding\n      }\n      introduced {\n        ...ProofFinding\n      }\n    }\n  }\n\n  fragment ProofFinding on PlanFinding {\n    name\n    version\n    manifestPath\n    severity\n    score\n    advisories\n    paths\n  }\n"): (typeof documents)["\n  fragment PlanProof on RemediationPlan {\n    id\n    proof {\n      provedAt\n      fixed {\n        ...ProofFinding\n      }\n      remaining {\n        ...ProofFinding\n      }\n      introduced {\n        ...ProofFinding\n      }\n    }\n  }\n\n  fragment ProofFinding on PlanFinding {\n    name\n    version\n    manifestPath\n    severity\n    score\n    advisories\n    paths\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment PlanUnfixed on RemediationPlan {\n    id\n    unfixed {\n      finding {\n        ...ProofFinding\n      }\n      reason {\n        code\n        message\n        by\n        range\n        needed\n        freedBy\n        oldEnoughAt\n        status\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment PlanUnfixed on RemediationPlan {\n    id\n    unfixed {\n      finding {\n        ...ProofFinding\n      }\n      reason {\n        code\n        message\n        by\n        range\n        needed\n        freedBy\n        oldEnoughAt\n        status\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PlansPage($first: Int!, $after: String, $filter: RemediationPlanFilter) {\n    remediationPlans(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PlanRow\n      }\n    }\n  }\n\n  fragment PlanRow on RemediationPlan {\n    id\n    title\n    kind\n    state\n    stateReason\n    changeCount\n    createdAt\n    fixedCounts {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    project {\n      id\n      path\n    }\n    mergeRequest {\n      id\n      iid\n    }\n    failure {\n      message\n    }\n  }\n"): (typeof documents)["\n  query PlansPage($first: Int!, $after: String, $filter: RemediationPlanFilter) {\n    remediationPlans(first: $first, after: $after, filter: $filter) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...PlanRow\n      }\n    }\n  }\n\n  fragment PlanRow on RemediationPlan {\n    id\n    title\n    kind\n    state\n    stateReason\n    changeCount\n    createdAt\n    fixedCounts {\n      malicious\n      critical\n      high\n      medium\n      low\n      none\n      total\n    }\n    project {\n      id\n      path\n    }\n    mergeRequest {\n      id\n      iid\n    }\n    failure {\n      message\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RefreshPlan($input: RefreshPlanInput!) {\n    refreshPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RefreshPlan($input: RefreshPlanInput!) {\n    refreshPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RejectPlan($input: RejectPlanInput!) {\n    rejectPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RejectPlan($input: RejectPlanInput!) {\n    rejectPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RetryPlan($input: RetryPlanInput!) {\n    retryPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RetryPlan($input: RetryPlanInput!) {\n    retryPlan(input: $input) {\n      remediationPlan {\n        id\n        digest\n        ...Decision\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;