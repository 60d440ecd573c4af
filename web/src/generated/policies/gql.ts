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
    "\n  query PolicyPreview($input: UpdatePolicyInput!) {\n    policyPreview(input: $input) {\n      changedFields\n      projects\n      findings\n      plans\n      plansAgain\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.PolicyPreviewDocument,
    "\n  query PolicyHistory($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      history(first: 50) {\n        nodes {\n          id\n          at\n          actor\n          action\n          message\n        }\n      }\n    }\n  }\n": typeof types.PolicyHistoryDocument,
    "\n  query PolicyPage($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      ...PolicyValues\n    }\n  }\n\n  fragment PolicyValues on Policy {\n    scope {\n      kind\n      name\n    }\n    minimumSeverity\n    maximumStep\n    allowsForced\n    releaseAgeDays\n    urgentSeverity\n    grouping\n    updates\n    ignores {\n      advisory\n      packageName\n      reason\n      until\n    }\n    automaticApproval {\n      kinds\n      maximumStep\n      maximumRisk\n    }\n    slaDays {\n      critical\n      high\n      medium\n      low\n    }\n    openMergeRequests\n    hourlyMergeRequests\n    mergeRequest {\n      labels\n      reviewers\n      assignees\n      draft\n      squash\n      removeSourceBranch\n      autoMerge\n    }\n    origins {\n      field\n      isSetHere\n      scope {\n        kind\n        name\n        groupPath\n        integration {\n          id\n        }\n        project {\n          id\n        }\n      }\n    }\n    updatedAt\n    updatedBy\n  }\n": typeof types.PolicyPageDocument,
    "\n  query PolicyIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": typeof types.PolicyIntegrationsDocument,
    "\n  query PolicyScopeName($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      scope {\n        kind\n        name\n        integration {\n          id\n          name\n        }\n      }\n    }\n  }\n": typeof types.PolicyScopeNameDocument,
    "\n  query PoliciesPage {\n    policies(first: 100) {\n      totalCount\n      nodes {\n        scope {\n          kind\n          name\n          groupPath\n          integration {\n            id\n          }\n          project {\n            id\n            integration {\n              id\n            }\n          }\n        }\n        origins {\n          field\n          isSetHere\n        }\n        updatedAt\n        updatedBy\n      }\n    }\n  }\n": typeof types.PoliciesPageDocument,
    "\n  mutation UpdatePolicy($input: UpdatePolicyInput!) {\n    updatePolicy(input: $input) {\n      policy {\n        ...PolicyValues\n      }\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": typeof types.UpdatePolicyDocument,
};
const documents: Documents = {
    "\n  query PolicyPreview($input: UpdatePolicyInput!) {\n    policyPreview(input: $input) {\n      changedFields\n      projects\n      findings\n      plans\n      plansAgain\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.PolicyPreviewDocument,
    "\n  query PolicyHistory($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      history(first: 50) {\n        nodes {\n          id\n          at\n          actor\n          action\n          message\n        }\n      }\n    }\n  }\n": types.PolicyHistoryDocument,
    "\n  query PolicyPage($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      ...PolicyValues\n    }\n  }\n\n  fragment PolicyValues on Policy {\n    scope {\n      kind\n      name\n    }\n    minimumSeverity\n    maximumStep\n    allowsForced\n    releaseAgeDays\n    urgentSeverity\n    grouping\n    updates\n    ignores {\n      advisory\n      packageName\n      reason\n      until\n    }\n    automaticApproval {\n      kinds\n      maximumStep\n      maximumRisk\n    }\n    slaDays {\n      critical\n      high\n      medium\n      low\n    }\n    openMergeRequests\n    hourlyMergeRequests\n    mergeRequest {\n      labels\n      reviewers\n      assignees\n      draft\n      squash\n      removeSourceBranch\n      autoMerge\n    }\n    origins {\n      field\n      isSetHere\n      scope {\n        kind\n        name\n        groupPath\n        integration {\n          id\n        }\n        project {\n          id\n        }\n      }\n    }\n    updatedAt\n    updatedBy\n  }\n": types.PolicyPageDocument,
    "\n  query PolicyIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n": types.PolicyIntegrationsDocument,
    "\n  query PolicyScopeName($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      scope {\n        kind\n        name\n        integration {\n          id\n          name\n        }\n      }\n    }\n  }\n": types.PolicyScopeNameDocument,
    "\n  query PoliciesPage {\n    policies(first: 100) {\n      totalCount\n      nodes {\n        scope {\n          kind\n          name\n          groupPath\n          integration {\n            id\n          }\n          project {\n            id\n            integration {\n              id\n            }\n          }\n        }\n        origins {\n          field\n          isSetHere\n        }\n        updatedAt\n        updatedBy\n      }\n    }\n  }\n": types.PoliciesPageDocument,
    "\n  mutation UpdatePolicy($input: UpdatePolicyInput!) {\n    updatePolicy(input: $input) {\n      policy {\n        ...PolicyValues\n      }\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n": types.UpdatePolicyDocument,
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
export function graphql(source: "\n  query PolicyPreview($input: UpdatePolicyInput!) {\n    policyPreview(input: $input) {\n      changedFields\n      projects\n      findings\n      plans\n      plansAgain\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  query PolicyPreview($input: UpdatePolicyInput!) {\n    policyPreview(input: $input) {\n      changedFields\n      projects\n      findings\n      plans\n      plansAgain\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PolicyHistory($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      history(first: 50) {\n        nodes {\n          id\n          at\n          actor\n          action\n          message\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PolicyHistory($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      history(first: 50) {\n        nodes {\n          id\n          at\n          actor\n          action\n          message\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PolicyPage($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      ...PolicyValues\n    }\n  }\n\n  fragment PolicyValues on Policy {\n    scope {\n      kind\n      name\n    }\n    minimumSeverity\n    maximumStep\n    allowsForced\n    releaseAgeDays\n    urgentSeverity\n    grouping\n    updates\n    ignores {\n      advisory\n      packageName\n      reason\n      until\n    }\n    automaticApproval {\n      kinds\n      maximumStep\n      maximumRisk\n    }\n    slaDays {\n      critical\n      high\n      medium\n      low\n    }\n    openMergeRequests\n    hourlyMergeRequests\n    mergeRequest {\n      labels\n      reviewers\n      assignees\n      draft\n      squash\n      removeSourceBranch\n      autoMerge\n    }\n    origins {\n      field\n      isSetHere\n      scope {\n        kind\n        name\n        groupPath\n        integration {\n          id\n        }\n        project {\n          id\n        }\n      }\n    }\n    updatedAt\n    updatedBy\n  }\n"): (typeof documents)["\n  query PolicyPage($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      ...PolicyValues\n    }\n  }\n\n  fragment PolicyValues on Policy {\n    scope {\n      kind\n      name\n    }\n    minimumSeverity\n    maximumStep\n    allowsForced\n    releaseAgeDays\n    urgentSeverity\n    grouping\n    updates\n    ignores {\n      advisory\n      packageName\n      reason\n      until\n    }\n    automaticApproval {\n      kinds\n      maximumStep\n      maximumRisk\n    }\n    slaDays {\n      critical\n      high\n      medium\n      low\n    }\n    openMergeRequests\n    hourlyMergeRequests\n    mergeRequest {\n      labels\n      reviewers\n      assignees\n      draft\n      squash\n      removeSourceBranch\n      autoMerge\n    }\n    origins {\n      field\n      isSetHere\n      scope {\n        kind\n        name\n        groupPath\n        integration {\n          id\n        }\n        project {\n          id\n        }\n      }\n    }\n    updatedAt\n    updatedBy\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PolicyIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"): (typeof documents)["\n  query PolicyIntegrations {\n    integrations(first: 100) {\n      nodes {\n        id\n        name\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PolicyScopeName($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      scope {\n        kind\n        name\n        integration {\n          id\n          name\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query PolicyScopeName($scope: PolicyScopeInput!) {\n    policy(scope: $scope) {\n      scope {\n        kind\n        name\n        integration {\n          id\n          name\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PoliciesPage {\n    policies(first: 100) {\n      totalCount\n      nodes {\n        scope {\n          kind\n          name\n          groupPath\n          integration {\n            id\n          }\n          project {\n            id\n            integration {\n              id\n            }\n          }\n        }\n        origins {\n          field\n          isSetHere\n        }\n        updatedAt\n        updatedBy\n      }\n    }\n  }\n"): (typeof documents)["\n  query PoliciesPage {\n    policies(first: 100) {\n      totalCount\n      nodes {\n        scope {\n          kind\n          name\n          groupPath\n          integration {\n            id\n          }\n          project {\n            id\n            integration {\n              id\n            }\n          }\n        }\n        origins {\n          field\n          isSetHere\n        }\n        updatedAt\n        updatedBy\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdatePolicy($input: UpdatePolicyInput!) {\n    updatePolicy(input: $input) {\n      policy {\n        ...PolicyValues\n      }\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdatePolicy($input: UpdatePolicyInput!) {\n    updatePolicy(input: $input) {\n      policy {\n        ...PolicyValues\n      }\n      job {\n        id\n        state\n      }\n      userErrors {\n        code\n        message\n        path\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;