import type { z } from 'zod';
import { AppError, isAppError } from '../errors.js';

/** An answer of GitLab in the form that the schema promises; GITLAB_ANSWER_INVALID, which names the field, otherwise. */
export function parseAnswer<Value>(schema: z.ZodType<Value>, value: unknown, what: string): Value {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const field = issue === undefined ? '' : issue.path.map(String).join('.').slice(0, 100);
  throw new AppError(
    'GITLAB_ANSWER_INVALID',
    `GitLab's answer for ${what} has an unexpected form${field === '' ? '' : ` (${field})`}.`,
    { details: { field } },
  );
}

/** Null for what GitLab does not find; an unknown route is an error, because it says nothing about the record. */
export async function orNull<Value>(read: () => Promise<Value>): Promise<Value | null> {
  try {
    return await read();
  } catch (error) {
    if (isAppError(error, 'GITLAB_NOT_FOUND') && error.details['isUnknownRoute'] !== true) return null;
    throw error;
  }
}
