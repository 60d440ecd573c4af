import type { GitLabApplicationCredentials, GitLabCredentials } from '../gitlab/gitlab.js';
import { integrationProxyPlace } from '../secrets/secret-store.js';
import type { Stores } from '../stores.js';
import { applicationSecretPlace, type GitLabApplication } from './gitlab-application.js';
import type { Integration } from './integration.js';

/** How an integration's GitLab is reached. `proxyLogin` is `user:password`, null where the proxy asks for none. */
export function credentialsOf(
  { baseUrl, settings: { proxyUrl, caPem } }: Pick<Integration, 'baseUrl'> & { readonly settings: Route },
  token: string,
  proxyLogin: string | null,
): GitLabCredentials {
  return { baseUrl, token, proxyUrl: withLogin(proxyUrl, proxyLogin), caPem };
}

type Route = Pick<Integration['settings'], 'proxyUrl' | 'caPem'>;

/** How the GitLab of an application is reached; null when its secret is gone. */
export async function applicationCredentials(
  { secrets }: Pick<Stores, 'secrets'>,
  { id, baseUrl, clientId, proxyUrl, caPem }: GitLabApplication,
): Promise<GitLabApplicationCredentials | null> {
  const clientSecret = await secrets.get(applicationSecretPlace(id));
  const login = await secrets.get(applicationProxyPlace(id));
  if (clientSecret === null) return null;
  return { baseUrl, clientId, clientSecret, proxyUrl: withLogin(proxyUrl, login), caPem };
}

/** Where `user:password` of the proxy of an application is kept. */
export function applicationProxyPlace(id: string) {
  return { ...integrationProxyPlace(id), table: 'gitlab_application' };
}

function withLogin(proxyUrl: string | null, login: string | null): string | null {
  if (proxyUrl === null || login === null) return proxyUrl;
  const proxy = new URL(proxyUrl);
  const colon = login.indexOf(':');
  proxy.username = encodeURIComponent(colon < 0 ? login : login.slice(0, colon));
  proxy.password = colon < 0 ? '' : encodeURIComponent(login.slice(colon + 1));
  return proxy.href;
}
