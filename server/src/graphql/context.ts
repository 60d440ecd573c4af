import type { AccountDeps, NewSession } from '../accounts/sign-in.js';
import type { Viewer } from '../accounts/account.js';
import type { SigningBrowser } from '../accounts/own-session.js';
import type { SignInLimit } from '../accounts/sign-in-limit.js';
import type { SignInProvider } from '../accounts/provider-sign-in.js';
import type { Acting } from '../acting.js';
import type { Charge } from '../budget/budget.js';
import type { Change, ObjectFilter } from '../changes/change.js';
import type { ObjectEvent } from '../changes/object-stream.js';
import type { ConnectDeps } from '../integrations/connect-integration.js';
import type { ConnectionCheck } from '../integrations/integration.js';
import type { DisconnectDeps } from '../integrations/manage-integration.js';
import type { UpdateDeps } from '../integrations/update-integration.js';
import type { ClaimStore } from '../idempotency/mutation-claim.js';
import type { Job } from '../jobs/job.js';
import type { DefaultRegistries } from '../registries/default-registries.js';
import type { Policy } from '../policies/policy.js';
import type { InsightReader } from '../insights/insights.js';
import type { OverviewReader } from '../insights/overview.js';
import type { SearchReader } from '../search/search.js';
import type { Stores } from '../stores.js';
import type { ReportError } from './format-error.js';
import type { Loaders } from './loaders.js';

/** What use cases behind the API need, supplied by the composition root. */
export interface ApiDeps extends AccountDeps, ConnectDeps, DisconnectDeps, UpdateDeps {
  /** The stores outside any transaction, for reading. */
  readonly read: Stores;
  /** Claims of idempotency keys. */
  readonly claims: ClaimStore;
  /** Who does what, for the audit log. */
  readonly acting: Acting;
  readonly overview: OverviewReader;
  readonly insights: InsightReader;
  readonly search: SearchReader;
  readonly version: string;
  readonly registryDefaults: DefaultRegistries;
  /** What holds where no policy says otherwise. */
  readonly policy: Policy;
  /** Where people find Backline's page, when the operator says so. */
  readonly publicUrl: string | null;
  /** How many proxies stand before the API. */
  readonly proxyHops: number;
  readonly signInLimit: SignInLimit;
  /** Signing in at an OpenID Connect provider; null where the operator has set up none. */
  readonly provider: SignInProvider | null;
  /** Logs an unexpected error that the answer as a whole survives. */
  readonly report: ReportError;
  /** Checks of a connection attempt: those that ran, then each as it changes, until the last has ended. */
  readonly followChecks: (attemptId: string) => AsyncIterableIterator<ConnectionCheck>;
  /** What changes, for those who show it. */
  readonly followChanges: () => AsyncIterableIterator<Change>;
  /** Single objects that change, after a cursor or from now on. BAD_INPUT for a cursor that is none. */
  readonly followObjects: (filter: ObjectFilter, after: string | null) => AsyncIterableIterator<ObjectEvent>;
  /**
   * Says whose access may have ended or changed, in any process: `session:` or `account:` and an account's id, or `token:` and a token's;
   * null: some may have been missed.
   */
  readonly followAccess: (onChange: (whose: string | null) => void) => Promise<() => Promise<void>>;
  /** A job, or every job, each time that it changes. */
  readonly followJobs: (id: string | null) => AsyncIterableIterator<Job>;
}

/** The session of a browser: reading it, and changing its cookie. */
export interface SessionPort extends SigningBrowser {
  start(session: NewSession): void;
  end(): void;
}

/** What every resolver gets. One per request, and one per subscription. */
export interface GraphQLContext extends ApiDeps {
  readonly viewer: Viewer | null;
  /** As in the answer's `X-Request-Id` and in the log; null for subscriptions. */
  readonly requestId: string | null;
  /** What this request was charged; null where nothing is charged. */
  readonly rateLimit: Charge | null;
  /** The network address that the request comes from, as the outermost proxy saw it where proxies stand in front. */
  readonly remoteAddress: string;
  readonly session: SessionPort;
  /** The address under which this browser sees Backline, without a slash at the end. */
  readonly origin: string;
  /** Replaced for each event of a subscription, which must not see what the last one read. */
  loaders: Loaders;
}
