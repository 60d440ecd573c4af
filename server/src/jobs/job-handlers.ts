import { AppError } from '../errors.js';
import type { JobContext, JobDefinition, JobHandler, JobOutcome } from './job.js';

/** A handler that takes a stored payload as it comes and parses it first; BAD_INPUT when it does not fit. */
export interface BoundHandler {
  readonly definition: JobDefinition<unknown>;
  readonly run: (payload: unknown, context: JobContext) => Promise<JobOutcome>;
}

/** Every handler of a process by the name of its job. */
export type JobHandlers = ReadonlyMap<string, BoundHandler>;

/** Puts the payload's schema in front of a handler, so that handlers of different payloads fit in one list. */
export function bindHandler<Payload>(handler: JobHandler<Payload>): BoundHandler {
  const { definition } = handler;
  return {
    definition,
    run: async (payload, context) => {
      const parsed = definition.schema.safeParse(payload);
      if (parsed.success) return handler.run(parsed.data, context);
      throw new AppError(
        'BAD_INPUT',
        `The payload of the job ${definition.name} does not fit its schema. It was made by another version of Backline.`,
        { cause: parsed.error },
      );
    },
  };
}

/** The handlers by name. Refuses a job without a handler, two for one name, and a handler of no known job. */
export function assertHandlers(
  definitions: readonly JobDefinition<unknown>[],
  handlers: readonly BoundHandler[],
): JobHandlers {
  const byName = new Map<string, BoundHandler>();
  const problems: string[] = [];
  const names = new Set(definitions.map(({ name }) => name));
  for (const handler of handlers) {
    const { name } = handler.definition;
    if (byName.has(name)) problems.push(`${name} has more than one handler`);
    if (!names.has(name)) problems.push(`${name} has a handler but is not listed`);
    byName.set(name, handler);
  }
  for (const name of names) {
    if (!byName.has(name)) problems.push(`${name} has no handler`);
  }
  if (names.size < definitions.length) problems.push('two jobs have the same name');
  if (problems.length > 0) {
    throw new AppError('CONFIG_INVALID', `The jobs do not fit together: ${problems.join('; ')}.`);
  }
  return byName;
}
