import { Field, ObjectType } from 'type-graphql';
import { ERROR_MEANINGS } from '../error-meanings.js';
import { type AppError, ERROR_CODES, type ErrorCode, isAppError } from '../errors.js';
import { enumOf } from './node.type.js';

/** Every error code of the API. */
export const ErrorCodeEnum = enumOf(
  'ErrorCode',
  ERROR_CODES,
  'What went wrong, for programs: every code that an error of this API can carry.',
  ERROR_MEANINGS,
);

/** Why a mutation did not do what was asked; the message says what is, why, and what to do. */
@ObjectType({ description: 'Why a mutation did not do what was asked.' })
export class UserError {
  @Field(() => ErrorCodeEnum)
  code!: ErrorCode;
  @Field(() => String)
  message!: string;
  @Field(() => [String], { description: 'The input field that it is about.' })
  path!: string[];
}

/** The user error of an AppError. */
export function toUserError(error: Pick<AppError, 'code' | 'message' | 'details'>): UserError {
  const field = error.details['field'];
  return {
    code: error.code,
    message: error.message,
    path: typeof field === 'string' && field !== '' ? ['input', ...field.split('.')] : ['input'],
  };
}

/** Codes that are no user's mistake or concern the request as a whole: they stay errors of the request. */
const REQUEST_ERRORS = ['UNAUTHENTICATED', 'INTERNAL', 'DATABASE_UNAVAILABLE'] as const;

/** Runs a mutation's work; an expected failure becomes the payload with a user error, anything else is thrown. */
export async function withUserErrors<Payload extends object>(
  work: () => Promise<Payload>,
  onFailure: (userErrors: UserError[]) => Payload,
): Promise<Payload> {
  try {
    return await work();
  } catch (error) {
    if (!isAppError(error) || isAppError(error, ...REQUEST_ERRORS)) throw error;
    return onFailure([toUserError(error)]);
  }
}
