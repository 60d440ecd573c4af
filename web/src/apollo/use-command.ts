import type { ApolloClient, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useCallback, useState } from 'react';
import { type Problem, problemOfUserErrors } from '../lib/problem.js';
import { describeError } from './describe-error.js';

/** What every mutation answers beside its object. */
interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** A mutation as a component uses it: run it, see that it is busy, see what went wrong. */
export interface Command<Input, Answer> {
  /** The payload when it was done, the problem when it was not. Never throws. */
  run(input: Input): Promise<Outcome<Answer>>;
  readonly isBusy: boolean;
  readonly problem: Problem | null;
  dismiss(): void;
}

export type Outcome<Answer> =
  | { readonly kind: 'done'; readonly payload: Answer }
  | { readonly kind: 'refused'; readonly problem: Problem; readonly payload: Answer | null };

interface CommandOptions<Data, Variables extends OperationVariables, Answer> {
  readonly pick: (data: Data) => Answer;
  /** Changes to the cache beyond what normalizing does by itself. */
  readonly update?: ApolloClient.MutateOptions<Data, Variables>['update'];
  readonly refetch?: readonly string[];
}

/** Wraps a mutation so that user errors and failures of the network reach the page in one shape. */
export function useCommand<Data, Variables extends OperationVariables, Answer extends Payload>(
  mutation: TypedDocumentNode<Data, Variables>,
  { pick, update, refetch }: CommandOptions<Data, Variables, Answer>,
): Command<Variables, Answer> {
  const client = useApolloClient();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const run = useCallback(
    async (variables: Variables): Promise<Outcome<Answer>> => {
      setBusy(true);
      setProblem(null);
      const outcome = await attempt();
      setBusy(false);
      if (outcome.kind === 'refused') setProblem(outcome.problem);
      return outcome;

      async function attempt(): Promise<Outcome<Answer>> {
        try {
          const options: ApolloClient.MutateOptions<Data, Variables> = Object.assign(
            { mutation, variables },
            update === undefined ? {} : { update },
            refetch === undefined ? {} : { refetchQueries: [...refetch] },
          );
          const { data } = await client.mutate<Data, Variables>(options);
          if (data === undefined || data === null) throw new Error('no data');
          const payload = pick(data);
          const refused = problemOfUserErrors(payload.userErrors);
          return refused === null
            ? { kind: 'done', payload }
            : { kind: 'refused', problem: refused, payload };
        } catch (error) {
          return { kind: 'refused', problem: describeError(error), payload: null };
        }
      }
    },
    [client, mutation, pick, update, refetch],
  );
  return { run, isBusy, problem, dismiss: useCallback(() => setProblem(null), []) };
}
