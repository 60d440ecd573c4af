import { createHmac, randomUUID } from 'node:crypto';
import { matchesPattern } from './access.js';
import type { Background } from './background.js';
import type { Profile } from './profile.js';
import type { Hook, HookDelivery, Project, SimulatorState } from './state.js';

const TIMEOUT_MS = 10_000;
const FAILURES_BEFORE_PAUSE = 4;
const FAILURES_BEFORE_END = 40;
const MAX_PAUSE_MINUTES = 24 * 60;

/** One event, ready to be sent to every hook of a project that wants it. */
export interface HookEvent {
  /** As the hook's settings name it: `push_events`. */
  readonly trigger: string;
  /** As the header names it: `Push Hook`. */
  readonly name: string;
  readonly body: unknown;
  readonly branch?: string;
}

/** Sends webhooks in the background: at most once, with both kinds of secret, pausing hooks that keep failing. */
export class HookSender {
  /** `lost`: nothing arrives and nothing is logged; `twice`: every delivery arrives twice, with one key. */
  delivery: 'normal' | 'lost' | 'twice' = 'normal';

  constructor(
    private readonly options: {
      readonly state: SimulatorState;
      readonly background: Background;
      readonly profile: Profile;
      /** Whether failing hooks are paused or ended: on self-managed servers a switch that is off by default. */
      readonly disablesHooks: boolean;
      readonly clock: () => Date;
      readonly instance: () => string;
    },
  ) {}

  /** Queues the event for all hooks of the project that listen. */
  send(project: Project, event: HookEvent): void {
    for (const hook of project.hooks.values()) {
      if (!hook.events.get(event.trigger) || !this.isExecutable(hook)) continue;
      if (event.branch !== undefined && !acceptsBranch(hook, event.branch)) continue;
      if (this.delivery === 'lost') continue;
      this.options.background.start(async () => {
        const key = randomUUID();
        await this.deliver(hook, event, key);
        if (this.delivery === 'twice') await this.deliver(hook, event, key);
      });
    }
  }

  /** One call now, also to a hook that is paused; a success makes it executable again. */
  async deliver(hook: Hook, event: HookEvent, key: string = randomUUID()): Promise<HookDelivery> {
    const body = JSON.stringify(event.body);
    const headers = this.headersFor(hook, event, { key, body });
    const delivery: HookDelivery = {
      id: this.options.state.nextId('delivery'),
      trigger: event.trigger,
      url: hook.url,
      requestHeaders: headers,
      requestBody: body,
      responseStatus: 'internal error',
      responseBody: '',
      responseHeaders: {},
      executionDuration: 0,
      createdAt: this.options.clock(),
    };
    const startedAt = performance.now();
    let isSuccess = false;
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const response = await fetch(hook.url, { method: 'POST', headers, body, redirect: 'manual', signal });
      delivery.responseBody = (await response.text()).slice(0, 10_000);
      delivery.responseHeaders = Object.fromEntries(response.headers);
      delivery.responseStatus = String(response.status);
      isSuccess = response.status >= 200 && response.status < 400;
    } catch {
      isSuccess = false;
    }
    delivery.executionDuration = (performance.now() - startedAt) / 1000;
    hook.deliveries.push(delivery);
    this.count(hook, isSuccess, delivery.responseStatus.startsWith('4'));
    return delivery;
  }

  /** `executable`, `temporarily_disabled` or `disabled`, as the API shows it. */
  alertStatus(hook: Hook): 'executable' | 'temporarily_disabled' | 'disabled' {
    if (!this.options.disablesHooks) return 'executable';
    if (this.isEnded(hook)) return 'disabled';
    return this.isExecutable(hook) ? 'executable' : 'temporarily_disabled';
  }

  private isEnded(hook: Hook): boolean {
    const { profile } = this.options;
    if (profile.endsHooksAfterFour && hook.clientFailures >= FAILURES_BEFORE_PAUSE) return true;
    return hook.failures >= FAILURES_BEFORE_END;
  }

  private headersFor(
    hook: Hook,
    event: HookEvent,
    delivery: { readonly key: string; readonly body: string },
  ): Record<string, string> {
    const headers: Record<string, string> = {
      'Content-Type': 'application/json',
      'User-Agent': `GitLab/${this.options.profile.version}`,
      'Idempotency-Key': delivery.key,
      'X-Gitlab-Event': event.name,
      'X-Gitlab-Instance': this.options.instance(),
      'X-Gitlab-Webhook-UUID': randomUUID(),
      'X-Gitlab-Event-UUID': randomUUID(),
    };
    if (hook.token) headers['X-Gitlab-Token'] = hook.token;
    for (const { key, value } of hook.customHeaders) headers[key] = value;
    if (this.options.profile.signsWebhooks) {
      const timestamp = String(Math.floor(this.options.clock().getTime() / 1000));
      headers['webhook-id'] = delivery.key;
      headers['webhook-timestamp'] = timestamp;
      if (hook.signingToken) {
        headers['webhook-signature'] = sign(
          hook.signingToken,
          `${delivery.key}.${timestamp}.${delivery.body}`,
        );
      }
    }
    return headers;
  }

  private count(hook: Hook, isSuccess: boolean, isClientFailure: boolean): void {
    if (isSuccess) {
      hook.failures = 0;
      hook.clientFailures = 0;
      hook.disabledUntil = null;
      return;
    }
    hook.failures += 1;
    hook.clientFailures = isClientFailure ? hook.clientFailures + 1 : 0;
    if (!this.options.disablesHooks || hook.failures < FAILURES_BEFORE_PAUSE) return;
    const minutes = Math.min(2 ** (hook.failures - FAILURES_BEFORE_PAUSE), MAX_PAUSE_MINUTES);
    hook.disabledUntil = new Date(this.options.clock().getTime() + minutes * 60_000);
  }

  private isExecutable(hook: Hook): boolean {
    if (!this.options.disablesHooks) return true;
    if (this.isEnded(hook)) return false;
    return hook.disabledUntil === null || hook.disabledUntil <= this.options.clock();
  }
}

function sign(signingToken: string, text: string): string {
  const secret = Buffer.from(signingToken.replace(/^whsec_/, ''), 'base64');
  return `v1,${createHmac('sha256', secret).update(text).digest('base64')}`;
}

function acceptsBranch(hook: Hook, branch: string): boolean {
  if (hook.branchFilterStrategy === 'all_branches' || hook.branchFilter === '') return true;
  if (hook.branchFilterStrategy === 'wildcard') return matchesPattern(hook.branchFilter, branch);
  return new RegExp(hook.branchFilter).test(branch);
}
