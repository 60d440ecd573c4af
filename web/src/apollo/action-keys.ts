import { ApolloLink } from '@apollo/client';
import { OperationTypeNode } from 'graphql';
import { tap } from 'rxjs';

/** Signing in: who asks is not known yet, and only the first answer sets the session. */
const WITHOUT_KEY: ReadonlySet<string> = new Set([
  'SignInInput',
  'CreateFirstAccountInput',
  'AcceptInvitationInput',
]);

/** An attempt that got no answer stands for the same action for so long. */
const REMEMBERED_MS = 10 * 60_000;
const MOST_REMEMBERED = 50;

interface ActionKeyDeps {
  readonly randomId: () => string;
  readonly now: () => number;
}

/**
 * Gives every mutation that a person asks for a key, under which the server carries it out once. Asking the same again after no answer
 * came, because the connection was lost, keeps the key: what was done meanwhile is answered and not done again.
 */
export function actionKeys({ randomId, now }: ActionKeyDeps): ApolloLink {
  const unanswered = new Map<string, { readonly key: string; readonly at: number }>();
  return new ApolloLink((operation, forward) => {
    const { variables, operationType, operationName } = operation;
    const input: unknown = variables['input'];
    if (operationType !== OperationTypeNode.MUTATION || !isOpen(input) || !takesKey(operation))
      return forward(operation);
    const action = `${operationName ?? ''} ${JSON.stringify(variables)}`;
    const earlier = unanswered.get(action);
    const key = earlier !== undefined && now() - earlier.at < REMEMBERED_MS ? earlier.key : randomId();
    unanswered.delete(action);
    unanswered.set(action, { key, at: now() });
    const [oldest] = unanswered.keys();
    if (unanswered.size > MOST_REMEMBERED && oldest !== undefined) unanswered.delete(oldest);
    operation.variables = { ...variables, input: { ...input, idempotencyKey: key } };
    return forward(operation).pipe(
      tap((result) => {
        if (!isStillRunning(result.data)) unanswered.delete(action);
      }),
    );
  });
}

/** Whether an input has room for a key. */
function isOpen(input: unknown): input is object {
  return typeof input === 'object' && input !== null && !('idempotencyKey' in input);
}

function takesKey({ query }: ApolloLink.Operation): boolean {
  const types = query.definitions.flatMap((definition) =>
    definition.kind === 'OperationDefinition'
      ? (definition.variableDefinitions ?? []).map(({ type }) =>
          type.kind === 'NonNullType' && type.type.kind === 'NamedType' ? type.type.name.value : '',
        )
      : [],
  );
  return !types.some((type) => WITHOUT_KEY.has(type));
}

/** The server works on it still: asking again asks for the same. */
function isStillRunning(data: unknown): boolean {
  return JSON.stringify(data ?? null).includes('"STILL_RUNNING"');
}
