import type { Context } from '../context.js';
import type { Application } from '../oauth.js';
import type { Params } from '../params.js';
import type { User } from '../state.js';
import { type Html, html } from './html.js';

const PASSED_ON = [
  'client_id',
  'redirect_uri',
  'response_type',
  'state',
  'scope',
  'code_challenge',
  'code_challenge_method',
];

/** The page on which a person lets an application act in their name. */
export function consentView(
  context: Context,
  asked: {
    readonly application: Application;
    readonly scopes: readonly string[];
    readonly user: User;
    readonly params: Params;
  },
): Html {
  const { application, scopes, user, params } = asked;
  const fields = PASSED_ON.flatMap((name) => {
    const value = params.text(name);
    return value === undefined ? [] : [html`<input type="hidden" name="${name}" value="${value}" />`];
  });
  const button = (decision: string, label: string, style: string) =>
    html`<form method="post" action="${context.relativeRoot}/oauth/authorize">
      ${fields}<input type="hidden" name="user_id" value="${user.id}" />
      <button class="${style}" name="decision" value="${decision}">${label}</button>
    </form>`;
  return html`<h1>Authorize ${application.name}</h1>
    <p><b>${application.name}</b> asks to use the account of <b>${user.name}</b> (@${user.username}).</p>
    <ul>
      ${scopes.map((scope) => html`<li><code>${scope}</code></li>`)}
    </ul>
    <p class="dim">You are sent back to ${new URL(application.redirectUri).host}.</p>
    ${button('authorize', 'Authorize', '')} ${button('deny', 'Deny', 'plain')}`;
}
