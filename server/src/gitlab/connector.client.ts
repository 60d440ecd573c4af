import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { createAddressGuard, type LookupAll } from '../addresses/address-guard.client.js';
import { parseAllowedHosts } from '../addresses/allowed-hosts.js';
import { addAuthorities, readAuthorities } from './authorities.client.js';
import { budgetKey } from './budget-key.js';
import { createRequestBudgets } from './budget.js';
import { createGitRemote } from './git.client.js';
import { createConsent } from './oauth.client.js';
import { createGitLab } from './gitlab.client.js';
import type { GitLabConnector, GitLabCredentials } from './gitlab.js';
import { createHttpExchange, type ExchangeRoute, type HttpExchange } from './http-exchange.client.js';
import {
  DEFAULT_GIT_LIMITS,
  DEFAULT_TRANSPORT_LIMITS,
  type GitLimits,
  type TransportLimits,
} from './limits.js';
import { parseProxy } from './proxy.js';
import type { GitLabRequestEnd } from '../metrics/metrics.js';
import type { SharedPauses } from './shared-pauses.js';
import type { Sleep } from './sleep.js';

/** What the composition root supplies, once per process. */
export interface GitLabConnectorDeps {
  readonly clock: Clock;
  /** Such as `(ms, signal) => setTimeout(ms, undefined, { signal })` of node:timers/promises. */
  readonly sleep: Sleep;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Hosts that the operator allows although they are private or without TLS: `host`, `host:port`, an address, or a CIDR range. */
  readonly allowedHosts: readonly string[];
  /** A PEM file of further certificate authorities; null or absent when there is none. */
  readonly caFile?: string | null;
  readonly transportLimits?: Partial<TransportLimits>;
  readonly gitLimits?: Partial<GitLimits>;
  /** What other processes say; null or absent where there are none. */
  readonly sharedPauses?: SharedPauses | null;
  /** Told of each request to the API that ended, for the metrics. */
  readonly onRequest?: (end: GitLabRequestEnd) => void;
  /** Resolves names; the machine's own resolver by default. */
  readonly lookup?: LookupAll;
}

/** A connector that holds connections; `close` ends them. */
export interface ClosableGitLabConnector extends GitLabConnector {
  close(): Promise<void>;
}

/**
 * Makes both ports for an integration. One per process: what it makes shares connections and request budgets.
 * CONFIG_INVALID for a wrong allow list or CA file. `connect` throws TOKEN_INVALID for a text that can be no token,
 * ADDRESS_INVALID for a proxy's address that is none, CONFIG_INVALID for a certificate that cannot be read.
 */
export function createGitLabConnector(deps: GitLabConnectorDeps): ClosableGitLabConnector {
  const limits = { ...DEFAULT_TRANSPORT_LIMITS, ...deps.transportLimits };
  const gitLimits = { ...DEFAULT_GIT_LIMITS, ...deps.gitLimits };
  const { clock, sleep, random } = deps;
  const authorities = deps.caFile ? readAuthorities(deps.caFile) : null;
  const guard = createAddressGuard(parseAllowedHosts(deps.allowedHosts), deps.lookup);
  const routes = keepRoutes(authorities, (route) => createHttpExchange(guard, route));
  const { maxConcurrent } = limits;
  const sharedPauses = deps.sharedPauses ?? null;
  const budgets = createRequestBudgets({ clock, sleep, maxConcurrent, sharedPauses });
  return {
    connect: (given, options) => {
      const credentials = checkCredentials(given);
      const signal = options?.signal ?? null;
      const { route, exchange } = routes.of(given);
      const budget = budgets.of(budgetKey(credentials.baseUrl, credentials.token));
      const patience = { budget, random, limits };
      return {
        gitlab: createGitLab(credentials, {
          exchange,
          budgets,
          clock,
          sleep,
          random,
          limits,
          signal,
          onRequest: (end) => deps.onRequest?.({ ...end, integrationId: options?.integrationId ?? null }),
        }),
        git: createGitRemote(credentials, {
          ...route,
          guard,
          clock,
          sleep,
          limits: gitLimits,
          patience,
          signal,
        }),
      };
    },
    consent: (application, options) => {
      const { exchange } = routes.of(application);
      const baseUrl = application.baseUrl.replace(/\/+$/, '');
      return createConsent(
        { ...application, baseUrl },
        { exchange, limits, signal: options?.signal ?? null },
      );
    },
    close: () => routes.close(),
  };
}

interface OpenRoute {
  readonly route: ExchangeRoute;
  readonly exchange: HttpExchange;
}

/** One exchange for each proxy and certificate authority, so that integrations that share them share connections. */
function keepRoutes(authorities: string | null, open: (route: ExchangeRoute) => HttpExchange) {
  const routes = new Map<string, OpenRoute>();
  return {
    of: ({ proxyUrl = null, caPem = null }: Pick<GitLabCredentials, 'proxyUrl' | 'caPem'>): OpenRoute => {
      const key = `${proxyUrl ?? ''} ${caPem ?? ''}`;
      const known = routes.get(key);
      if (known !== undefined) return known;
      const proxy = proxyUrl === null || proxyUrl === '' ? null : parseProxy(proxyUrl);
      const route = { authorities: addAuthorities(authorities, caPem), proxy };
      const made = { route, exchange: open(route) };
      routes.set(key, made);
      return made;
    },
    close: async () => {
      await Promise.all([...routes.values()].map(({ exchange }) => exchange.close()));
    },
  };
}

function checkCredentials(given: GitLabCredentials): GitLabCredentials {
  const token = given.token.trim();
  if (!/^[\x21-\x7e]{1,2048}$/.test(token)) {
    throw new AppError(
      'TOKEN_INVALID',
      'This is not a token: it is empty, or holds spaces or unusual characters.',
    );
  }
  return { baseUrl: given.baseUrl.replace(/\/+$/, ''), token };
}
