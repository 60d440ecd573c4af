import type { EntityManager } from 'typeorm';
import { SEVERITIES } from '../src/advisories/advisory.js';
import { COUNT_OPEN } from '../src/findings/finding-columns.store.js';
import { assessRisk } from '../src/findings/risk.js';
import type { SeededProject } from './seed-catalogue.js';
import { scopeAt } from './seed-inventories.js';
import type { SeededPackage } from './seed-packages.js';
import { insertRows, nextId } from './seed-rows.js';
import type { SeededRandom } from './seeded-random.js';

/** A finding as it will be stored; planning may move it on before it is. */
export interface SeededFinding {
  readonly id: number;
  readonly project: SeededProject;
  readonly manifestPath: string;
  readonly package: SeededPackage;
  readonly isDirect: boolean;
  readonly scope: ReturnType<typeof scopeAt>;
  readonly firstSeenAt: Date;
  readonly fixedAt: Date | null;
  state: 'OPEN' | 'IN_PROGRESS' | 'FIXED' | 'DISMISSED';
  planId: number | null;
}

const DAY_MS = 86_400_000;
const MONTHS_18_DAYS = 548;

/** Findings of 18 months, each of a package that its project's manifest has; in the order of their projects. */
export async function makeFindings(
  manager: EntityManager,
  random: SeededRandom,
  given: { readonly projects: readonly SeededProject[]; readonly count: number; readonly now: Date },
): Promise<readonly SeededFinding[]> {
  const { projects, count, now } = given;
  const wanted = projects.map(() => 0);
  for (let made = 0; made < count; made += 1) {
    const index = Math.floor(projects.length * random.next() ** 1.4);
    wanted[index] = (wanted[index] ?? 0) + 1;
  }
  const firstId = await nextId(manager, 'finding');
  const findings: SeededFinding[] = [];
  projects.forEach((project, index) => {
    const seen = new Set<string>();
    for (let left = wanted[index] ?? 0; left > 0; left -= 1) {
      const manifest = project.manifests[random.below(project.manifests.length)];
      const position = random.below(manifest?.packages.length ?? 0);
      const item = manifest?.packages[position];
      if (manifest === undefined || item === undefined) continue;
      const key = `${manifest.path}|${item.name}`;
      if (seen.has(key)) {
        left += seen.size < 50 ? 1 : 0;
        continue;
      }
      seen.add(key);
      findings.push(
        makeFinding(random, { id: firstId + findings.length, project, manifest, position, item, now }),
      );
    }
  });
  return findings;
}

function makeFinding(
  random: SeededRandom,
  given: {
    readonly id: number;
    readonly project: SeededProject;
    readonly manifest: SeededProject['manifests'][number];
    readonly position: number;
    readonly item: SeededPackage;
    readonly now: Date;
  },
): SeededFinding {
  const { id, project, manifest, position, item, now } = given;
  const firstSeenAt = new Date(now.getTime() - random.next() ** 1.2 * MONTHS_18_DAYS * DAY_MS);
  const took = random.next() ** 2 * 120 * DAY_MS;
  const fixedAt = new Date(firstSeenAt.getTime() + took);
  const roll = random.next();
  const isFixed = roll < 0.62 && fixedAt < now;
  return {
    id,
    project,
    manifestPath: manifest.path,
    package: item,
    isDirect: position < 20,
    scope: scopeAt(position),
    firstSeenAt,
    fixedAt: isFixed ? fixedAt : null,
    state: isFixed ? 'FIXED' : roll > 0.93 ? 'DISMISSED' : 'OPEN',
    planId: null,
  };
}

/** Stores them; triggers and counts follow as for any other. */
export async function seedFindings(
  manager: EntityManager,
  findings: readonly SeededFinding[],
  now: Date,
): Promise<void> {
  await insertRows(
    manager,
    'finding',
    findings.map((finding) => findingRow(finding, now)),
  );
  await manager.query(COUNT_OPEN, [[...new Set(findings.map(({ project }) => project.id))]]);
}

function findingRow(finding: SeededFinding, now: Date) {
  const { id, project, package: item, state, isDirect, scope, firstSeenAt, fixedAt, planId } = finding;
  const { severity, score } = item.advisory;
  const risk = assessRisk({
    severity,
    score,
    isDirect,
    scope,
    hasFix: true,
    epss: (id % 100) / 1_000,
    exploitedSince: null,
    isRansomware: false,
  });
  const until = id % 3 === 0 ? new Date(now.getTime() + (id % 200) * DAY_MS).toISOString() : null;
  const parent = finding.isDirect ? [] : [`${item.name}-host@1.0.0`];
  return {
    id,
    project_id: project.id,
    manifest_path: finding.manifestPath,
    ecosystem: item.ecosystem,
    package_name: item.name,
    group_id: String(item.groupId),
    versions: [item.versions[0]],
    state,
    severity,
    severity_rank: SEVERITIES.indexOf(severity),
    score,
    is_direct: isDirect,
    scope,
    paths: [[...parent, `${item.name}@${item.versions[0]}`]],
    fixed_versions: [item.versions[1]],
    because: `introduced 0, fixed ${item.versions[1]}`,
    plan_id: planId,
    unfixed_reason:
      state === 'OPEN' && planId === null && id % 4 === 0
        ? { code: 'NO_FIXED_VERSION', message: 'No version without this vulnerability has been released.' }
        : null,
    first_seen_at: firstSeenAt,
    fixed_at: fixedAt,
    risk_score: risk.score,
    risk_parts: risk.parts,
    is_settled: true,
    stage: 0,
    dismissal: state === 'DISMISSED' ? dismissalOf(finding, until, now) : null,
    dismissed_until: state === 'DISMISSED' ? until : null,
  };
}

function dismissalOf({ id, firstSeenAt }: SeededFinding, until: string | null, now: Date) {
  const at = new Date(Math.min(now.getTime(), firstSeenAt.getTime() + (1 + (id % 20)) * DAY_MS));
  return {
    reason: ['ACCEPTABLE_RISK', 'FALSE_POSITIVE', 'MITIGATED', 'NOT_USED', 'TEST_ONLY'][id % 5],
    comment: 'Looked at with the team; the input never comes from outside.',
    by: id % 2 === 0 ? 'Ada' : 'Grace',
    at: at.toISOString(),
    until,
  };
}
