import { Field, Int, ObjectType } from 'type-graphql';
import { SeverityEnum } from '../graphql/severity.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import type { FoundAdvisory, FoundPackage } from './search.js';

@ObjectType('FoundPackage', { description: 'A package that some project has.' })
export class FoundPackageType {
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => Int)
  readonly projectCount!: number;
  @Field(() => Int)
  readonly openFindings!: number;
}

@ObjectType('FoundAdvisory', { description: 'An advisory by one of its names.' })
export class FoundAdvisoryType {
  @Field(() => String)
  readonly advisoryId!: string;
  @Field(() => String)
  readonly summary!: string;
  @Field(() => SeverityEnum)
  readonly severity!: string;
  @Field(() => Int)
  readonly openFindings!: number;
}

@ObjectType('SearchResults', { description: 'What a text finds, the best first.' })
export class SearchResultsType {
  @Field(() => [ProjectType])
  readonly projects!: readonly Project[];
  @Field(() => [FoundPackageType])
  readonly packages!: readonly FoundPackage[];
  @Field(() => [FoundAdvisoryType])
  readonly advisories!: readonly FoundAdvisory[];
}
