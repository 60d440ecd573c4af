import type { EntityManager } from 'typeorm';
import { SEEDED_GITLAB, seedCatalogue } from './seed-catalogue.js';
import { makeFindings, seedFindings } from './seed-findings.js';
import { seedHistory, seedPolicies } from './seed-history.js';
import { seedPackages } from './seed-packages.js';
import { makePlans, seedPlans } from './seed-plans.js';
import { nextId } from './seed-rows.js';
import { seededRandom } from './seeded-random.js';

/** How much is made up. Each project has one plan at most, so plans are fewer where projects are few. */
export interface SeedSize {
  readonly projects: number;
  readonly findings: number;
  readonly plans: number;
  /** Each in two versions, with an advisory. */
  readonly packages: number;
}

const LARGE: SeedSize = { projects: 10_000, findings: 50_000, plans: 2_000, packages: 20_000 };

/**
 * Fills a migrated database with what the page shows: the same rows for the same `now` and size, in one transaction. What is
 * seeded already stays as it is.
 */
export async function seedPage(
  manager: EntityManager,
  { now = new Date(), size = LARGE }: { readonly now?: Date; readonly size?: SeedSize } = {},
): Promise<void> {
  const isSeeded =
    (await manager.query('SELECT 1 FROM integration WHERE base_url = $1', [SEEDED_GITLAB])).length > 0;
  if (isSeeded) return;
  await manager.transaction(async (within) => {
    const random = seededRandom(20_261_123);
    const packages = await seedPackages(within, random, { count: size.packages, now });
    const projects = await seedCatalogue(within, random, { packages, projects: size.projects, now });
    await seedPolicies(within, { projects, now });
    const findings = await makeFindings(within, random, { projects, count: size.findings, now });
    const firstId = await nextId(within, 'remediation_plan');
    const plans = makePlans(random, { findings, count: size.plans, firstId });
    await seedFindings(within, findings, now);
    await seedPlans(within, random, { plans, now });
    await seedHistory(within, random, { projects, plans, now });
  });
  await manager.query('VACUUM ANALYZE');
}
