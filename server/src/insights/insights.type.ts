import { ArgsType, Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { Severity } from '../advisories/advisory.js';
import { GraphQLDate } from '../graphql/date-scalar.js';
import { SeverityCountsType, SeverityEnum } from '../graphql/severity.type.js';
import type { SeverityCounts } from '../projects/project.js';
import type { Funnel, InsightDay, InsightWeek, SlaNumbers, TimeToRemediate } from './insights.js';

@InputType('InsightFilter', { description: 'All of Backline where nothing is given.' })
export class InsightFilterInput {
  @Field(() => ID, { nullable: true })
  integrationId?: string | null;
  @Field(() => ID, { nullable: true })
  projectId?: string | null;
}

@ArgsType()
export class InsightsArgs {
  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'The first day; 90 days before `until` by default.',
  })
  since?: string | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'The last day; today by default.' })
  until?: string | null;
  @Field(() => InsightFilterInput, { nullable: true })
  filter?: InsightFilterInput | null;
}

@ObjectType('InsightDay', { description: 'A day, in UTC, as it stood at its end; today as it stands now.' })
export class InsightDayType {
  @Field(() => GraphQLDate)
  readonly day!: string;
  @Field(() => SeverityCountsType, {
    description: 'Findings open or in progress then: `openAt` lists them.',
  })
  readonly open!: SeverityCounts;
}

@ObjectType('InsightWeek', { description: 'A week that begins on a Monday, in UTC.' })
export class InsightWeekType {
  @Field(() => GraphQLDate, { description: 'Its Monday.' })
  readonly week!: string;
  @Field(() => SeverityCountsType, { description: 'Findings first seen in it.' })
  readonly found!: SeverityCounts;
  @Field(() => SeverityCountsType, { description: 'Findings that are fixed, and were fixed in it.' })
  readonly fixed!: SeverityCounts;
  @Field(() => Float, {
    nullable: true,
    description: 'Median seconds from first seen to fixed; null where none was fixed.',
  })
  readonly medianSeconds!: number | null;
}

@ObjectType('TimeToRemediate', { description: 'How long fixing took, of the findings fixed in the range.' })
export class TimeToRemediateType {
  @Field(() => SeverityEnum, { nullable: true, description: 'Null: of all severities.' })
  readonly severity!: Severity | null;
  @Field(() => Int)
  readonly fixed!: number;
  @Field(() => Float, { nullable: true, description: 'Null where none was fixed.' })
  readonly medianSeconds!: number | null;
}

@ObjectType('SlaNumbers', {
  description: 'Open findings against the days by which the policy wants them fixed.',
})
export class SlaNumbersType {
  @Field(() => SeverityCountsType)
  readonly overdue!: SeverityCounts;
  @Field(() => SeverityCountsType, { description: 'Due within 7 days.' })
  readonly dueSoon!: SeverityCounts;
  @Field(() => SeverityCountsType)
  readonly onTime!: SeverityCounts;
}

@ObjectType('Funnel', {
  description: 'Findings first seen in the range and how far they came; each number includes those after it.',
})
export class FunnelType {
  @Field(() => Int)
  readonly found!: number;
  @Field(() => Int)
  readonly planned!: number;
  @Field(() => Int)
  readonly approved!: number;
  @Field(() => Int)
  readonly opened!: number;
  @Field(() => Int)
  readonly merged!: number;
}

@ObjectType('Insights', { description: 'Numbers over time.' })
export class InsightsType {
  @Field(() => GraphQLDate)
  readonly since!: string;
  @Field(() => GraphQLDate)
  readonly until!: string;
  @Field(() => [InsightDayType], { description: 'One for each day, oldest first.' })
  readonly days!: readonly InsightDay[];
  @Field(() => [InsightWeekType], { description: 'Every week that the days touch, oldest first.' })
  readonly weeks!: readonly InsightWeek[];
  @Field(() => [TimeToRemediateType], { description: 'Of all severities first, then of each, worst first.' })
  readonly timeToRemediate!: readonly TimeToRemediate[];
  @Field(() => SlaNumbersType)
  readonly sla!: SlaNumbers;
  @Field(() => FunnelType)
  readonly funnel!: Funnel;
}
