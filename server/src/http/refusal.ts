import type { Response } from 'express';
import type { GraphQLFormattedError } from 'graphql';
import type { ErrorCode } from '../errors.js';

/** An answer that says why not: always JSON, as the specification of GraphQL over HTTP has it. */
export interface Refusal {
  readonly status: number;
  readonly code: ErrorCode;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** https://graphql.github.io/graphql-over-http/draft/#sec-Media-Types, the one answered where both would do first. */
export const MEDIA_TYPES = ['application/json', 'application/graphql-response+json'];

/** Sends a refusal, unless an answer is on its way already. */
export function refuse(response: Response, { status, code, message, headers }: Refusal): void {
  if (headers !== undefined && !response.headersSent) response.set(headers);
  sendErrors(response, status, [{ message, extensions: { code } }]);
}

/** Sends errors in the media type that was asked for, or as JSON to those who would take neither. */
export function sendErrors(
  response: Response,
  status: number,
  errors: readonly GraphQLFormattedError[],
): void {
  if (response.headersSent) return;
  const accepted = response.req.accepts(MEDIA_TYPES);
  response
    .status(status)
    .type(accepted === false ? 'application/json' : accepted)
    .send(`${JSON.stringify({ errors })}\n`);
}
