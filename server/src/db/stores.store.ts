import type { EntityManager } from 'typeorm';
import { AccountEntity, ApiTokenEntity, InvitationEntity } from '../accounts/account.entity.js';
import { createAccountStore } from '../accounts/account.store.js';
import { type Acting, NOBODY_ACTS } from '../acting.js';
import { createAdvisoryReader } from '../advisories/advisory-reader.store.js';
import { createExploitStore } from '../advisories/exploit-score.store.js';
import { createPackageVersionStore } from '../advisories/package-version.store.js';
import { createAuditChain } from '../audit/audit-chain.store.js';
import { createAuditLog } from '../audit/audit.store.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import { createEventStore } from '../events/event.store.js';
import { createCampaignStore } from '../campaigns/campaign.store.js';
import { createFindingGroupReader } from '../findings/finding-group.store.js';
import { createFindingTracking } from '../findings/finding-tracking.store.js';
import { createFindingStore } from '../findings/finding.store.js';
import { IntegrationEntity } from '../integrations/integration.entity.js';
import { createInsightChangeStore } from '../insights/insight-changes.store.js';
import { createIntegrationRegistryStore } from '../integrations/integration-registry.store.js';
import { createGitLabApplicationStore } from '../integrations/gitlab-application.store.js';
import { createIntegrationStore } from '../integrations/integration.store.js';
import { createTokenLifeStore } from '../integrations/token-life.store.js';
import { createInventoryStore } from '../inventory/inventory.store.js';
import { createJobReader } from '../jobs/job-reader.store.js';
import { createJobQueue } from '../jobs/job.store.js';
import { MergeRequestEntity } from '../merge-requests/merge-request.entity.js';
import { createMergeRequestStore } from '../merge-requests/merge-request.store.js';
import { RemediationPlanEntity } from '../plans/remediation-plan.entity.js';
import { createPlanStore } from '../plans/remediation-plan.store.js';
import { createPolicyStore } from '../policies/policy.store.js';
import { ProjectEntity } from '../projects/project.entity.js';
import { createProjectHealthReader } from '../projects/project-health.store.js';
import { createProjectGroupReader } from '../projects/project-group.store.js';
import { createProjectStore } from '../projects/project.store.js';
import type { Sealer } from '../secrets/sealer.js';
import { createSecretStore } from '../secrets/secret.store.js';
import type { Stores } from '../stores.js';
import { createImportIndexStore } from '../usage/import-index.store.js';
import { createGitLabHookStore } from '../webhooks/gitlab-hook.store.js';

/** Every entity, for the data source. */
export const ENTITIES = [
  AccountEntity,
  ApiTokenEntity,
  InvitationEntity,
  IntegrationEntity,
  MergeRequestEntity,
  ProjectEntity,
  RemediationPlanEntity,
];

/** What stores know of the world around: where people find the page, and who acts. */
export interface StoreSurroundings {
  readonly publicUrl: string | null;
  readonly acting: Pick<Acting, 'current'>;
}

/** All stores on one manager: inside a transaction, or on the pool for reading. */
export function createStores(
  manager: EntityManager,
  sealer: Sealer,
  { publicUrl, acting }: StoreSurroundings = { publicUrl: null, acting: NOBODY_ACTS },
): Stores {
  return {
    accounts: createAccountStore(manager),
    advisories: createAdvisoryReader(manager),
    audit: createAuditLog(manager, acting),
    auditChain: createAuditChain(manager),
    campaigns: createCampaignStore(manager),
    events: createEventStore(manager, publicUrl),
    exploits: createExploitStore(manager),
    findings: createFindingStore(manager),
    findingGroups: createFindingGroupReader(manager),
    findingTracking: createFindingTracking(manager),
    importIndexes: createImportIndexStore(manager),
    insightChanges: createInsightChangeStore(manager),
    integrations: createIntegrationStore(manager),
    integrationRegistries: createIntegrationRegistryStore(manager),
    inventories: createInventoryStore(manager, createPackageVersionStore(manager, ECOSYSTEMS)),
    jobHistory: createJobReader(manager),
    jobs: createJobQueue(manager),
    mergeRequests: createMergeRequestStore(manager),
    plans: createPlanStore(manager),
    policies: createPolicyStore(manager),
    projects: createProjectStore(manager),
    projectGroups: createProjectGroupReader(manager),
    projectHealth: createProjectHealthReader(manager),
    secrets: createSecretStore(manager, sealer),
    tokenLife: createTokenLifeStore(manager),
    gitlabApplications: createGitLabApplicationStore(manager),
    gitLabHooks: createGitLabHookStore(manager),
  };
}
