import { setTimeout as sleep } from 'node:timers/promises';
import type { ApolloServerPlugin } from '@apollo/server';
import type { Response } from 'express';
import { OperationTypeNode } from 'graphql';
import type { Limits } from '../accounts/project-scope.js';
import type { GraphQLContext } from '../graphql/context.js';
import { OUT_OF_TIME } from '../graphql/format-error.js';
import { type ReadOperation, rootFieldsOf } from '../graphql/read-operation.js';
import type { OperationScope, OperationScopes } from '../operation-scope.js';
import { refuse } from './refusal.js';
import type { GiveBack } from './turns.js';

/**
 * Mutations that ask GitLab while they run, which has limits of its own (`gitlab/limits.ts`): what GitLab did must be written down, a
 * rotated token above all. Of them no whole is cut off, but each hold of a database connection.
 */
export const GITLAB_MUTATIONS: ReadonlySet<string> = new Set([
  'connectIntegration',
  'disconnectIntegration',
  'replaceIntegrationToken',
  'rotateIntegrationToken',
  'updateIntegration',
  'verifyIntegration',
]);

/** Whether the running request was cut off. */
export function isOutOfTime(scopes: OperationScopes): boolean {
  return scopes.current()?.fate.isCutOff ?? false;
}

/** Keeps the answer of an operation that was cut off, which fails as soon as its connections are closed, from being sent. */
export function dropAbandoned(scopes: OperationScopes): ApolloServerPlugin<GraphQLContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: () =>
          scopes.current()?.fate.isAbandoned === true ? new Promise(() => undefined) : Promise.resolve(),
      }),
  };
}

/** One operation on its way: what it is, its answer, and its turn. */
export interface TimedOperation {
  readonly read: ReadOperation;
  readonly response: Response;
  readonly requestId: string;
  readonly started: number;
  readonly turn: Promise<GiveBack>;
  /** What whoever asks is limited to. */
  readonly limitedTo: Limits;
}

/**
 * Runs the work until it ends or its time is over; then its connections are closed, its statements ended, and the answer is TIMEOUT. A query
 * whose client has gone is given up likewise; a mutation goes on, because nobody knows whether it was read.
 */
export async function runInTime(
  options: { readonly scopes: OperationScopes; readonly operationMs: number },
  operation: TimedOperation,
  work: () => Promise<void>,
): Promise<void> {
  const { read, response, requestId, started, turn, limitedTo } = operation;
  const controller = new AbortController();
  const asksGitLab = rootFieldsOf(read).some((name) => GITLAB_MUTATIONS.has(name));
  const endings: Promise<void>[] = [];
  const fate = { isCutOff: false, isAbandoned: false };
  const scope: OperationScope = {
    requestId,
    fate,
    signal: controller.signal,
    holdMs: asksGitLab ? options.operationMs : null,
    onEnding: (ending) => {
      fate.isCutOff = true;
      endings.push(ending);
    },
    limitedTo,
  };
  const giveUp = () => {
    fate.isCutOff = true;
    fate.isAbandoned = true;
    controller.abort();
  };
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    const over = () => {
      isOver = true;
      resolve();
    };
    const leftMs = started + options.operationMs - performance.now();
    const timer = asksGitLab ? undefined : setTimeout(over, leftMs);
    response.once('close', () => {
      if (response.writableFinished) return clearTimeout(timer);
      if (read.operation.operation !== OperationTypeNode.QUERY) return;
      clearTimeout(timer);
      giveUp();
      resolve();
    });
  });
  const working = turn.then(async (giveBack) => {
    try {
      if (!fate.isAbandoned) await Promise.race([options.scopes.run(scope, work), ended]);
    } finally {
      giveBack();
    }
  });
  await Promise.race([working, ended]);
  if (!isOver || response.headersSent) return;
  giveUp();
  await Promise.race([Promise.allSettled(endings), sleep(ENDING_MS, undefined, { ref: false })]);
  refuse(response, { status: 503, code: 'TIMEOUT', message: OUT_OF_TIME });
}

/** How long an answer waits until Postgres says that the statements have ended. */
export const ENDING_MS = 2_000;
