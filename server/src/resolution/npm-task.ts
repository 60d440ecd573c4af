/** What both tasks of the thread need to know. */
interface NpmSite {
  /** Holds the manifests. */
  readonly folder: string;
  readonly cache: string;
  readonly lockName: string;
  readonly lockfileVersion: 1 | 2 | 3;
  readonly registry: string;
  readonly port: number;
}

/** The lock as it is, and the same without what is to be worked out again. */
export interface NpmTask extends NpmSite {
  readonly kind: 'resolve';
  readonly before: string;
  readonly dropped: string;
}

/** Whether `npm ci` would take this lock. */
export interface NpmCheck extends NpmSite {
  readonly kind: 'check';
  readonly lock: string;
}

/** `baseline` is the old lock and `lock` the new one, both as npm itself would write them. `name`: of which no version fits. */
export type NpmReply =
  | { readonly kind: 'resolved'; readonly baseline: string; readonly lock: string }
  | { readonly kind: 'checked' }
  | {
      readonly kind: 'failed';
      readonly code: 'CONFLICT' | 'FAULT';
      readonly message: string;
      readonly name: string | null;
    };
