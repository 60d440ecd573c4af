import { randomBytes } from 'node:crypto';
import { type Severity } from '../src/advisories/advisory.js';
import { createStores } from '../src/db/stores.store.js';
import { inTransaction } from '../src/db/transaction.js';
import { applyPolicy } from '../src/policies/apply-policy.js';
import { type PolicyScope, scopeKey } from '../src/policies/policy-scope.js';
import { createSealer } from '../src/secrets/sealer.js';
import type { Stores } from '../src/stores.js';
import type { TestDatabase } from './database.js';
import { observed } from './stored-rows.js';

const PACKAGES = ['a', 'b', 'c', 'd', 'e'];
const PLAN_STATES = [
  ['PROPOSED', 1],
  ['APPROVED', 2],
  ['OPENING', 2],
  ['OPEN', 3],
  ['MERGED', 4],
  ['CLOSED', 0],
  ['REJECTED', 0],
  ['SUPERSEDED', 0],
  ['FAILED', 0],
] as const;
const sealer = createSealer(['k'.repeat(32)], randomBytes);

/** What may happen to findings. */
export const STEP_KINDS = [
  ...['analyse', 'analyse', 'open', 'dismiss', 'reopen', 'progress', 'plan', 'plan', 'decide', 'decide'],
  ...['delete', 'policy', 'policy', 'move', 'fold'],
];

/** A change of the world; what `picks` and `number` mean depends on the kind. */
export interface Step {
  readonly kind: string;
  readonly project: number;
  /** By package: not there, or its severity. */
  readonly picks: readonly (Severity | null)[];
  readonly number: number;
  readonly isUndone: boolean;
}

/** The life of one finding. */
export interface LoggedFinding {
  readonly name: string;
  readonly project: number;
  readonly firstSeenAt: Date;
  state: 'OPEN' | 'IN_PROGRESS' | 'FIXED' | 'DISMISSED';
  severity: Severity;
  fixedAt: Date | null;
  /** From then on: open at this severity, or not open. */
  readonly turns: { readonly at: Date; readonly severity: Severity | null }[];
}

interface LoggedPlan {
  readonly id: string;
  readonly project: number;
  readonly closes: readonly LoggedFinding[];
  state: number;
}

/** What has happened, kept by the test alone. */
export interface LoggedWorld {
  readonly findings: Set<LoggedFinding>;
  readonly plans: LoggedPlan[];
  readonly projectIds: readonly string[];
  readonly integrationIds: string[];
}

/** How far the best plan of a finding has come. */
export function stageOf(world: LoggedWorld, finding: LoggedFinding): number {
  const stages = world.plans
    .filter(({ closes }) => closes.includes(finding))
    .map(({ state }) => PLAN_STATES[state]?.[1] ?? 0);
  return stages.reduce<number>((best, stage) => (stage > best ? stage : best), 0);
}

/** Does a step at a moment in a transaction of its own, and writes it into the log where that commits. */
export async function takeStep(db: TestDatabase, world: LoggedWorld, step: Step, now: Date): Promise<void> {
  let learn: () => void = () => {};
  try {
    await inTransaction(
      db.dataSource,
      (manager) => ({
        within: createStores(manager, sealer),
        sql: (text: string, values: readonly unknown[]) => manager.query(text, [...values]),
      }),
      async ({ within, sql }) => {
        await sql(`SELECT set_config('backline.moment', $1, true)`, [now.toISOString()]);
        await within.projects.lock([world.projectIds[step.project] ?? '']);
        learn = await act(world, step, { within, sql, now });
        if (step.isUndone) throw new Error('undone');
      },
    );
  } catch (error) {
    if (error instanceof Error && error.message === 'undone') return;
    throw error;
  }
  learn();
  if (step.kind !== 'policy') return;
  await applyPolicy(
    {
      inTransaction: (work) => inTransaction(db.dataSource, (manager) => createStores(manager, sealer), work),
    },
    { scope: scopeKey(scopeOf(world, step)), fields: ['slaDays'] },
    { signal: new AbortController().signal },
  );
}

interface Hands {
  readonly within: Stores;
  readonly sql: (text: string, values: readonly unknown[]) => Promise<any>;
  readonly now: Date;
}

/** Answers what the log has to learn. */
async function act(world: LoggedWorld, step: Step, hands: Hands): Promise<() => void> {
  const { within, sql, now } = hands;
  const { project, picks, number } = step;
  const projectId = world.projectIds[project] ?? '';
  const own = [...world.findings].filter((finding) => finding.project === project);
  const pick = (states: readonly string[]) =>
    own.filter(({ state }, index) => states.includes(state) && (number >> index) % 2 === 0);
  const idsOf = async (findings: readonly LoggedFinding[]): Promise<string[]> => {
    const rows = await sql(
      'SELECT id FROM finding WHERE project_id = $1 AND package_name = ANY($2) ORDER BY id',
      [projectId, findings.map(({ name }) => name)],
    );
    return rows.map(({ id }: { id: string }) => id);
  };
  switch (step.kind) {
    case 'analyse': {
      const seen = PACKAGES.flatMap((name, index) => {
        const severity = picks[index] ?? null;
        return severity === null ? [] : [observed(name, { severity })];
      });
      await within.findings.reconcile(projectId, now, { observed: seen, unread: [] });
      return () => {
        for (const { packageName, severity } of seen)
          see(world, project, { name: packageName, severity, now });
        for (const finding of own) {
          const isGone = !seen.some(({ packageName }) => packageName === finding.name);
          if (isGone && isOpen(finding)) close(finding, 'FIXED', now);
        }
      };
    }
    case 'open': {
      const severity = picks[0] ?? 'HIGH';
      const name = PACKAGES[number % 5] ?? 'a';
      await within.findings.open([{ ...observed(name, { severity }), projectId }], now);
      return () => see(world, project, { name, severity, now });
    }
    case 'dismiss': {
      const chosen = pick(['OPEN', 'IN_PROGRESS']);
      const dismissal = {
        reason: 'NOT_USED',
        comment: null,
        by: 'Ada',
        at: now.toISOString(),
        until: null,
      } as const;
      await within.findings.dismiss((await idsOf(chosen)).map((id) => ({ id, dismissal })));
      return () => chosen.forEach((finding) => close(finding, 'DISMISSED', now));
    }
    case 'reopen': {
      const chosen = pick(['DISMISSED']);
      await within.findings.reopen(await idsOf(chosen));
      return () => chosen.forEach((finding) => open(finding, now));
    }
    case 'progress': {
      const chosen = pick(['OPEN']);
      await sql(`UPDATE finding SET state = 'IN_PROGRESS' WHERE id = ANY($1)`, [await idsOf(chosen)]);
      return () =>
        chosen.forEach((finding) => {
          finding.state = 'IN_PROGRESS';
        });
    }
    case 'plan': {
      const closes = own.filter((_, index) => (number >> index) % 2 === 0);
      const state = number % PLAN_STATES.length;
      const [{ id }] = await sql(INSERT_PLAN, [
        projectId,
        PLAN_STATES[state]?.[0],
        `${now.getTime()} ${number}`,
      ]);
      await sql('INSERT INTO plan_finding (plan_id, finding_id) SELECT $1, unnest($2::bigint[])', [
        id,
        await idsOf(closes),
      ]);
      return () => world.plans.push({ id, project, closes, state });
    }
    case 'decide': {
      const plans = world.plans.filter((plan) => plan.project === project);
      const plan = plans[number % Math.max(plans.length, 1)];
      if (plan === undefined) return () => {};
      const state = (number * 7) % PLAN_STATES.length;
      await sql('UPDATE remediation_plan SET state = $2 WHERE id = $1', [plan.id, PLAN_STATES[state]?.[0]]);
      return () => {
        plan.state = state;
      };
    }
    case 'delete': {
      const chosen = own[number % 20];
      if (chosen === undefined) return () => {};
      await sql('DELETE FROM finding WHERE id = ANY($1)', [await idsOf([chosen])]);
      return () => world.findings.delete(chosen);
    }
    case 'policy': {
      const slaDays = {
        CRITICAL: 1 + (number % 9),
        HIGH: 5 + (number % 40),
        MEDIUM: number % 3 === 0 ? null : 60,
        LOW: null,
      };
      const fields = number % 4 === 0 ? {} : { slaDays };
      await within.policies.save(scopeOf(world, step), fields, { by: 'Ada', at: now });
      return () => {};
    }
    case 'move': {
      const integrationId = number % 2 === 0 ? '1' : '2';
      const path = `${number % 3 === 0 ? 'two' : 'one/deep'}/moved-${project}`;
      await sql('UPDATE project SET integration_id = $2, path = $3 WHERE id = $1', [
        projectId,
        integrationId,
        path,
      ]);
      return () => {
        world.integrationIds[project] = integrationId;
      };
    }
    default:
      await within.insightChanges.fold(1);
      return () => {};
  }
}

const INSERT_PLAN = `INSERT INTO remediation_plan (project_id, kind, plan_group, revision, title, state, digest, target_branch,
    base_commit, branch_name, draft, fixed_counts, created_at, proved_at)
  VALUES ($1, 'SAFE', $3, 1, 'Plan', $2, $3, 'main', 'c1', 'b', '{}', '{}', now(), now()) RETURNING id`;

function scopeOf({ projectIds }: LoggedWorld, { number, project }: Step): PolicyScope {
  const scopes: readonly PolicyScope[] = [
    { kind: 'BACKLINE' },
    { kind: 'INTEGRATION', integrationId: '1' },
    { kind: 'GROUP', integrationId: '1', groupPath: 'one' },
    { kind: 'GROUP', integrationId: '1', groupPath: 'one/deep' },
    { kind: 'PROJECT', projectId: projectIds[project] ?? '' },
  ];
  return scopes[number % scopes.length] ?? { kind: 'BACKLINE' };
}

function see(
  { findings }: LoggedWorld,
  project: number,
  { name, severity, now }: { readonly name: string; readonly severity: Severity; readonly now: Date },
): void {
  const known = [...findings].find((finding) => finding.project === project && finding.name === name);
  if (known === undefined) {
    const turns = [{ at: now, severity }];
    findings.add({ name, project, severity, state: 'OPEN', firstSeenAt: now, fixedAt: null, turns });
    return;
  }
  const hasTurned = known.severity !== severity;
  known.severity = severity;
  if (known.state === 'FIXED') open(known, now);
  else if (isOpen(known) && hasTurned) known.turns.push({ at: now, severity });
}

function isOpen({ state }: LoggedFinding): boolean {
  return state === 'OPEN' || state === 'IN_PROGRESS';
}

function open(finding: LoggedFinding, now: Date): void {
  finding.state = 'OPEN';
  finding.fixedAt = null;
  finding.turns.push({ at: now, severity: finding.severity });
}

function close(finding: LoggedFinding, state: 'FIXED' | 'DISMISSED', now: Date): void {
  finding.state = state;
  finding.fixedAt = state === 'FIXED' ? now : finding.fixedAt;
  finding.turns.push({ at: now, severity: null });
}
