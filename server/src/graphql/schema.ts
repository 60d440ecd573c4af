import 'reflect-metadata';
import { type GraphQLSchema, lexicographicSortSchema, printSchema } from 'graphql';
import { buildSchema, type PubSub } from 'type-graphql';
import { AccountResolver, ApiTokenResolver } from '../accounts/account.resolver.js';
import {
  AdvisoryGroupResolver,
  AdvisoryResolver,
  AdvisoryStatusResolver,
} from '../advisories/advisory.resolver.js';
import { CampaignProjectResolver, CampaignResolver } from '../campaigns/campaign.resolver.js';
import {
  AdvisoryFindingsResolver,
  FindingResolver,
  ProjectFindingsResolver,
  UnfixedReasonResolver,
} from '../findings/finding.resolver.js';
import { AuditEventResolver } from '../audit/audit-event.resolver.js';
import { OverviewResolver } from '../insights/overview.resolver.js';
import { GitLabApplicationResolver } from '../integrations/gitlab-application.resolver.js';
import { IntegrationRegistryResolver } from '../integrations/integration-registry.resolver.js';
import { IntegrationResolver, IntegrationTokenResolver } from '../integrations/integration.resolver.js';
import {
  DependencyResolver,
  ManifestResolver,
  OutdatedPackageResolver,
  ProjectInventoryResolver,
} from '../inventory/inventory.resolver.js';
import { JobResolver } from '../jobs/job.resolver.js';
import {
  MergeRequestResolver,
  ProjectMergeRequestsResolver,
} from '../merge-requests/merge-request.resolver.js';
import { PlanDecisionsResolver } from '../plans/plan-decisions.resolver.js';
import { ProjectPlansResolver, RemediationPlanResolver } from '../plans/remediation-plan.resolver.js';
import { PolicyResolver, PolicyScopeResolver, ProjectPolicyResolver } from '../policies/policy.resolver.js';
import { AnalysisResolver, ProjectResolver } from '../projects/project.resolver.js';
import { IntegrationWebhooksResolver, ProjectWebhookResolver } from '../webhooks/webhook.resolver.js';
import { FindingGroupResolver } from '../findings/finding-group.resolver.js';
import { FindingSurroundingsResolver } from '../findings/finding-surroundings.resolver.js';
import { InsightsResolver } from '../insights/insights.resolver.js';
import { ProjectGroupResolver } from '../projects/project-group.resolver.js';
import { SearchResolver } from '../search/search.resolver.js';
import { EventDeliveryResolver, EventEndpointResolver } from '../events/event.resolver.js';
import { ChangeResolver } from '../changes/change.resolver.js';
import { ObjectChangeResolver } from '../changes/object-change.resolver.js';
import { OwnAccountResolver } from '../accounts/own-account.resolver.js';
import { OwnSessionResolver, SessionResolver } from '../accounts/own-session.resolver.js';
import { ProjectScopeResolver } from '../accounts/project-scope.resolver.js';
import { InvitationResolver, PeopleResolver } from '../accounts/people.resolver.js';
import { authChecker } from './authorize.js';
import { describeSchema } from './describe-schema.js';
import { DateTimeScalar } from './scalars.js';
import { runMutationsOnce } from './mutations-once.js';
import { NodeResolver } from './node.resolver.js';
import { RateLimitResolver } from './rate-limit.resolver.js';

/** The executable schema. The same on every boot. */
export async function makeSchema(): Promise<GraphQLSchema> {
  runMutationsOnce();
  const schema = await buildSchema({
    resolvers: [
      AccountResolver,
      AdvisoryFindingsResolver,
      AdvisoryGroupResolver,
      AdvisoryResolver,
      AdvisoryStatusResolver,
      AnalysisResolver,
      ApiTokenResolver,
      AuditEventResolver,
      CampaignProjectResolver,
      CampaignResolver,
      ChangeResolver,
      DependencyResolver,
      EventDeliveryResolver,
      EventEndpointResolver,
      FindingGroupResolver,
      FindingResolver,
      FindingSurroundingsResolver,
      GitLabApplicationResolver,
      IntegrationResolver,
      IntegrationRegistryResolver,
      IntegrationTokenResolver,
      IntegrationWebhooksResolver,
      InsightsResolver,
      InvitationResolver,
      ProjectGroupResolver,
      SearchResolver,
      JobResolver,
      ManifestResolver,
      MergeRequestResolver,
      NodeResolver,
      ObjectChangeResolver,
      OutdatedPackageResolver,
      OverviewResolver,
      OwnAccountResolver,
      OwnSessionResolver,
      SessionResolver,
      PeopleResolver,
      ProjectScopeResolver,
      PlanDecisionsResolver,
      PolicyResolver,
      PolicyScopeResolver,
      ProjectFindingsResolver,
      ProjectInventoryResolver,
      ProjectMergeRequestsResolver,
      ProjectPlansResolver,
      ProjectPolicyResolver,
      ProjectResolver,
      ProjectWebhookResolver,
      RateLimitResolver,
      RemediationPlanResolver,
      UnfixedReasonResolver,
    ],
    authChecker,
    scalarsMap: [{ type: Date, scalar: DateTimeScalar }],
    validate: false,
    pubSub: noPubSub,
  });
  return describeSchema(schema);
}

/** The contract as text, sorted, as it is committed in schema.graphql. */
export function printContract(schema: GraphQLSchema): string {
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}

/** Subscriptions bring their own iterators; topics are not used. */
const noPubSub: PubSub = {
  publish: () => undefined,
  subscribe: () => {
    throw new Error('Topics are not used');
  },
};
