import { Field, ID, ObjectType } from 'type-graphql';
import { enumOf } from '../graphql/node.type.js';
import { IntegrationType } from '../integrations/integration.type.js';
import { JobType } from '../jobs/job.type.js';
import { MergeRequestType } from '../merge-requests/merge-request.type.js';
import { RemediationPlanType } from '../plans/remediation-plan.type.js';
import type { ObjectEventKind } from './object-stream.js';

const ObjectChangeKindEnum = enumOf(
  'ObjectChangeKind',
  ['STARTED', 'CREATED', 'UPDATED', 'DELETED', 'MISSED'] satisfies ObjectEventKind[],
  'STARTED: nothing changed; what comes after this is told. It comes first, or after all that a cursor had missed. CREATED, UPDATED, DELETED: several changes that were not read yet are one. MISSED: the cursor is older than a day, or a backup was restored; some changes are forgotten, so read again what you show.',
);

/** What every event about single objects says. */
@ObjectType()
abstract class ObjectChangeType {
  @Field(() => ObjectChangeKindEnum, { description: 'What kind of change.' })
  readonly change!: ObjectEventKind;
  @Field(() => String, {
    description:
      'Give it as `after` to get everything that comes after this event, in order and at least once. Good for a day.',
  })
  readonly cursor!: string;
}

@ObjectType('IntegrationChange', { description: 'A change of an integration.' })
export class IntegrationChangeType extends ObjectChangeType {
  @Field(() => ID, { nullable: true, description: 'Null: the event is about none, or about all.' })
  readonly integrationId!: string | null;
  @Field(() => IntegrationType, { nullable: true, description: 'As it is now; null: it is gone.' })
  readonly integration!: object | null;
}

@ObjectType('PlanChange', { description: 'A change of a plan.' })
export class PlanChangeType extends ObjectChangeType {
  @Field(() => ID, { nullable: true, description: 'Null: the event is about none, or about all.' })
  readonly remediationPlanId!: string | null;
  @Field(() => ID, { nullable: true })
  readonly projectId!: string | null;
  @Field(() => RemediationPlanType, { nullable: true, description: 'As it is now; null: it is gone.' })
  readonly remediationPlan!: object | null;
}

@ObjectType('MergeRequestChange', { description: 'A change of a merge request of Backline.' })
export class MergeRequestChangeType extends ObjectChangeType {
  @Field(() => ID, { nullable: true, description: 'Null: the event is about none, or about all.' })
  readonly mergeRequestId!: string | null;
  @Field(() => ID, { nullable: true })
  readonly projectId!: string | null;
  @Field(() => MergeRequestType, { nullable: true, description: 'As it is now; null: it is gone.' })
  readonly mergeRequest!: object | null;
}

@ObjectType('JobChange', {
  description: 'A change of a job: its state, its progress, or that it is asked to stop.',
})
export class JobChangeType extends ObjectChangeType {
  @Field(() => ID, { nullable: true, description: 'Null: the event is about none, or about all.' })
  readonly jobId!: string | null;
  @Field(() => JobType, { nullable: true, description: 'As it is now; null: it is gone.' })
  readonly job!: object | null;
}
