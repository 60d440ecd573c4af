import { BACKLINE_ACTOR } from '../audit/audit-event.js';
import { enqueueProjectRefreshes } from '../findings/refresh-findings.js';
import type { GitLabProject } from '../gitlab/gitlab.js';
import type { Integration } from '../integrations/integration.js';
import { enqueuePlannings } from '../inventory/analyze-project.js';
import type { Stores } from '../stores.js';
import { describeChanges, describeLeaving, hasMovedGroup, type ProjectChange } from './describe-changes.js';
import { enqueueDueLooks } from './enqueue-looks.js';
import type { CatalogueEntry, Project, WrittenProject } from './project.js';
import { catalogueEntry } from './workability.js';

/** A page of a listing that goes by GitLab's id upwards; `upToId` is null for all that may come after it. */
export interface ListedPage {
  readonly projects: readonly GitLabProject[];
  readonly afterId: number;
  readonly upToId: number | null;
  /** Of the projects whose rows do not tell the role, those in which the token may write. */
  readonly writable: ReadonlySet<number>;
}

/** What a page changed in the catalogue. */
export interface KeptPage {
  readonly added: number;
  readonly left: number;
}

/**
 * Brings the catalogue in step with one page: new, changed and left projects, each change once in the project's history,
 * and a look at every head that may have moved. A page that says nothing new writes nothing.
 */
export async function keepListing(
  stores: Stores,
  integration: Integration,
  page: ListedPage,
  now: Date,
): Promise<KeptPage> {
  const owner = { id: integration.id, origin: originOf(integration) };
  const rules = { settings: integration.settings, writable: page.writable };
  const entries = new Map(page.projects.map((project) => [project.id, catalogueEntry(project, rules)]));
  const written =
    entries.size === 0 ? [] : await stores.projects.upsertMany(owner, [...entries.values()], now);
  const left = await stores.projects.markLeft(owner, { ...page, seen: [...entries.keys()] });
  for (const { id, path } of left) await record(stores, id, describeLeaving(path));
  await followChanges(stores, integration.id, entries, written);
  if (written.length > 0) await enqueueDueLooks(stores, { now, integrationId: integration.id });
  return { added: written.filter(({ before }) => before === null).length, left: left.length };
}

/** Notes that the token does not see a project, between two listings; once in the project's history. */
export async function markProjectLeft(
  stores: Pick<Stores, 'projects' | 'audit'>,
  { id, path }: Pick<Project, 'id' | 'path'>,
): Promise<void> {
  if (await stores.projects.markOneLeft(id)) await record(stores, id, describeLeaving(path));
}

async function followChanges(
  stores: Stores,
  integrationId: string,
  entries: ReadonlyMap<number, CatalogueEntry>,
  written: readonly WrittenProject[],
): Promise<void> {
  const back: string[] = [];
  const moved: string[] = [];
  for (const { id, gitlabProjectId, before } of written) {
    const entry = entries.get(gitlabProjectId);
    if (before === null || entry === undefined) continue;
    for (const change of describeChanges(before, entry)) await record(stores, id, change);
    if (entry.state === 'UNAVAILABLE') continue;
    if (before.state === 'UNAVAILABLE') back.push(id);
    else if (hasMovedGroup(before, entry)) moved.push(id);
  }
  // Advisories went past those that were out of reach, and an analysis that finds the same commit compares nothing.
  if (back.length > 0) await enqueueProjectRefreshes(stores, back);
  // Another group's policy may hold now.
  if (moved.length > 0)
    await enqueuePlannings(
      stores,
      moved.map((id) => ({ id, integrationId })),
    );
}

async function record(stores: Pick<Stores, 'audit'>, id: string, change: ProjectChange): Promise<void> {
  await stores.audit.record({
    ...change,
    actor: BACKLINE_ACTOR,
    subject: `project:${id}`,
    projectId: id,
  });
}

function originOf({ baseUrl }: Integration): string {
  const url = new URL(baseUrl);
  return url.origin + url.pathname.replace(/\/$/, '');
}
