import type { EntityManager } from 'typeorm';
import { countBySeverity } from '../src/findings/severity-counts.js';
import type { PlanState } from '../src/plans/plan.js';
import { SEEDED_GITLAB } from './seed-catalogue.js';
import type { SeededFinding } from './seed-findings.js';
import { insertRows, nextId } from './seed-rows.js';
import type { SeededRandom } from './seeded-random.js';

export interface SeededPlan {
  readonly id: number;
  readonly state: PlanState;
  readonly kind: 'SAFE' | 'BREAKING' | 'FORCED';
  readonly group: string;
  readonly createdAt: Date;
  readonly findings: readonly [SeededFinding, ...SeededFinding[]];
}

/** Of a hundred plans, up to which place each state goes: 500 of 2,000 have a merge request. */
const STATES: readonly (readonly [PlanState, number])[] = [
  ['PROPOSED', 50],
  ['APPROVED', 56],
  ['REJECTED', 64],
  ['FAILED', 67],
  ['SUPERSEDED', 75],
  ['OPEN', 85],
  ['MERGED', 98],
  ['CLOSED', 100],
];
const KEPT: ReadonlySet<PlanState> = new Set(['PROPOSED', 'APPROVED', 'FAILED', 'OPEN', 'MERGED']);
const HOUR_MS = 3_600_000;

/** Plans, one a project and each for up to four of its findings: open ones, or fixed ones where it is merged. */
export function makePlans(
  random: SeededRandom,
  given: { readonly findings: readonly SeededFinding[]; readonly count: number; readonly firstId: number },
): readonly SeededPlan[] {
  const { findings, count, firstId } = given;
  const byProject = new Map<number, SeededFinding[]>();
  for (const finding of findings) {
    const known = byProject.get(finding.project.id);
    if (known === undefined) byProject.set(finding.project.id, [finding]);
    else known.push(finding);
  }
  const plans: SeededPlan[] = [];
  for (const own of [...byProject.values()].filter(() => random.chance(0.5))) {
    if (plans.length === count) break;
    const place = (plans.length * 37) % 100;
    const state = STATES.find(([, until]) => place < until)?.[0] ?? 'PROPOSED';
    const wanted = state === 'MERGED' ? 'FIXED' : 'OPEN';
    const [first, ...others] = own.filter((finding) => finding.state === wanted).slice(0, 4);
    if (first === undefined) continue;
    const kind = random.pick<SeededPlan['kind']>(['SAFE', 'SAFE', 'SAFE', 'BREAKING', 'FORCED']);
    const plan: SeededPlan = {
      id: firstId + plans.length,
      state,
      kind,
      group: kind === 'SAFE' ? 'all' : first.package.name,
      createdAt: new Date(first.firstSeenAt.getTime() + HOUR_MS),
      findings: kind === 'SAFE' ? [first, ...others] : [first],
    };
    for (const finding of plan.findings) {
      if (KEPT.has(state)) finding.planId = plan.id;
      if (state === 'OPEN') finding.state = 'IN_PROGRESS';
    }
    plans.push(plan);
  }
  return plans;
}

/** The plans as proven and decided, what they close, and their merge requests. */
export async function seedPlans(
  manager: EntityManager,
  random: SeededRandom,
  { plans, now }: { readonly plans: readonly SeededPlan[]; readonly now: Date },
): Promise<void> {
  await insertRows(
    manager,
    'remediation_plan',
    plans.map((plan) => planRow(random, plan)),
  );
  await insertRows(
    manager,
    'plan_finding',
    plans.flatMap(({ id, findings }) => findings.map((finding) => ({ plan_id: id, finding_id: finding.id }))),
  );
  const opened = plans.filter(({ state }) => state === 'OPEN' || state === 'MERGED' || state === 'CLOSED');
  const firstId = await nextId(manager, 'merge_request');
  await insertRows(
    manager,
    'merge_request',
    opened.map((plan, index) => mergeRequestRow(random, { plan, id: firstId + index, now })),
  );
}

function titleOf({ findings, kind }: SeededPlan): string {
  const [{ package: item }] = findings;
  return kind === 'SAFE' && findings.length > 1
    ? `Fix ${findings.length} vulnerable packages`
    : `Update ${item.name} to ${item.versions[1]}`;
}

function planRow(random: SeededRandom, plan: SeededPlan) {
  const { id, state, kind, group, createdAt, findings } = plan;
  const risk = kind === 'SAFE' ? random.pick(['LOW', 'LOW', 'MEDIUM']) : random.pick(['MEDIUM', 'HIGH']);
  const isDecided = !['PROPOSED', 'SUPERSEDED'].includes(state);
  const digest = random.hex(64);
  return {
    id,
    project_id: findings[0].project.id,
    kind,
    plan_group: group,
    revision: 1,
    title: titleOf(plan),
    state,
    state_reason: state === 'REJECTED' ? 'The team takes this package out next week.' : null,
    digest,
    target_branch: 'main',
    base_commit: random.hex(40),
    branch_name: `backline/${kind.toLowerCase()}/${digest.slice(0, 8)}`,
    draft: draftOf(plan, { risk, digest }),
    edit_texts: [],
    change_count: findings.length,
    fixed_counts: countBySeverity(findings.map(({ package: item }) => item.advisory)),
    created_at: createdAt,
    proved_at: createdAt,
    decided_at: isDecided ? new Date(createdAt.getTime() + 20 * HOUR_MS) : null,
    decided_by: isDecided ? random.pick(['Ada', 'Grace', 'Linus']) : null,
    failure:
      state === 'FAILED' ? { code: 'CONFLICT', message: 'The branch moved while it was pushed.' } : null,
    pushed_commits: ['OPEN', 'MERGED', 'CLOSED'].includes(state) ? [random.hex(40)] : [],
    risk,
    largest_step: 'MAJOR',
    introduced_count: 0,
  };
}

function draftOf(plan: SeededPlan, { risk, digest }: { readonly risk: string; readonly digest: string }) {
  const fixed = plan.findings.map(toPlanFinding);
  const weighed = { level: risk, reasons: ['It is a new major version.'] };
  return {
    kind: plan.kind,
    group: plan.group,
    title: titleOf(plan),
    digest,
    risk: weighed,
    unfixed: [],
    proof: { fixed, remaining: [], introduced: [] },
    changes: plan.findings.map(({ package: item, manifestPath, isDirect }, index) => ({
      ecosystem: item.ecosystem,
      manifest: manifestPath,
      manifests: [manifestPath],
      name: item.name,
      from: item.versions[0],
      to: item.versions[1],
      means: plan.kind === 'FORCED' ? 'FORCE' : isDirect ? 'RAISE' : 'LIFT',
      step: 'MAJOR',
      isDirect,
      findings: [fixed[index]?.key ?? ''],
      reason: 'It is the lowest version without a known vulnerability.',
      publishedAt: item.advisory.publishedAt,
      deprecated: null,
      evidence: { risk: weighed, links: [], usage: null, unmet: [] },
    })),
    edits: plan.findings.map(({ package: item, manifestPath }) => ({
      path: manifestPath,
      diff: `--- a/${manifestPath}\n+++ b/${manifestPath}\n@@ -1,3 +1,3 @@\n {\n-  "${item.name}": "${item.versions[0]}"\n+  "${item.name}": "${item.versions[1]}"\n }\n`,
    })),
  };
}

function toPlanFinding({ package: item, manifestPath }: SeededFinding) {
  const { severity, score, id, aliases } = item.advisory;
  return {
    key: `${manifestPath}|${item.ecosystem}|${item.name}|${item.groupId}`,
    manifest: manifestPath,
    ecosystem: item.ecosystem,
    name: item.name,
    version: item.versions[0],
    advisories: [...aliases, id],
    severity,
    score,
    paths: [[`${item.name}@${item.versions[0]}`]],
  };
}

function mergeRequestRow(
  random: SeededRandom,
  { plan, id, now }: { readonly plan: SeededPlan; readonly id: number; readonly now: Date },
) {
  const [{ project, fixedAt }] = plan.findings;
  const isOpen = plan.state === 'OPEN';
  const createdAt = new Date(plan.createdAt.getTime() + 21 * HOUR_MS);
  const endedAt = fixedAt ?? now;
  const hasConflicts = isOpen && random.chance(0.1);
  const pipeline = random.pick(['success', 'success', 'success', 'failed', 'running', null]);
  return {
    id,
    project_id: project.id,
    plan_id: plan.id,
    iid: 1 + (id % 400),
    title: titleOf(plan),
    web_url: `${SEEDED_GITLAB}/${project.path}/-/merge_requests/${1 + (id % 400)}`,
    source_branch: `backline/${plan.kind.toLowerCase()}/${plan.id}`,
    target_branch: 'main',
    state: isOpen ? 'OPENED' : plan.state,
    detailed_merge_status: hasConflicts
      ? 'conflict'
      : random.pick(['mergeable', 'ci_must_pass', 'not_approved']),
    has_conflicts: hasConflicts,
    head_commit: random.hex(40),
    pipeline_status: pipeline,
    pipeline_url: pipeline === null ? null : `${SEEDED_GITLAB}/${project.path}/-/pipelines/${id}`,
    created_at: createdAt,
    updated_at: isOpen ? now : endedAt,
    checked_at: now,
    merged_at: plan.state === 'MERGED' ? endedAt : null,
    closed_at: plan.state === 'CLOSED' ? endedAt : null,
    next_look_at: isOpen ? new Date(now.getTime() + HOUR_MS) : null,
    quiet_looks: 0,
    edited_at: isOpen && random.chance(0.08) ? now : null,
    rebuilds: 0,
    said: [],
    is_auto_merge: false,
    merge_tries: 0,
    unknown_people: [],
  };
}
