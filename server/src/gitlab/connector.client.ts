import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import { createAddressGuard, type LookupAll } from './address-guard.client.js';
import { parseAllowedHosts } from './allowed-hosts.js';
import { readAuthorities } from './authorities.client.js';
import { createRequestBudgets } from './budget.js';
import { createGitRemote } from './git.client.js';
import { createGitLab } from './gitlab.client.js';
import type { GitLabConnector, GitLabCredentials } from './gitlab.js';
import { createHttpExchange } from './http-exchange.client.js';
import {
  DEFAULT_GIT_LIMITS,
  DEFAULT_TRANSPORT_LIMITS,
  type GitLimits,
  type TransportLimits,
} from './limits.js';
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
  /** Resolves names; the machine's own resolver by default. */
  readonly lookup?: LookupAll;
}

/** A connector that holds connections; `close` ends them. */
export interface ClosableGitLabConnector extends GitLabConnector {
  close(): Promise<void>;
}

/**
 * Makes both ports for an integration. One per process: what it makes shares connections and request budgets.
 * CONFIG_INVALID for a wrong allow list or CA file; `connect` throws TOKEN_INVALID for a text that can be no token.
 */
export function createGitLabConnector(deps: GitLabConnectorDeps): ClosableGitLabConnector {
  const limits = { ...DEFAULT_TRANSPORT_LIMITS, ...deps.transportLimits };
  const gitLimits = { ...DEFAULT_GIT_LIMITS, ...deps.gitLimits };
  const { clock, sleep, random } = deps;
  const authorities = deps.caFile ? readAuthorities(deps.caFile) : null;
  const guard = createAddressGuard(parseAllowedHosts(deps.allowedHosts), deps.lookup);
  const exchange = createHttpExchange(guard, authorities);
  const budgets = createRequestBudgets({ clock, sleep, maxConcurrent: limits.maxConcurrent });
  return {
    connect: (given, options) => {
      const credentials = checkCredentials(given);
      const signal = options?.signal ?? null;
      return {
        gitlab: createGitLab(credentials, { exchange, budgets, clock, sleep, random, limits, signal }),
        git: createGitRemote(credentials, { guard, clock, limits: gitLimits, authorities, signal }),
      };
    },
    close: () => exchange.close(),
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
