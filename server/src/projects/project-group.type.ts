import { Field, Int, ObjectType } from 'type-graphql';
import { SeverityCountsType } from '../graphql/severity.type.js';
import type { SeverityCounts } from './project.js';

@ObjectType('ProjectGroup', {
  description: 'A GitLab group that has projects in the catalogue, itself or below it.',
})
export class ProjectGroupType {
  @Field(() => String, { description: 'Its full path.' })
  readonly path!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => Int, { description: 'Projects in it and below it.' })
  readonly projectCount!: number;
  @Field(() => Boolean, { description: 'Whether there are groups below it.' })
  readonly hasSubgroups!: boolean;
  @Field(() => SeverityCountsType, { description: 'Of the projects in it and below it.' })
  readonly openFindings!: SeverityCounts;
  readonly integrationId!: string;
}
