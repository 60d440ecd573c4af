import { AsyncLocalStorage } from 'node:async_hooks';
import type { JobHandlers } from '../jobs/job-handlers.js';

/** Knows which fields every line has that the running code writes, across everything asynchronous. */
export class LogContext {
  readonly #storage = new AsyncLocalStorage<Readonly<Record<string, string>>>();

  run<Result>(fields: Readonly<Record<string, string>>, work: () => Result): Result {
    return this.#storage.run(fields, work);
  }

  fields(): Readonly<Record<string, string>> {
    return this.#storage.getStore() ?? {};
  }
}

/** The same handlers; what they log says for which job, and for which integration where the job belongs to one. */
export function logJobs(handlers: JobHandlers, context: LogContext): JobHandlers {
  return new Map(
    [...handlers].map(([name, handler]) => [
      name,
      {
        definition: handler.definition,
        run: (payload, jobContext) => {
          const { id, lane } = jobContext.job;
          const integration = /^integration:(\d+)/.exec(lane)?.[1];
          const fields = { jobId: id, job: name, ...(integration === undefined ? {} : { integration }) };
          return context.run(fields, () => handler.run(payload, jobContext));
        },
      },
    ]),
  );
}
