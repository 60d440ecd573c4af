/** What all tasks of the thread need to know. */
export interface NpmSite {
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
  /** Whether copies are left whose surroundings are dropped. */
  readonly hasOrphans: boolean;
}

/** A lock of version 1 as npm would write it in version 3, of what itself says: nobody is asked. */
export interface NpmUpgrade extends NpmSite {
  readonly kind: 'upgrade';
  readonly lock: string;
}

/** Whether `npm ci` would take this lock. */
export interface NpmCheck extends NpmSite {
  readonly kind: 'check';
  readonly lock: string;
}

/** What the thread can do. */
export type NpmWork = NpmTask | NpmUpgrade | NpmCheck;

/** `baseline` is the old lock and `lock` the new one, both as npm itself would write them. `names`: of which no version fits. */
export type NpmReply =
  | { readonly kind: 'resolved'; readonly baseline: string; readonly lock: string }
  | { readonly kind: 'upgraded'; readonly lock: string }
  | { readonly kind: 'checked' }
  | {
      readonly kind: 'failed';
      readonly code: 'CONFLICT' | 'FAULT';
      readonly message: string;
      readonly names: readonly string[];
    };
