import type { Router } from 'express';
import { messageError, notFound, parameterError } from '../api-error.js';
import type { Context } from '../context.js';
import {
  created,
  endpoint,
  pageRequest,
  paged,
  pathNumber,
  pathParam,
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
import type { HookDelivery, Project } from '../state.js';
import { HOOK_EVENTS, requireHook } from './hooks.js';

const KEPT_MS = 7 * 86_400_000;

/** Examples, the log of deliveries, and sending one again. */
export function addHookDeliveryRoutes(router: Router, context: Context): void {
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
  if (!HOOK_EVENTS.includes(trigger)) throw parameterError(400, 'trigger does not have a valid value');
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
