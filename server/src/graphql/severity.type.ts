import { Field, Int, ObjectType } from 'type-graphql';
import { SEVERITIES } from '../advisories/advisory.js';
import type { SeverityCounts } from '../projects/project.js';
import { enumOf } from './node.type.js';

/** Severities, lowest first. */
export const SeverityEnum = enumOf('Severity', SEVERITIES);

/** How many of each severity. */
@ObjectType('SeverityCounts', { description: 'How many of each severity.' })
export class SeverityCountsType implements SeverityCounts {
  @Field(() => Int)
  readonly none!: number;
  @Field(() => Int)
  readonly low!: number;
  @Field(() => Int)
  readonly medium!: number;
  @Field(() => Int)
  readonly high!: number;
  @Field(() => Int)
  readonly critical!: number;
  @Field(() => Int)
  readonly malicious!: number;
  @Field(() => Int)
  readonly total!: number;
}
