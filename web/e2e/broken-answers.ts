import type { Page } from 'playwright-core';
import type { State } from './states.js';

const KEY = 'tried-state';

/**
 * From its next load on, what the page asks is answered as the state says (`setState`). In the page itself and not
 * by the debugger, which would turn the browser's cache off. What the frame around every page asks is always answered.
 */
export function answerAs(page: Page): Promise<unknown> {
  return page.addInitScript((key) => {
    const frame = ['Viewer', 'Setup', 'SetupState'];
    const ask = globalThis.fetch.bind(globalThis);
    const operationOf = (body: unknown): string => {
      const parsed: unknown = typeof body === 'string' ? JSON.parse(body) : null;
      return typeof parsed === 'object' && parsed !== null && 'operationName' in parsed
        ? String(parsed.operationName)
        : '';
    };
    const error = (code: string, message: string) => ({
      errors: [{ message, extensions: { code, requestId: 'r-1' } }],
    });
    const json = { headers: { 'content-type': 'application/json' } };
    globalThis.fetch = async (input, init) => {
      const state = sessionStorage.getItem(key);
      const { pathname } = new URL(input instanceof Request ? input.url : String(input), location.href);
      if (state === null || pathname !== '/graphql' || frame.includes(operationOf(init?.body)))
        return ask(input, init);
      if (state === 'loading') return new Promise(() => undefined);
      if (state === 'offline') throw new TypeError('Failed to fetch');
      if (state === 'failed')
        return new Response('Busy', { status: 503, headers: { 'content-type': 'text/plain' } });
      if (state === 'forbidden')
        return new Response(JSON.stringify(error('FORBIDDEN', 'Your role does not allow this.')), json);
      const answer = await ask(input, init);
      if (state !== 'partial') return answer;
      const body: object = await answer.json();
      const part = error('GITLAB_FAILED', 'A part of this could not be read.');
      return new Response(JSON.stringify({ ...body, ...part }), json);
    };
  }, KEY);
}

/** Which state the next load of a page is tried in. */
export async function setState(page: Page, state: State): Promise<void> {
  await page.evaluate(([key, value]) => sessionStorage.setItem(key, value), [KEY, state] as const);
}
