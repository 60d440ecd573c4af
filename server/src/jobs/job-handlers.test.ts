import { testJob } from '../../test/jobs.js';
import { assertHandlers, bindHandler } from './job-handlers.js';
import type { JobContext } from './job.js';

const [first, second] = [testJob('first'), testJob('second')];
const handlerOf = (definition: typeof first) =>
  bindHandler({ definition, run: async ({ n }) => ({ kind: 'done', result: n }) });
const context = {} as JobContext;

describe('the handlers of a process', () => {
  it('are found by the name of their job', () => {
    const handlers = assertHandlers([first, second], [handlerOf(first), handlerOf(second)]);
    expect([...handlers.keys()]).toEqual(['first', 'second']);
  });

  it.each([
    ['second has no handler', [first, second], [handlerOf(first)]],
    ['first has more than one handler', [first], [handlerOf(first), handlerOf(first)]],
    ['second has a handler but is not listed', [first], [handlerOf(first), handlerOf(second)]],
    ['two jobs have the same name', [first, first], [handlerOf(first)]],
  ])('are refused when %s', (problem, definitions, handlers) => {
    expect(() => assertHandlers(definitions, handlers)).toThrow(problem);
  });

  it('get a payload that fits the schema, or are not run', async () => {
    await expect(handlerOf(first).run({ n: 7 }, context)).resolves.toEqual({ kind: 'done', result: 7 });
    await expect(handlerOf(first).run({ n: 'seven' }, context)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });
});
