import type { IntegrationState } from '../integrations/integration.js';
import type { Project } from '../projects/project.js';

/** A webhook that Backline made in a project of GitLab, and how it does. */
export interface GitLabHookRow {
  readonly id: string;
  readonly projectId: string;
  readonly integrationId: string;
  /** In the address that GitLab calls; 32 random bytes, base64url. Not a secret that proves anything. */
  readonly publicId: string;
  /** GitLab's id; null while it is not known whether it was made. */
  readonly gitlabHookId: number | null;
  readonly state: HookState;
  /** Why it does not work, for a person; null while all is well. */
  readonly problem: string | null;
  readonly lastEventAt: Date | null;
  readonly checkedAt: Date | null;
  readonly createdAt: Date;
}

/**
 * MAKING: to be made or repaired; ACTIVE: events come; DISABLED: GitLab stopped it after failures; FAILED: it could not be made; REMOVING: to
 * be removed from GitLab.
 */
export type HookState = 'MAKING' | 'ACTIVE' | 'DISABLED' | 'FAILED' | 'REMOVING';

/** A hook that was called, with what is known of its project and integration. */
export interface CalledHook {
  readonly id: string;
  readonly integrationState: IntegrationState;
  readonly project: Pick<
    Project,
    'id' | 'integrationId' | 'gitlabProjectId' | 'path' | 'state' | 'defaultBranch'
  >;
}

/** What GitLab sent, as it is worked off: hints that something may have changed, never the change itself. */
export type HookHint =
  | { readonly kind: 'push'; readonly branch: string; readonly after: string }
  | { readonly kind: 'mergeRequest'; readonly iid: number }
  /** Of a branch, where the event names no merge request. */
  | { readonly kind: 'pipeline'; readonly branch: string };

/** Hooks in Postgres. Their two secrets are with the secrets (`hookTokenPlace`, `hookSigningPlace`). */
export interface GitLabHookStore {
  find(id: string): Promise<GitLabHookRow | null>;
  /** All that a call of a hook is judged by. */
  findCalled(publicId: string): Promise<CalledHook | null>;
  findByProjects(projectIds: readonly string[]): Promise<readonly GitLabHookRow[]>;
  /** MAKING; the row that is there already is returned. */
  create(hook: {
    readonly projectId: string;
    readonly integrationId: string;
    readonly publicId: string;
    readonly now: Date;
  }): Promise<GitLabHookRow>;
  save(
    id: string,
    change: Partial<Pick<GitLabHookRow, 'state' | 'problem' | 'gitlabHookId' | 'checkedAt'>>,
  ): Promise<GitLabHookRow | null>;
  remove(id: string): Promise<void>;
  /** Projects of the integration that should have a hook (worked on, Maintainer) and have none, by id. */
  listMissing(integrationId: string, limit: number): Promise<readonly string[]>;
  /**
   * Those to be made or removed, and those not checked since `before`; oldest check first. Those that do not work come more often: after an
   * hour at first, then after as long as it has lasted; `before` lies 24 h back.
   */
  listDue(integrationId: string, before: Date, limit: number): Promise<readonly GitLabHookRow[]>;
  listOfIntegration(integrationId: string): Promise<readonly GitLabHookRow[]>;
  counts(
    integrationIds: readonly string[],
  ): Promise<ReadonlyMap<string, Readonly<Record<HookState, number>>>>;
  /** False when this key was delivered before: nothing is to be done. Also says that an event came. */
  takeDelivery(hookId: string, key: string, now: Date): Promise<boolean>;
  /** Forgets deliveries older than this; returns how many. */
  forgetDeliveries(before: Date): Promise<number>;
}
