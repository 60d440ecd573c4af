import { Field, ID, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../advisories/advisory.js';
import { connectionOf } from '../graphql/connection.type.js';
import { enumOf } from '../graphql/node.type.js';
import { SeverityCountsType, SeverityEnum } from '../graphql/severity.type.js';
import type { SeverityCounts } from '../projects/project.js';
import type { FindingGrouping } from './finding-group.js';

export const FindingGroupingEnum = enumOf('FindingGrouping', [
  'ADVISORY',
  'PACKAGE',
  'PROJECT',
] satisfies FindingGrouping[]);

/** Findings that have something in common. */
@ObjectType('FindingGroup', {
  description: 'Findings that have their advisory, package or project in common, as far as the filter goes.',
})
export class FindingGroupType {
  @Field(() => ID, { description: 'Stable while the grouping is the same.' })
  readonly key!: string;
  @Field(() => String, { nullable: true, description: 'Of PACKAGE.' })
  readonly ecosystem!: string | null;
  @Field(() => String, { nullable: true, description: 'Of PACKAGE.' })
  readonly packageName!: string | null;
  @Field(() => Int)
  readonly findingCount!: number;
  @Field(() => Int)
  readonly projectCount!: number;
  @Field(() => Int, { description: 'How many have a plan that fixes them.' })
  readonly fixableCount!: number;
  @Field(() => SeverityCountsType)
  readonly counts!: SeverityCounts;
  @Field(() => SeverityEnum)
  readonly worstSeverity!: Severity;
  @Field(() => Int, { description: '0 to 100.' })
  readonly maxRisk!: number;
  @Field(() => Date, {
    nullable: true,
    description: 'The earliest day by which one of them should be fixed.',
  })
  readonly nextDueAt!: Date | null;
  readonly groupId!: string | null;
  readonly projectId!: string | null;
}

export const FindingGroupConnection = connectionOf('FindingGroup', () => FindingGroupType);
