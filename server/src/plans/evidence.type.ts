import { Field, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { enumOf } from '../graphql/node.type.js';
import type { BreakingRisk, EvidenceLink, UnmetRequirement, Usage } from './plan.js';
import { RiskLevelEnum } from './plan-kind.type.js';

/** How likely something breaks, and why. */
@ObjectType('BreakingRisk', { description: 'How likely something breaks, with the reasons.' })
export class BreakingRiskType {
  @Field(() => RiskLevelEnum)
  readonly level!: BreakingRisk['level'];
  @Field(() => [String], { description: 'Sentences, weightiest first.' })
  readonly reasons!: readonly string[];
}

const EvidenceLinkKindEnum = enumOf('EvidenceLinkKind', [
  'COMPARISON',
  'RELEASE',
  'CHANGELOG',
  'REPOSITORY',
  'PACKAGE',
] satisfies EvidenceLink['kind'][]);

@ObjectType('EvidenceLink', { description: 'Where to read what changed.' })
export class EvidenceLinkType {
  @Field(() => EvidenceLinkKindEnum)
  readonly kind!: EvidenceLink['kind'];
  @Field(() => UrlScalar, { description: 'https only.' })
  readonly url!: string;
}

@ObjectType('Usage', { description: "Where the project's own files import a package." })
export class UsageType {
  @Field(() => [String], { description: 'At most 20, sorted.' })
  readonly files!: readonly string[];
  @Field(() => Int, { description: 'How many files there are in all.' })
  readonly count!: number;
  @Field(() => Boolean, { description: 'False where not all of the source was read.' })
  readonly isComplete!: boolean;
}

const RequirementKindEnum = enumOf('RequirementKind', [
  'ENGINE',
  'PEER',
] satisfies UnmetRequirement['kind'][]);

@ObjectType('UnmetRequirement', {
  description: 'What the new version asks for beside its dependencies and the project is not seen to meet.',
})
export class UnmetRequirementType {
  @Field(() => RequirementKindEnum)
  readonly kind!: UnmetRequirement['kind'];
  @Field(() => String, { description: 'Such as `node` or `react`.' })
  readonly name!: string;
  @Field(() => String)
  readonly range!: string;
  @Field(() => String, { nullable: true, description: 'What the project has; null where it says nothing.' })
  readonly present!: string | null;
}

@ObjectType('Evidence', { description: 'What speaks for and against a change.' })
export class EvidenceType {
  @Field(() => BreakingRiskType)
  readonly risk!: BreakingRisk;
  @Field(() => [EvidenceLinkType], { description: 'Most specific first.' })
  readonly links!: readonly EvidenceLink[];
  @Field(() => UsageType, {
    nullable: true,
    description: 'Null where nobody looked: only what may break something is looked for.',
  })
  readonly usage!: Usage | null;
  @Field(() => [UnmetRequirementType])
  readonly unmet!: readonly UnmetRequirement[];
}
