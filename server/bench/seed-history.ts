import type { EntityManager } from 'typeorm';
import type { SeededProject } from './seed-catalogue.js';
import type { SeededPlan } from './seed-plans.js';
import { insertRows, nextId } from './seed-rows.js';
import type { SeededRandom } from './seeded-random.js';

const DAY_MS = 86_400_000;
const JOBS = 5_000;
const AUDIT_ROWS = 20_000;
const JOB_NAMES = [
  'analyze-project',
  'plan-project',
  'refresh-findings',
  'open-merge-request',
  'follow-merge-requests',
] as const;
const PEOPLE = ['Ada', 'Grace', 'Linus', 'Backline', 'Backline'] as const;

interface Seeded {
  readonly projects: readonly SeededProject[];
  readonly plans: readonly SeededPlan[];
  readonly now: Date;
}

/** Policies of three kinds of scope, before there are findings whose days to fix they set. */
export async function seedPolicies(
  manager: EntityManager,
  { projects, now }: Pick<Seeded, 'projects' | 'now'>,
): Promise<void> {
  const integrationId = projects[0]?.integrationId;
  const row = {
    integration_id: null,
    group_path: null,
    project_id: null,
    updated_at: now,
    updated_by: 'Ada',
  };
  await insertRows(manager, 'policy', [
    {
      ...row,
      key: `integration:${integrationId}`,
      kind: 'INTEGRATION',
      integration_id: integrationId,
      fields: { releaseAgeDays: 5 },
    },
    ...['bank', 'labs', 'retail/api'].map((groupPath, index) => ({
      ...row,
      key: `group:${integrationId}:${groupPath}`,
      kind: 'GROUP',
      integration_id: integrationId,
      group_path: groupPath,
      fields: { slaDays: { CRITICAL: 2 + index, HIGH: 10, MEDIUM: 45, LOW: null } },
    })),
    ...projects.slice(0, 20).map(({ id }) => ({
      ...row,
      key: `project:${id}`,
      kind: 'PROJECT',
      project_id: id,
      fields: { allowsForced: false },
    })),
  ]);
}

/** Jobs in all states (the waiting ones in a lane that is paused, so that none runs) and the audit log. */
export async function seedHistory(
  manager: EntityManager,
  random: SeededRandom,
  seeded: Seeded,
): Promise<void> {
  const firstJob = await nextId(manager, 'job');
  const lanes = [...new Set(seeded.projects.map(({ integrationId }) => `integration:${integrationId}`))];
  await insertRows(
    manager,
    'job_lane',
    lanes.map((lane) => ({
      lane,
      concurrency: 4,
      is_paused: true,
      paused_until: null,
      pause_reason: 'This GitLab is made up; nothing runs.',
    })),
  );
  await insertRows(
    manager,
    'job',
    Array.from({ length: JOBS }, (_, index) => jobRow(random, seeded, firstJob + index)),
  );
  await insertRows(
    manager,
    'audit_event',
    Array.from({ length: AUDIT_ROWS }, (_, index) =>
      auditRow(
        random,
        seeded,
        new Date(seeded.now.getTime() - ((AUDIT_ROWS - index) / AUDIT_ROWS) * 548 * DAY_MS),
      ),
    ),
  );
}

function jobRow(random: SeededRandom, { projects, now }: Seeded, id: number) {
  const project = projects[random.below(projects.length)];
  const roll = random.next();
  const state = roll < 0.02 ? 'QUEUED' : roll < 0.08 ? 'FAILED' : roll < 0.1 ? 'CANCELLED' : 'SUCCEEDED';
  const createdAt = new Date(now.getTime() - random.next() * 29 * DAY_MS);
  const isOver = state !== 'QUEUED';
  const isDead = state === 'FAILED' && random.chance(0.6);
  return {
    id,
    name: random.pick(JOB_NAMES),
    payload: { projectId: String(project?.id) },
    lane: `integration:${project?.integrationId}`,
    subject: `project:${project?.id}`,
    priority: 100,
    state,
    attempts: isDead ? 4 : isOver ? 1 : 0,
    max_attempts: 4,
    backoff_ms: 2_000,
    run_at: createdAt,
    is_due: true,
    created_at: createdAt,
    started_at: isOver ? createdAt : null,
    finished_at: isOver ? new Date(createdAt.getTime() + random.below(30_000)) : null,
    progress: isOver ? { done: 1, total: 1, message: 'Done.' } : null,
    result: state === 'SUCCEEDED' ? { changed: random.chance(0.2) } : null,
    error:
      state === 'FAILED' ? { code: 'GITLAB_UNREACHABLE', message: 'GitLab did not answer in time.' } : null,
    is_cancel_requested: false,
  };
}

function auditRow(random: SeededRandom, { projects, plans }: Seeded, at: Date) {
  const plan = plans[random.below(plans.length)];
  const project = projects[random.below(projects.length)];
  const actor = random.pick(PEOPLE);
  if (plan !== undefined && random.chance(0.4)) {
    const verb = random.pick(['proposed', 'approved', 'rejected', 'failed']);
    return {
      at,
      actor: verb === 'proposed' || verb === 'failed' ? 'Backline' : actor,
      action: `plan.${verb}`,
      message: `The plan for ${plan.findings[0].package.name} was ${verb}.`,
      subject: `plan:${plan.id}`,
      project_id: plan.findings[0].project.id,
    };
  }
  const found = random.below(5);
  return {
    at,
    actor: 'Backline',
    action: 'project.findings-changed',
    message: `${project?.path}: ${found} new findings, ${random.below(4)} fixed.`,
    subject: `project:${project?.id}`,
    project_id: project?.id,
  };
}
