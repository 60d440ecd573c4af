import type { EntityManager } from 'typeorm';
import { PARSER_VERSION } from '../src/inventory/inventory-hash.js';
import { MANIFESTS, type SeededInventory, seedInventories } from './seed-inventories.js';
import type { SeededPackage } from './seed-packages.js';
import { insertRows, nextId } from './seed-rows.js';
import type { SeededRandom } from './seeded-random.js';

/** Where the made-up GitLab is said to be. */
export const SEEDED_GITLAB = 'https://gitlab.example.com';

export interface SeededProject {
  readonly id: number;
  readonly integrationId: number;
  readonly path: string;
  readonly manifests: readonly { readonly path: string; readonly packages: readonly SeededPackage[] }[];
}

const TOPS = [
  'bank',
  'claims',
  'data',
  'edge',
  'field',
  'labs',
  'mobile',
  'platform',
  'retail',
  'shared',
] as const;
const MIDDLES = [
  'api',
  'billing',
  'core',
  'fleet',
  'identity',
  'ledger',
  'pricing',
  'search',
  'web',
] as const;
const LOWS = ['backend', 'batch', 'frontend', 'jobs', 'tools'] as const;
const NOUNS = [
  'api',
  'app',
  'bot',
  'client',
  'console',
  'gateway',
  'importer',
  'portal',
  'service',
  'worker',
] as const;
const ROLES = [30, 40, 20, 30, 40] as const;
const DAY_MS = 86_400_000;

/** Two integrations and projects in a tree of groups, each with a manifest or two that stand for one of some hundred inventories. */
export async function seedCatalogue(
  manager: EntityManager,
  random: SeededRandom,
  given: { readonly packages: readonly SeededPackage[]; readonly projects: number; readonly now: Date },
): Promise<readonly SeededProject[]> {
  const { packages, now } = given;
  const integrationId = await nextId(manager, 'integration');
  await insertRows(manager, 'integration', [
    integrationRow(integrationId, 'Main GitLab', now),
    integrationRow(integrationId + 1, 'Second GitLab', now),
  ]);
  const inventories = await seedInventories(manager, random, packages);
  const firstId = await nextId(manager, 'project');
  const projects = Array.from({ length: given.projects }, (_, index) =>
    makeProject(random, { index, id: firstId + index, integrationId, inventories }),
  );
  await insertRows(
    manager,
    'project',
    projects.map(({ project }, index) => projectRow(random, { project, index, now })),
  );
  await insertRows(
    manager,
    'manifest',
    projects.flatMap(({ project, inventoryIds }) =>
      project.manifests.map(({ path }, index) => ({
        project_id: project.id,
        path,
        inventory_id: inventoryIds[index],
        inputs: [],
      })),
    ),
  );
  return projects.map(({ project }) => project);
}

function integrationRow(id: number, name: string, now: Date) {
  return {
    id,
    kind: 'GITLAB',
    name,
    base_url: SEEDED_GITLAB,
    state: 'CONNECTED',
    account_id: id,
    account: {
      id,
      username: `backline-bot-${id}`,
      name: 'Backline',
      webUrl: `${SEEDED_GITLAB}/backline-bot-${id}`,
      isBot: true,
      isAdmin: false,
    },
    gitlab_version: '18.5.0',
    token: {
      name: 'backline',
      kind: 'SERVICE_ACCOUNT',
      scopes: ['api', 'read_repository', 'write_repository'],
      expiresAt: new Date(now.getTime() + 200 * DAY_MS).toISOString().slice(0, 10),
    },
    warnings: [],
    checks: [],
    last_synced_at: now,
    last_verified_at: now,
    created_at: new Date(now.getTime() - 550 * DAY_MS),
  };
}

function makeProject(
  random: SeededRandom,
  given: {
    readonly index: number;
    readonly id: number;
    readonly integrationId: number;
    readonly inventories: readonly [SeededInventory, ...SeededInventory[]];
  },
): { readonly project: SeededProject; readonly inventoryIds: readonly number[] } {
  const { index, id, integrationId, inventories } = given;
  const depth = random.below(4);
  const groups = [
    random.pick(TOPS),
    ...(depth > 0 ? [random.pick(MIDDLES)] : []),
    ...(depth > 1 ? [random.pick(LOWS)] : []),
    ...(depth > 2 ? [`team-${random.below(6)}`] : []),
  ];
  const first = random.pick(inventories);
  const second = random.chance(0.25) ? random.pick(inventories) : null;
  return {
    project: {
      id,
      integrationId: integrationId + (index % 10 === 9 ? 1 : 0),
      path: `${groups.join('/')}/${random.pick(NOUNS)}-${index}`,
      manifests: [
        { path: MANIFESTS[first.ecosystem][0], packages: first.packages },
        ...(second === null
          ? []
          : [{ path: `module/${MANIFESTS[second.ecosystem][0]}`, packages: second.packages }]),
      ],
    },
    inventoryIds: [first.id, ...(second === null ? [] : [second.id])],
  };
}

function projectRow(
  random: SeededRandom,
  { project, index, now }: { readonly project: SeededProject; readonly index: number; readonly now: Date },
) {
  const role = random.pick(ROLES);
  const isGone = index % 97 === 0;
  const analyzedAt = new Date(now.getTime() - random.next() * 9 * DAY_MS);
  const dependencyCount = project.manifests.reduce((sum, { packages }) => sum + packages.length, 0);
  return {
    id: project.id,
    integration_id: project.integrationId,
    gitlab_origin: SEEDED_GITLAB,
    gitlab_project_id: project.id,
    path: project.path,
    name: project.path.slice(project.path.lastIndexOf('/') + 1),
    web_url: `${SEEDED_GITLAB}/${project.path}`,
    git_url: `${SEEDED_GITLAB}/${project.path}.git`,
    visibility: random.pick(['private', 'internal', 'public']),
    default_branch: 'main',
    access_level: role,
    state: isGone ? 'UNAVAILABLE' : role < 30 ? 'READ_ONLY' : 'READY',
    reasons: reasonsOf(isGone, role),
    last_activity_at: analyzedAt.toISOString(),
    analysis_state: index % 211 === 0 ? 'FAILED' : 'DONE',
    analysis_error:
      index % 211 === 0 ? { code: 'GITLAB_UNREACHABLE', message: 'GitLab did not answer in time.' } : null,
    analysis: {
      commit: random.hex(40),
      analyzedAt: analyzedAt.toISOString(),
      durationMs: 200 + random.below(9_000),
      gitlabRequests: 3,
      manifestCount: project.manifests.length,
      lockedManifestCount: project.manifests.length,
      dependencyCount,
      registryProblem: null,
      uncheckedPackages: [],
      registriesAskedAt: analyzedAt.toISOString(),
    },
    parser_version: PARSER_VERSION,
    analyzed_at: analyzedAt,
    dependency_count: dependencyCount,
    problem_count: index % 13 === 0 ? 1 + (index % 3) : 0,
    look_at: new Date(now.getTime() + DAY_MS),
    open_findings: { none: 0, low: 0, medium: 0, high: 0, critical: 0, malicious: 0, total: 0 },
    risk: 0,
  };
}

function reasonsOf(isGone: boolean, role: number) {
  if (isGone)
    return [
      { code: 'LEFT', message: 'The token is no longer a member of this project, or the project is gone.' },
    ];
  return role < 30
    ? [{ code: 'ACCESS_TOO_LOW', message: 'The role is Reporter. Opening merge requests takes Developer.' }]
    : [];
}
