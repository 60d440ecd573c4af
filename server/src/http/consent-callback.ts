import type { RequestHandler } from 'express';
import type { Act } from '../acting.js';
import { AppError, isAppError } from '../errors.js';
import type { ApiDeps } from '../graphql/context.js';
import type { ReportError } from '../graphql/format-error.js';
import { toGlobalId } from '../graphql/global-id.js';
import { type ConsentAnswer, finishConsent } from '../integrations/consent.js';
import { createContext } from './request-context.js';

/** Where GitLab sends people back to after its consent page: on to the integration, or a page that says what went wrong. */
export function consentCallback(options: {
  readonly api: ApiDeps;
  readonly isSecure: boolean;
  readonly report: ReportError;
}): RequestHandler {
  const session = { start: () => undefined, end: () => undefined };
  return async (request, response) => {
    // The address holds the code: nobody keeps it or passes it on.
    response.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
    try {
      const context = await createContext(options, request, session);
      if (context.viewer === null || context.viewer.kind !== 'ACCOUNT')
        throw new AppError(
          'UNAUTHENTICATED',
          'You are not signed in here any more. Sign in and begin again.',
        );
      const { viewer } = context;
      const act: Act = {
        operation: 'consent',
        actor: viewer,
        requestId: response.get('X-Request-Id') ?? null,
        remoteAddress: context.remoteAddress,
        claim: null,
      };
      const consenting = { viewer, token: context.session.token };
      const integration = await options.api.acting.run(act, () =>
        finishConsent(options.api, consenting, readAnswer(request.query)),
      );
      response.redirect(303, `/integrations/${toGlobalId('Integration', integration.id)}`);
    } catch (error) {
      const message = isAppError(error)
        ? error.message
        : `Something went wrong inside Backline. The log has it under ${options.report(error)}.`;
      response.status(400).type('html').send(problemPage(message));
    }
  };
}

function readAnswer(query: Readonly<Record<string, unknown>>): ConsentAnswer {
  const text = (value: unknown) => (typeof value === 'string' ? value.slice(0, 4_096) : '');
  return { state: text(query['state']), code: text(query['code']), error: text(query['error']) };
}

function problemPage(message: string): string {
  const escaped = message.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not connected · Backline</title></head>
<body><h1>GitLab was not connected</h1><p role="alert">${escaped}</p>
<p><a href="/integrations/gitlab/connect">Back to Backline</a></p></body></html>\n`;
}
