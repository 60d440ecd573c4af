import type { MigrationInterface } from 'typeorm';
import { CreateJobs1763800000001 } from './0001-jobs.js';
import { CreateAdvisories1763800000002 } from './0002-advisories.js';
import { Core1763800000003 } from './0003-core.js';
import { CreateRegistries1763800000004 } from './0004-registries.js';
import { AddOrders1763800000005 } from './0005-orders.js';
import { SplitPlanEdits1763800000006 } from './0006-plan-edits.js';
import { JobNames1763800000007 } from './0007-job-names.js';
import { IntegrationRegistries1763800000008 } from './0008-integration-registries.js';
import { AddRisk1763800000009 } from './0009-risk.js';
import { MatchingAgain1763800000010 } from './0010-matching-again.js';
import { AssessedRisk1763800000011 } from './0011-assessed-risk.js';
import { Policies1763800000012 } from './0012-policies.js';
import { ImportIndex1763800000015 } from './0015-import-index.js';
import { IntegrationSettings1763800000016 } from './0016-integration-settings.js';
import { TokenLife1763800000017 } from './0017-token-life.js';
import { MergeRequestLife1763800000019 } from './0019-merge-request-life.js';
import { GitLabPauses1763800000020 } from './0020-gitlab-pauses.js';
import { ProjectLooks1763800000021 } from './0021-project-looks.js';
import { GitLabHooks1763800000022 } from './0022-gitlab-hooks.js';
import { MergeRequestClosing1763800000023 } from './0023-merge-request-closing.js';
import { FindingTracking1763800000024 } from './0024-finding-tracking.js';
import { FindingSpans1763800000025 } from './0025-finding-spans.js';
import { Lists1763800000026 } from './0026-lists.js';
import { Changes1763800000027 } from './0027-changes.js';
import { MergeRequestOrders1763800000028 } from './0028-merge-request-orders.js';
import { SeverityOrder1763800000029 } from './0029-severity-order.js';
import { People1763800000030 } from './0030-people.js';
import { Events1763800000031 } from './0031-events.js';
import { Identity1763800000032 } from './0032-identity.js';
import { Idempotency1763800000034 } from './0034-idempotency.js';
import { Audit1763800000035 } from './0035-audit.js';
import { ApiBudget1763800000036 } from './0036-api-budget.js';
import { ChangeLog1763800000037 } from './0037-change-log.js';
import { EndedAccess1763800000037 } from './0037-ended-access.js';
import { EventAttempts1763800000037 } from './0037-event-attempts.js';
import { ProjectOrders1763800000038 } from './0038-orders.js';
import { Inviters1763800000039 } from './0039-inviters.js';
import { LimitedPeople1763800000040 } from './0040-limited-people.js';
import { OwnSessions1763800000041 } from './0041-own-sessions.js';

/** A migration class. Its `name` ends in a 13-digit timestamp, which gives the order. */
export type Migration = new () => MigrationInterface;

/** Every migration, in order; a new one is appended and never edited once merged. */
export const migrations: readonly Migration[] = [
  CreateJobs1763800000001,
  CreateAdvisories1763800000002,
  Core1763800000003,
  CreateRegistries1763800000004,
  AddOrders1763800000005,
  SplitPlanEdits1763800000006,
  JobNames1763800000007,
  IntegrationRegistries1763800000008,
  AddRisk1763800000009,
  MatchingAgain1763800000010,
  AssessedRisk1763800000011,
  Policies1763800000012,
  ImportIndex1763800000015,
  IntegrationSettings1763800000016,
  TokenLife1763800000017,
  MergeRequestLife1763800000019,
  GitLabPauses1763800000020,
  ProjectLooks1763800000021,
  GitLabHooks1763800000022,
  MergeRequestClosing1763800000023,
  FindingTracking1763800000024,
  FindingSpans1763800000025,
  Lists1763800000026,
  Changes1763800000027,
  MergeRequestOrders1763800000028,
  SeverityOrder1763800000029,
  People1763800000030,
  Events1763800000031,
  Identity1763800000032,
  Idempotency1763800000034,
  Audit1763800000035,
  ApiBudget1763800000036,
  ChangeLog1763800000037,
  EventAttempts1763800000037,
  EndedAccess1763800000037,
  ProjectOrders1763800000038,
  Inviters1763800000039,
  LimitedPeople1763800000040,
  OwnSessions1763800000041,
];
