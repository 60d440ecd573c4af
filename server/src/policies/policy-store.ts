import type { KeysetReader } from '../keyset.js';
import type { PolicyScope } from './policy-scope.js';
import type { PolicyField, PolicyFields, PolicyLayer } from './resolve-policy.js';

/** What is set at a scope, when and by whom. */
export interface StoredPolicy extends PolicyLayer {
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

/** How much a change at a scope concerns. */
export interface PolicyReach {
  readonly projects: number;
  /** Open or in progress. */
  readonly findings: number;
  /** Waiting for a decision. */
  readonly plans: number;
}

/** What is set where. A scope at which nothing is set has no row. */
export interface PolicyStore {
  /** Until the transaction ends nobody else changes a policy. */
  lock(): Promise<void>;
  find(scope: PolicyScope): Promise<StoredPolicy | null>;
  /** What is set at these scopes, in no order. */
  findMany(scopes: readonly PolicyScope[]): Promise<readonly StoredPolicy[]>;
  /** In the order of their keys. */
  list(page: { first: number; afterKey: string | null }): Promise<readonly StoredPolicy[]>;
  count(cap: number): Promise<number>;
  /** By key, for pages in both directions. */
  paged(): KeysetReader<StoredPolicy>;
  /** Replaces what is set at a scope; nothing set: the row goes. */
  save(scope: PolicyScope, fields: PolicyFields, change: { by: string; at: Date }): Promise<void>;
  /** Projects within reach of GitLab for which one of these fields, set at this scope, is not overruled by a nearer one. */
  projectsConcerned(
    scope: PolicyScope,
    fields: readonly PolicyField[],
    page: { afterId: string; first: number },
  ): Promise<readonly string[]>;
  /** As `projectsConcerned`, those out of reach and those never analysed too: what is known of them follows as well. */
  projectsRuled(
    scope: PolicyScope,
    fields: readonly PolicyField[],
    page: { afterId: string; first: number },
  ): Promise<readonly string[]>;
  reach(scope: PolicyScope, fields: readonly PolicyField[]): Promise<PolicyReach>;
}
