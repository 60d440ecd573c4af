import type { Clock } from '../clock.js';
import { AppError } from '../errors.js';
import type { GitLabConnector } from './gitlab.js';
import type { GitLimits, TransportLimits } from './limits.js';
import type { Sleep } from './sleep.js';

/** What the composition root supplies, once per process. */
export interface GitLabConnectorDeps {
  readonly clock: Clock;
  readonly sleep: Sleep;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** Hosts that the operator allows although they are private or without TLS: `host`, `host:port`, an address, or a CIDR range. */
  readonly allowedHosts: readonly string[];
  /** A PEM file of further certificate authorities; null when there is none. */
  readonly caFile?: string | null;
  readonly transportLimits?: Partial<TransportLimits>;
  readonly gitLimits?: Partial<GitLimits>;
}

/** A connector that holds connections; `close` ends them. */
export interface ClosableGitLabConnector extends GitLabConnector {
  close(): Promise<void>;
}

/** Makes both ports for an integration. One per process: what it makes shares connections and request budgets. */
export function createGitLabConnector(deps: GitLabConnectorDeps): ClosableGitLabConnector {
  void deps;
  return {
    connect: () => {
      throw new AppError('INTERNAL', 'The GitLab client is being built.');
    },
    close: () => Promise.resolve(),
  };
}
