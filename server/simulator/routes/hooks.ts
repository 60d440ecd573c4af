import { isIP } from 'node:net';
import type { Router } from 'express';
import { fieldError, messageError, notFound, parameterError } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathNumber,
  pathParam,
  requireLevel,
  requireProject,
  type Reply,
  type UserCall,
} from '../endpoint.js';
import {
  expiringTokenEvent,
  mergeRequestEvent,
  noteEvent,
  pipelineEvent,
  pushEvent,
  tagEvent,
} from '../hook-payloads.js';
import type { HookEvent } from '../hook-sender.js';
import { offsetPage } from '../pagination.js';
import { ACCESS, type Hook, type HookDelivery, type Project } from '../state.js';

const EVENTS = [
  'push_events',
  'issues_events',
  'confidential_issues_events',
  'merge_requests_events',
  'tag_push_events',
  'note_events',
  'confidential_note_events',
  'job_events',
  'pipeline_events',
  'wiki_page_events',
  'deployment_events',
  'releases_events',
  'feature_flag_events',
  'resource_access_token_events',
];

const MAX_HOOKS = 100;
const KEPT_MS = 7 * 86_400_000;

/** Project webhooks, for maintainers. */
export function addHookRoutes(router: Router, context: Context): void {
  const all = '/projects/:id/hooks';
  router.get(
    all,
    endpoint(context, async (call) => {
      const project = requireMaintained(call);
      const rows = [...project.hooks.values()];
      return await paged(offsetPage(pageRequest(call), rows), (hook) => presentHook(context, project, hook));
    }),
  );
  router.get(
    `${all}/:hook_id`,
    endpoint(context, async (call) => {
      const { project, hook } = requireHook(call);
      return ok(presentHook(context, project, hook));
    }),
  );
  router.post(
    all,
    endpoint(context, async (call) => {
      const project = requireMaintained(call);
      const isFull = context.profile.name === 'dotcom' && project.hooks.size >= MAX_HOOKS;
      if (isFull)
        throw fieldError(422, { base: [`Maximum number of project hooks (${MAX_HOOKS}) exceeded`] });
      const hook = newHook(call);
      project.hooks.set(hook.id, hook);
      return created(presentHook(context, project, hook));
    }),
  );
  router.put(
    `${all}/:hook_id`,
    endpoint(context, async (call) => {
      const { project, hook } = requireHook(call);
      changeHook(call, hook);
      return ok(presentHook(context, project, hook));
    }),
  );
  router.delete(
    `${all}/:hook_id`,
    endpoint(context, async (call) => {
      const { project, hook } = requireHook(call);
      project.hooks.delete(hook.id);
      return noContent();
    }),
  );
  addDeliveryRoutes(router, context);
}

function addDeliveryRoutes(router: Router, context: Context): void {
  const one = '/projects/:id/hooks/:hook_id';
  router.post(`${one}/test/:trigger`, endpoint(context, testHook));
  router.get(
    `${one}/events`,
    endpoint(context, async (call) => {
      const { hook } = requireHook(call);
      const oldest = context.clock().getTime() - KEPT_MS;
      const isWanted = statusFilter(call);
      const rows = hook.deliveries
        .filter((delivery) => delivery.createdAt.getTime() >= oldest && isWanted(delivery.responseStatus))
        .reverse();
      return await paged(offsetPage(pageRequest(call), rows), presentDelivery);
    }),
  );
  router.post(
    `${one}/events/:event_id/resend`,
    endpoint(context, async (call) => {
      const { hook } = requireHook(call);
      const id = pathNumber(call, 'event_id');
      const old = hook.deliveries.find((delivery) => delivery.id === id);
      if (!old) throw notFound();
      const event = {
        trigger: old.trigger,
        name: old.requestHeaders['X-Gitlab-Event'] ?? 'Push Hook',
        body: JSON.parse(old.requestBody),
      };
      const again = await context.hooks.deliver(hook, event, old.requestHeaders['Idempotency-Key']);
      return created({ response_status: Number(again.responseStatus) || 500 });
    }),
  );
}

/** Sends an example. A receiver that takes it makes a disabled hook executable again. */
async function testHook(call: UserCall): Promise<Reply> {
  const { context } = call;
  const { project, hook } = requireHook(call);
  const trigger = pathParam(call, 'trigger');
  if (!EVENTS.includes(trigger)) throw parameterError(400, 'trigger does not have a valid value');
  const event = await exampleEvent(call, project, trigger);
  const delivery = await context.hooks.deliver(hook, { ...event, trigger });
  const status = Number(delivery.responseStatus);
  if (!(status >= 200 && status < 400)) {
    throw messageError(422, `Hook execution failed: ${delivery.responseStatus}`);
  }
  return created({ message: '201 Created' });
}

async function exampleEvent(call: UserCall, project: Project, trigger: string): Promise<HookEvent> {
  const { context, user } = call;
  const mergeRequest = [...project.mergeRequests.values()].at(-1);
  if (trigger === 'merge_requests_events') {
    if (!mergeRequest) throw messageError(422, 'Ensure the project has merge requests.');
    return mergeRequestEvent(context, project, { mergeRequest, user, action: 'update' });
  }
  if (trigger === 'note_events') {
    const note = mergeRequest?.notes.find(({ isSystem }) => !isSystem);
    if (!mergeRequest || !note) throw messageError(422, 'Ensure the project has notes.');
    return noteEvent(context, project, { mergeRequest, note, user });
  }
  if (trigger === 'pipeline_events') {
    const pipeline = [...project.pipelines.values()].at(-1);
    if (!pipeline) throw messageError(422, 'Ensure the project has CI pipelines.');
    return pipelineEvent(context, project, { pipeline, mergeRequest: null, user });
  }
  if (trigger === 'resource_access_token_events') return expiringTokenEvent(context, project, call.token);
  const after = await project.repository.branch(project.defaultBranch);
  if (!after) throw messageError(422, 'Ensure the project has at least one commit.');
  const change = { branch: project.defaultBranch, before: null, after };
  if (trigger === 'tag_push_events') return tagEvent(context, project, { change, user });
  return await pushEvent(context, project, { change, user });
}

/** `status` of the delivery log: a number, or a class of them. */
function statusFilter(call: UserCall): (status: string) => boolean {
  const wanted = new Set(call.params.list('status'));
  if (wanted.size === 0) return () => true;
  return (status) => {
    if (wanted.has(status)) return true;
    const kinds: Record<string, string> = { '2': 'successful', '4': 'client_failure', '5': 'server_failure' };
    return wanted.has(kinds[status.charAt(0)] ?? 'server_failure');
  };
}

function presentDelivery(delivery: HookDelivery) {
  const headers = Object.entries(delivery.requestHeaders).map(([name, value]) =>
    name === 'X-Gitlab-Token' || name === 'webhook-signature' ? [name, '[REDACTED]'] : [name, value],
  );
  return {
    id: delivery.id,
    url: delivery.url,
    trigger: delivery.trigger,
    request_headers: Object.fromEntries(headers),
    request_data: JSON.parse(delivery.requestBody),
    response_headers: delivery.responseHeaders,
    response_body: delivery.responseBody,
    execution_duration: delivery.executionDuration,
    response_status: delivery.responseStatus,
    created_at: delivery.createdAt.toISOString(),
  };
}

function requireMaintained(call: UserCall): Project {
  const project = requireProject(call);
  requireLevel(call, project, ACCESS.maintainer);
  return project;
}

function requireHook(call: UserCall): { readonly project: Project; readonly hook: Hook } {
  const project = requireMaintained(call);
  const hook = project.hooks.get(pathNumber(call, 'hook_id'));
  if (!hook) throw notFound();
  return { project, hook };
}

function newHook(call: UserCall): Hook {
  call.params.require('url');
  const hook: Hook = {
    id: call.context.state.nextId('hook'),
    url: '',
    name: null,
    description: null,
    createdAt: call.context.clock(),
    events: new Map(EVENTS.map((event) => [event, event === 'push_events'])),
    branchFilter: '',
    branchFilterStrategy: 'wildcard',
    verifiesTls: true,
    token: null,
    signingToken: null,
    customHeaders: [],
    failures: 0,
    clientFailures: 0,
    disabledUntil: null,
    deliveries: [],
  };
  changeHook(call, hook);
  return hook;
}

function changeHook(call: UserCall, hook: Hook): void {
  const { params, context } = call;
  if (params.has('url')) hook.url = checkedUrl(context, params.requiredText('url'));
  const signing = params.text('signing_token');
  if (signing !== undefined && context.profile.signsWebhooks) {
    if (!/^whsec_[A-Za-z0-9+/]+=*$/.test(signing)) throw fieldError(422, { signing_token: ['is invalid'] });
    hook.signingToken = signing;
  }
  for (const event of EVENTS) {
    const value = params.boolean(event);
    if (value !== undefined) hook.events.set(event, value);
  }
  hook.name = params.text('name') ?? hook.name;
  hook.description = params.text('description') ?? hook.description;
  hook.token = params.text('token') ?? hook.token;
  hook.branchFilter = params.text('push_events_branch_filter') ?? hook.branchFilter;
  const strategies = ['wildcard', 'regex', 'all_branches'] as const;
  hook.branchFilterStrategy = params.oneOf('branch_filter_strategy', strategies) ?? hook.branchFilterStrategy;
  if (hook.branchFilterStrategy === 'regex' && !isRegex(hook.branchFilter)) {
    throw fieldError(422, { push_events_branch_filter: ['is not a valid regular expression'] });
  }
  hook.verifiesTls = params.boolean('enable_ssl_verification') ?? hook.verifiesTls;
  const headers = params.raw('custom_headers');
  if (Array.isArray(headers)) hook.customHeaders = headers.slice(0, 20).flatMap(customHeader);
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}

function customHeader(item: unknown): { readonly key: string; readonly value: string }[] {
  if (typeof item !== 'object' || item === null || !('key' in item) || !('value' in item)) return [];
  const { key, value } = item;
  if (typeof key !== 'string' || typeof value !== 'string' || !/^[\w-]{1,100}$/.test(key)) return [];
  return [{ key, value }];
}

function checkedUrl(context: Context, text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw fieldError(422, { url: ['is blocked: Only allowed schemes are http, https'] });
  }
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLocal =
    host === 'localhost' ||
    (isIP(host) !== 0 && /^(?:127\.|10\.|192\.168\.|169\.254\.|::1$|f[cd])/.test(host));
  if (isLocal && !context.allowsLocalWebhooks) {
    throw fieldError(422, { url: ['is blocked: Requests to the local network are not allowed'] });
  }
  return text;
}

function presentHook(context: Context, project: Project, hook: Hook) {
  return {
    id: hook.id,
    url: hook.url,
    name: hook.name,
    description: hook.description,
    created_at: hook.createdAt.toISOString(),
    project_id: project.id,
    ...Object.fromEntries(hook.events),
    push_events_branch_filter: hook.branchFilter,
    branch_filter_strategy: hook.branchFilterStrategy,
    enable_ssl_verification: hook.verifiesTls,
    repository_update_events: false,
    alert_status: context.hooks.alertStatus(hook),
    disabled_until:
      context.hooks.alertStatus(hook) === 'temporarily_disabled'
        ? (hook.disabledUntil?.toISOString() ?? null)
        : null,
    url_variables: [],
    custom_webhook_template: '',
    custom_headers: hook.customHeaders.map(({ key }) => ({ key })),
    ...(context.profile.signsWebhooks
      ? { token_present: hook.token !== null, signing_token_present: hook.signingToken !== null }
      : {}),
  };
}
