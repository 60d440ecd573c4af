import { type Command, useCommand } from '../../apollo/use-command.js';
import { graphql } from '../../generated/events/gql.js';
import type {
  CreateEventEndpointMutation,
  CreateEventEndpointMutationVariables,
  DeleteEventEndpointMutation,
  DeleteEventEndpointMutationVariables,
  ReplayDeliveryMutation,
  ReplayDeliveryMutationVariables,
  ReplayDeliveriesMutation,
  ReplayDeliveriesMutationVariables,
  ReplayFailedDeliveriesMutation,
  ReplayFailedDeliveriesMutationVariables,
  RotateEventSecretMutation,
  RotateEventSecretMutationVariables,
  SendTestEventMutation,
  SendTestEventMutationVariables,
  UpdateEventEndpointMutation,
  UpdateEventEndpointMutationVariables,
} from '../../generated/events/graphql.js';

const createDocument = graphql(/* GraphQL */ `
  mutation CreateEventEndpoint($input: CreateEventEndpointInput!) {
    createEventEndpoint(input: $input) {
      secret
      endpoint {
        ...EndpointRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const updateDocument = graphql(/* GraphQL */ `
  mutation UpdateEventEndpoint($input: UpdateEventEndpointInput!) {
    updateEventEndpoint(input: $input) {
      endpoint {
        ...EndpointRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const rotateDocument = graphql(/* GraphQL */ `
  mutation RotateEventSecret($input: RotateEventSecretInput!) {
    rotateEventSecret(input: $input) {
      secret
      endpoint {
        ...EndpointRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const deleteDocument = graphql(/* GraphQL */ `
  mutation DeleteEventEndpoint($input: DeleteEventEndpointInput!) {
    deleteEventEndpoint(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`);

const testDocument = graphql(/* GraphQL */ `
  mutation SendTestEvent($input: SendTestEventInput!) {
    sendTestEvent(input: $input) {
      userErrors {
        code
        message
      }
    }
  }
`);

const replayDocument = graphql(/* GraphQL */ `
  mutation ReplayDelivery($input: ReplayDeliveryInput!) {
    replayDelivery(input: $input) {
      delivery {
        ...DeliveryRow
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const replayFailedDocument = graphql(/* GraphQL */ `
  mutation ReplayFailedDeliveries($input: ReplayFailedDeliveriesInput!) {
    replayFailedDeliveries(input: $input) {
      replayedCount
      userErrors {
        code
        message
      }
    }
  }
`);

const replayRangeDocument = graphql(/* GraphQL */ `
  mutation ReplayDeliveries($input: ReplayDeliveriesInput!) {
    replayDeliveries(input: $input) {
      replayedCount
      userErrors {
        code
        message
      }
    }
  }
`);

const LIST = ['EventsPage'];
const PAGE = ['EventEndpointPage'];

/** Adds an address; the answer holds its secret, once. */
export function useCreateEndpoint(): Command<
  CreateEventEndpointMutationVariables,
  CreateEventEndpointMutation['createEventEndpoint']
> {
  return useCommand(createDocument, { pick: (data) => data.createEventEndpoint, refetch: LIST });
}

/** Changes name, address, events, or whether anything is sent. */
export function useUpdateEndpoint(): Command<
  UpdateEventEndpointMutationVariables,
  UpdateEventEndpointMutation['updateEventEndpoint']
> {
  return useCommand(updateDocument, { pick: (data) => data.updateEventEndpoint });
}

/** Makes a new secret; the answer holds it, once. */
export function useRotateSecret(): Command<
  RotateEventSecretMutationVariables,
  RotateEventSecretMutation['rotateEventSecret']
> {
  return useCommand(rotateDocument, { pick: (data) => data.rotateEventSecret });
}

/** Removes an address with its deliveries. */
export function useDeleteEndpoint(): Command<
  DeleteEventEndpointMutationVariables,
  DeleteEventEndpointMutation['deleteEventEndpoint']
> {
  return useCommand(deleteDocument, { pick: (data) => data.deleteEventEndpoint, refetch: LIST });
}

/** Sends a test event. */
export function useSendTest(): Command<
  SendTestEventMutationVariables,
  SendTestEventMutation['sendTestEvent']
> {
  return useCommand(testDocument, { pick: (data) => data.sendTestEvent, refetch: PAGE });
}

/** Sends one delivery again. */
export function useReplay(): Command<
  ReplayDeliveryMutationVariables,
  ReplayDeliveryMutation['replayDelivery']
> {
  return useCommand(replayDocument, { pick: (data) => data.replayDelivery });
}

/** Sends again all that was given up. */
export function useReplayFailed(): Command<
  ReplayFailedDeliveriesMutationVariables,
  ReplayFailedDeliveriesMutation['replayFailedDeliveries']
> {
  return useCommand(replayFailedDocument, { pick: (data) => data.replayFailedDeliveries, refetch: PAGE });
}

/** Sends again all that was recorded in a span of time. */
export function useReplayRange(): Command<
  ReplayDeliveriesMutationVariables,
  ReplayDeliveriesMutation['replayDeliveries']
> {
  return useCommand(replayRangeDocument, { pick: (data) => data.replayDeliveries, refetch: PAGE });
}
