import type { AccountStore } from './accounts/account.js';
import type { AdvisoryMatcher } from './advisories/advisory.js';
import type { AdvisoryReader } from './advisories/advisory-ports.js';
import type { ExploitStore } from './advisories/exploit-scores.js';
import type { AuditChain } from './audit/audit-chain.js';
import type { AuditLog } from './audit/audit-event.js';
import type { CampaignStore } from './campaigns/campaign.js';
import type { EventStore } from './events/event-endpoint.js';
import type { FindingGroupReader } from './findings/finding-group.js';
import type { FindingStore } from './findings/finding.js';
import type { FindingTracking } from './findings/finding-tracking.js';
import type { InsightChangeStore } from './insights/fold-insights.js';
import type { IntegrationRegistryStore } from './integrations/integration-registry.js';
import type { GitLabApplicationStore } from './integrations/gitlab-application.js';
import type { IntegrationStore } from './integrations/integration.js';
import type { TokenLifeStore } from './integrations/token-life.js';
import type { InventoryStore } from './inventory/manifest.js';
import type { JobQueue } from './jobs/job.js';
import type { JobReader } from './jobs/job-reader.js';
import type { MergeRequestStore } from './merge-requests/merge-request.js';
import type { ImportIndexStore } from './usage/import-index.js';
import type { PlanStore } from './plans/remediation-plan.js';
import type { PolicyStore } from './policies/policy-store.js';
import type { ProjectHealthReader } from './projects/project-health.js';
import type { ProjectGroupReader } from './projects/project-group.js';
import type { ProjectStore } from './projects/project.js';
import type { SecretStore } from './secrets/secret-store.js';
import type { GitLabHookStore } from './webhooks/gitlab-hook.js';

/** Everything that one transaction may read and write. */
export interface Stores {
  readonly accounts: AccountStore;
  readonly audit: AuditLog;
  readonly auditChain: AuditChain;
  readonly integrations: IntegrationStore;
  readonly integrationRegistries: IntegrationRegistryStore;
  readonly secrets: SecretStore;
  readonly tokenLife: TokenLifeStore;
  readonly gitlabApplications: GitLabApplicationStore;
  readonly gitLabHooks: GitLabHookStore;
  readonly projects: ProjectStore;
  readonly projectGroups: ProjectGroupReader;
  readonly projectHealth: ProjectHealthReader;
  readonly inventories: InventoryStore;
  readonly importIndexes: ImportIndexStore;
  readonly campaigns: CampaignStore;
  readonly events: EventStore;
  readonly findings: FindingStore;
  readonly findingGroups: FindingGroupReader;
  readonly findingTracking: FindingTracking;
  readonly insightChanges: InsightChangeStore;
  readonly plans: PlanStore;
  readonly policies: PolicyStore;
  readonly mergeRequests: MergeRequestStore;
  readonly advisories: AdvisoryReader & Pick<AdvisoryMatcher, 'advisoriesFor'>;
  readonly exploits: ExploitStore;
  readonly jobs: JobQueue;
  readonly jobHistory: JobReader;
}

/**
 * Runs the work in one transaction: the domain row, its jobs and its audit record commit together or not at all.
 * The work may run again after a serialization failure, so it does nothing outside the stores: no network.
 */
export type InTransaction = <Result>(work: (stores: Stores) => Promise<Result>) => Promise<Result>;
