import { isIP } from 'node:net';
import type { Router } from 'express';
import { fieldError, notFound } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  noContent,
  ok,
  pageRequest,
  paged,
  pathNumber,
  requireLevel,
  requireProject,
  type UserCall,
} from '../endpoint.js';
import { offsetPage } from '../pagination.js';
import { ACCESS, type Hook, type Project } from '../state.js';

/** What a webhook can listen to. */
export const HOOK_EVENTS: readonly string[] = [
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
}

function requireMaintained(call: UserCall): Project {
  const project = requireProject(call);
  requireLevel(call, project, ACCESS.maintainer);
  return project;
}

/** The webhook that the path names, of a project that the caller maintains. */
export function requireHook(call: UserCall): { readonly project: Project; readonly hook: Hook } {
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
    events: new Map(HOOK_EVENTS.map((event) => [event, event === 'push_events'])),
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
  for (const event of HOOK_EVENTS) {
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
