import { z } from 'zod';
import type { HookHint } from './gitlab-hook.js';

/** What an event says: of which project of GitLab's it tells, and what may have changed there. */
export interface HookEvent {
  readonly projectId: number | null;
  readonly hint: HookHint | null;
}

const BRANCHES = 'refs/heads/';

const id = z.int().positive();
const iid = z.int32().positive();
/** Git itself refuses control characters in names; Postgres refuses NUL. */
const ref = z
  .string()
  .max(1_000)
  .regex(/^[^\u0000-\u001f\u007f]+$/);
const project = z
  .object({ project_id: id })
  .or(z.object({ project: z.object({ id }) }).transform((body) => ({ project_id: body.project.id })));
const push = z.object({
  object_kind: z.literal('push'),
  ref,
  after: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/),
});
const mergeRequest = z.object({
  object_kind: z.literal('merge_request'),
  object_attributes: z.object({ iid }),
});
const pipeline = z.object({
  object_kind: z.literal('pipeline'),
  object_attributes: z.object({ ref, tag: z.boolean().nullish() }),
  merge_request: z.object({ iid }).nullish(),
});

/**
 * Reads the body of an event; null where it is no JSON object. What is not told as GitLab tells it gives no hint: polling
 * finds it. Lists of files are not read, since they may be incomplete (GitLab facts, 5).
 */
export function readEvent(body: Uint8Array): HookEvent | null {
  const json = parseObject(body);
  if (json === null) return null;
  const found = project.safeParse(json);
  return { projectId: found.success ? found.data.project_id : null, hint: readHint(json) };
}

function readHint(json: object): HookHint | null {
  const pushed = push.safeParse(json);
  if (pushed.success) return readPush(pushed.data);
  const changed = mergeRequest.safeParse(json);
  if (changed.success) return { kind: 'mergeRequest', iid: changed.data.object_attributes.iid };
  const ran = pipeline.safeParse(json);
  if (!ran.success) return null;
  const { merge_request: of, object_attributes: attributes } = ran.data;
  if (of != null) return { kind: 'mergeRequest', iid: of.iid };
  return attributes.tag === true ? null : { kind: 'pipeline', branch: attributes.ref };
}

/** A branch that was removed has nothing to look at. */
function readPush({ ref: name, after }: z.infer<typeof push>): HookHint | null {
  if (!name.startsWith(BRANCHES) || name.length === BRANCHES.length || /^0+$/.test(after)) return null;
  return { kind: 'push', branch: name.slice(BRANCHES.length), after };
}

function parseObject(body: Uint8Array): object | null {
  try {
    const json: unknown = JSON.parse(new TextDecoder().decode(body));
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : null;
  } catch {
    return null;
  }
}
