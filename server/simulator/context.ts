import type { Access } from './access.js';
import type { Background } from './background.js';
import type { ChaosMonkey } from './chaos.js';
import type { Faults } from './faults.js';
import type { HookSender } from './hook-sender.js';
import type { Hostility } from './hostile.js';
import type { OauthRegistry } from './oauth.js';
import type { Profile } from './profile.js';
import type { RequestRecorder } from './request-log.js';
import type { RouteLimits } from './route-limits.js';
import type { Delays } from './simulator-api.js';
import type { SimulatorState } from './state.js';
import type { Throttling } from './throttle.js';

/** Everything that routes and services share. Addresses have no slash at the end. */
export interface Context {
  readonly state: SimulatorState;
  readonly access: Access;
  readonly oauth: OauthRegistry;
  readonly profile: Profile;
  readonly clock: () => Date;
  readonly delays: Delays;
  readonly background: Background;
  readonly hooks: HookSender;
  readonly faults: Faults;
  readonly chaos: ChaosMonkey;
  readonly hostility: Hostility;
  readonly throttling: Throttling;
  readonly routeLimits: RouteLimits;
  readonly log: RequestRecorder;
  /** Where repositories live. */
  readonly folder: string;
  readonly relativeRoot: string;
  readonly allowsLocalWebhooks: boolean;
  readonly requiresMergeSha: boolean;
  readonly decodesSlashes: boolean;
  hasEmptyPages: boolean;
  latencyMs: number;
  /** What GitLab puts into links; with the relative root. */
  externalUrl: string;
}
