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
    "\n  fragment DeliveryRow on EventDelivery {\n    id\n    type\n    eventId\n    state\n    attempts\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    lastStatus\n    lastError\n    lastAnswer\n    body\n    attemptLog {\n      at\n      durationMs\n      status\n      error\n      answer\n    }\n  }\n": typeof types.DeliveryRowFragmentDoc,
    "\n  query EventEndpointPage($id: ID!, $after: String, $state: [EventDeliveryState!]) {\n    node(id: $id) {\n      __typename\n      id\n      ... on EventEndpoint {\n        ...EndpointRow\n        deliveries(first: 20, after: $after, filter: { state: $state }) {\n          totalCount\n          isTotalCountCapped\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          nodes {\n            id\n            ...DeliveryRow\n          }\n        }\n      }\n    }\n  }\n": typeof types.EventEndpointPageDocument,
    "\n  mutation CreateEventEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.CreateEventEndpointDocument,
    "\n  mutation UpdateEventEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.UpdateEventEndpointDocument,
    "\n  mutation RotateEventSecret($input: RotateEventSecretInput!) {\n    rotateEventSecret(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.RotateEventSecretDocument,
    "\n  mutation DeleteEventEndpoint($input: DeleteEventEndpointInput!) {\n    deleteEventEndpoint(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.DeleteEventEndpointDocument,
    "\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    sendTestEvent(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SendTestEventDocument,
    "\n  mutation ReplayDelivery($input: ReplayDeliveryInput!) {\n    replayDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ReplayDeliveryDocument,
    "\n  mutation ReplayFailedDeliveries($input: ReplayFailedDeliveriesInput!) {\n    replayFailedDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ReplayFailedDeliveriesDocument,
    "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ReplayDeliveriesDocument,
    "\n  query EventsPage($first: Int!, $after: String) {\n    eventEndpoints(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...EndpointRow\n      }\n    }\n  }\n\n  fragment EndpointRow on EventEndpoint {\n    id\n    name\n    url\n    types\n    state\n    disabledReason\n    lastDeliveredAt\n    waitingCount\n    failedCount\n    hasTwoSecrets\n    secondSecretUntil\n    createdAt\n    createdBy\n  }\n": typeof types.EventsPageDocument,
};
const documents: Documents = {
    "\n  fragment DeliveryRow on EventDelivery {\n    id\n    type\n    eventId\n    state\n    attempts\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    lastStatus\n    lastError\n    lastAnswer\n    body\n    attemptLog {\n      at\n      durationMs\n      status\n      error\n      answer\n    }\n  }\n": types.DeliveryRowFragmentDoc,
    "\n  query EventEndpointPage($id: ID!, $after: String, $state: [EventDeliveryState!]) {\n    node(id: $id) {\n      __typename\n      id\n      ... on EventEndpoint {\n        ...EndpointRow\n        deliveries(first: 20, after: $after, filter: { state: $state }) {\n          totalCount\n          isTotalCountCapped\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          nodes {\n            id\n            ...DeliveryRow\n          }\n        }\n      }\n    }\n  }\n": types.EventEndpointPageDocument,
    "\n  mutation CreateEventEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.CreateEventEndpointDocument,
    "\n  mutation UpdateEventEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.UpdateEventEndpointDocument,
    "\n  mutation RotateEventSecret($input: RotateEventSecretInput!) {\n    rotateEventSecret(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.RotateEventSecretDocument,
    "\n  mutation DeleteEventEndpoint($input: DeleteEventEndpointInput!) {\n    deleteEventEndpoint(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.DeleteEventEndpointDocument,
    "\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    sendTestEvent(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SendTestEventDocument,
    "\n  mutation ReplayDelivery($input: ReplayDeliveryInput!) {\n    replayDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ReplayDeliveryDocument,
    "\n  mutation ReplayFailedDeliveries($input: ReplayFailedDeliveriesInput!) {\n    replayFailedDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ReplayFailedDeliveriesDocument,
    "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ReplayDeliveriesDocument,
    "\n  query EventsPage($first: Int!, $after: String) {\n    eventEndpoints(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...EndpointRow\n      }\n    }\n  }\n\n  fragment EndpointRow on EventEndpoint {\n    id\n    name\n    url\n    types\n    state\n    disabledReason\n    lastDeliveredAt\n    waitingCount\n    failedCount\n    hasTwoSecrets\n    secondSecretUntil\n    createdAt\n    createdBy\n  }\n": types.EventsPageDocument,
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
export function graphql(source: "\n  fragment DeliveryRow on EventDelivery {\n    id\n    type\n    eventId\n    state\n    attempts\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    lastStatus\n    lastError\n    lastAnswer\n    body\n    attemptLog {\n      at\n      durationMs\n      status\n      error\n      answer\n    }\n  }\n"): (typeof documents)["\n  fragment DeliveryRow on EventDelivery {\n    id\n    type\n    eventId\n    state\n    attempts\n    createdAt\n    nextAttemptAt\n    deliveredAt\n    lastStatus\n    lastError\n    lastAnswer\n    body\n    attemptLog {\n      at\n      durationMs\n      status\n      error\n      answer\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventEndpointPage($id: ID!, $after: String, $state: [EventDeliveryState!]) {\n    node(id: $id) {\n      __typename\n      id\n      ... on EventEndpoint {\n        ...EndpointRow\n        deliveries(first: 20, after: $after, filter: { state: $state }) {\n          totalCount\n          isTotalCountCapped\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          nodes {\n            id\n            ...DeliveryRow\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query EventEndpointPage($id: ID!, $after: String, $state: [EventDeliveryState!]) {\n    node(id: $id) {\n      __typename\n      id\n      ... on EventEndpoint {\n        ...EndpointRow\n        deliveries(first: 20, after: $after, filter: { state: $state }) {\n          totalCount\n          isTotalCountCapped\n          pageInfo {\n            hasNextPage\n            endCursor\n          }\n          nodes {\n            id\n            ...DeliveryRow\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation CreateEventEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation CreateEventEndpoint($input: CreateEventEndpointInput!) {\n    createEventEndpoint(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateEventEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation UpdateEventEndpoint($input: UpdateEventEndpointInput!) {\n    updateEventEndpoint(input: $input) {\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RotateEventSecret($input: RotateEventSecretInput!) {\n    rotateEventSecret(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation RotateEventSecret($input: RotateEventSecretInput!) {\n    rotateEventSecret(input: $input) {\n      secret\n      endpoint {\n        ...EndpointRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DeleteEventEndpoint($input: DeleteEventEndpointInput!) {\n    deleteEventEndpoint(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DeleteEventEndpoint($input: DeleteEventEndpointInput!) {\n    deleteEventEndpoint(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    sendTestEvent(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SendTestEvent($input: SendTestEventInput!) {\n    sendTestEvent(input: $input) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDelivery($input: ReplayDeliveryInput!) {\n    replayDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplayDelivery($input: ReplayDeliveryInput!) {\n    replayDelivery(input: $input) {\n      delivery {\n        ...DeliveryRow\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayFailedDeliveries($input: ReplayFailedDeliveriesInput!) {\n    replayFailedDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplayFailedDeliveries($input: ReplayFailedDeliveriesInput!) {\n    replayFailedDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {\n    replayDeliveries(input: $input) {\n      replayedCount\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query EventsPage($first: Int!, $after: String) {\n    eventEndpoints(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...EndpointRow\n      }\n    }\n  }\n\n  fragment EndpointRow on EventEndpoint {\n    id\n    name\n    url\n    types\n    state\n    disabledReason\n    lastDeliveredAt\n    waitingCount\n    failedCount\n    hasTwoSecrets\n    secondSecretUntil\n    createdAt\n    createdBy\n  }\n"): (typeof documents)["\n  query EventsPage($first: Int!, $after: String) {\n    eventEndpoints(first: $first, after: $after) {\n      totalCount\n      isTotalCountCapped\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        ...EndpointRow\n      }\n    }\n  }\n\n  fragment EndpointRow on EventEndpoint {\n    id\n    name\n    url\n    types\n    state\n    disabledReason\n    lastDeliveredAt\n    waitingCount\n    failedCount\n    hasTwoSecrets\n    secondSecretUntil\n    createdAt\n    createdBy\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;