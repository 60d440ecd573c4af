import type { ObservedFinding } from '../src/findings/finding.js';
import type { VerifiedConnection } from '../src/integrations/integration.js';
import type { PlanDraft, PlanFinding } from '../src/plans/plan.js';
import type { CatalogueEntry } from '../src/projects/project.js';
import { createStores, ENTITIES } from '../src/db/stores.store.js';
import { createSealer } from '../src/secrets/sealer.js';
import type { Stores } from '../src/stores.js';
import { createTestDatabase, type TestDatabase } from './database.js';
import { randomBytes } from 'node:crypto';

/** Stores on a database of their own, outside any transaction. */
export async function startStores(): Promise<{ readonly db: TestDatabase; readonly stores: Stores }> {
  const db = await createTestDatabase(ENTITIES);
  return { db, stores: createStores(db.dataSource.manager, createSealer(['k'.repeat(32)], randomBytes)) };
}

export const NOW = new Date('2026-06-01T12:00:00.000Z');

/** A connected integration; a number apart for each account. */
export function makeIntegration(stores: Stores, account = 1) {
  const connection: VerifiedConnection = {
    account: {
      id: account,
      username: `bot-${account}`,
      name: 'Bot',
      webUrl: '',
      isBot: true,
      isAdmin: false,
    },
    gitlabVersion: '18.5.0',
    token: { name: 'token', scopes: ['api'], expiresAt: null },
    warnings: [],
    checks: [],
  };
  return stores.integrations.create({
    name: 'GitLab',
    baseUrl: 'https://gitlab.example',
    now: NOW,
    ...connection,
  });
}

/** Puts projects into the catalogue of an integration; answers their ids in the order given. */
export async function makeProjects(
  stores: Stores,
  integrationId: string,
  entries: readonly (Partial<CatalogueEntry> & { readonly gitlabProjectId: number })[],
): Promise<readonly string[]> {
  const rows = await stores.projects.upsertMany(
    { id: integrationId, origin: 'https://gitlab.example' },
    entries.map((entry) => ({
      path: `group/project-${entry.gitlabProjectId}`,
      name: 'Project',
      webUrl: 'https://gitlab.example/group/project',
      gitUrl: 'https://gitlab.example/group/project.git',
      visibility: 'private',
      defaultBranch: 'main',
      accessLevel: 30,
      state: 'READY',
      reasons: [],
      lastActivityAt: null,
      forkedFromId: null,
      ...entry,
    })),
    NOW,
  );
  return rows.map(({ id }) => id);
}

/** What an analysis found, of one package. */
export function observed(packageName: string, fields: Partial<ObservedFinding> = {}): ObservedFinding {
  return {
    manifestPath: 'package-lock.json',
    ecosystem: 'npm',
    packageName,
    versions: ['1.0.0'],
    groupId: '1',
    severity: 'HIGH',
    score: 7.5,
    risk: { score: 51, parts: [] },
    isDirect: true,
    scope: 'RUNTIME',
    paths: [[`${packageName}@1.0.0`]],
    fixedVersions: ['1.0.1'],
    because: 'introduced 0',
    ...fields,
  };
}

/** A finding as the planner names it. */
export function planFinding(name: string, version = '1.0.0'): PlanFinding {
  return {
    key: `package-lock.json|npm|${name}|1`,
    manifest: 'package-lock.json',
    ecosystem: 'npm',
    name,
    version,
    advisories: ['CVE-1'],
    severity: 'HIGH',
    score: 7.5,
    paths: [],
  };
}

/** A draft that fixes these findings. */
export function draft(
  digest: string,
  fixed: readonly PlanFinding[],
  remaining: readonly PlanFinding[] = [],
): PlanDraft {
  return {
    kind: 'SAFE',
    group: 'all',
    title: `Plan ${digest}`,
    risk: null,
    changes: [],
    edits: [{ path: 'package-lock.json', newText: '{}', diff: '' }],
    proof: { fixed, remaining, introduced: [] },
    unfixed: [],
    digest,
  };
}
