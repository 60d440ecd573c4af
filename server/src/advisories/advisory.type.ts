import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { UrlScalar } from '../graphql/scalars.js';
import { connectionOf } from '../graphql/connection.type.js';
import { ordersOf } from '../graphql/order.type.js';
import { IdempotentInput } from '../graphql/idempotent-input.type.js';
import { enumOf, NodeInterface } from '../graphql/node.type.js';
import { SeverityEnum } from '../graphql/severity.type.js';
import type { AdvisoryOrder } from './advisory-ports.js';
import type { Advisory, Severity } from './advisory.js';

/** What a record says of one package. */
@ObjectType('AffectedRange', { description: 'What a record says of one package.' })
export class AffectedRangeType {
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => [String], { description: 'Such as `>= 4.0.0, < 4.17.21`.' })
  readonly ranges!: readonly string[];
}

/** One record in OSV form. */
@ObjectType('Advisory', { implements: NodeInterface, description: 'One record in OSV form.' })
export class AdvisoryType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => [String])
  readonly aliases!: readonly string[];
  @Field(() => String)
  readonly summary!: string;
  @Field(() => String, { description: "The publisher's words, as text: never render them as HTML." })
  readonly details!: string;
  @Field(() => SeverityEnum)
  readonly severity!: Severity;
  @Field(() => Float, { nullable: true, description: 'The worst CVSS score, 0 to 10.' })
  readonly score!: number | null;
  @Field(() => String, { nullable: true })
  readonly vector!: string | null;
  @Field(() => Boolean)
  readonly isMalicious!: boolean;
  @Field(() => [UrlScalar], { description: 'https links only.' })
  readonly references!: readonly string[];
  @Field(() => [String])
  readonly cwes!: readonly string[];
  readonly publishedAt!: string | null;
  readonly modifiedAt!: string;
  readonly withdrawnAt!: string | null;
  readonly affected!: Advisory['affected'];
}

export const AdvisoryConnection = connectionOf('Advisory', () => AdvisoryType);

@InputType()
export class SyncAdvisoriesInput extends IdempotentInput {}

@InputType('AdvisoryFilter')
export class AdvisoryFilterInput {
  @Field(() => String, { nullable: true, description: 'In ids, aliases, package names and summaries.' })
  search?: string | null;
  @Field(() => [SeverityEnum], { nullable: true })
  severity?: Severity[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether there is an open finding of it.' })
  withOpenFindings?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether it says that a package is malware.' })
  isMalicious?: boolean | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it is in the catalogue of known exploited vulnerabilities (KEV).',
  })
  isKnownExploited?: boolean | null;
  @Field(() => String, { nullable: true, description: 'As a finding writes it, such as `PyPI`.' })
  ecosystem?: string | null;
  @Field(() => Date, { nullable: true })
  publishedFrom?: Date | null;
}

export const AdvisoryOrders = ordersOf<AdvisoryOrder>('AdvisoryOrder', {
  MODIFIED: 'DESC',
  PUBLISHED: 'DESC',
  SEVERITY: 'DESC',
  FINDINGS: 'DESC',
});

const AdvisoryImportStateEnum = enumOf('AdvisoryImportState', ['RUNNING', 'SUCCEEDED', 'FAILED']);

/** One import of advisories and how it went. */
@ObjectType('AdvisoryImport', { description: 'One import of advisories and how it went.' })
export class AdvisoryImportType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly source!: string;
  @Field(() => AdvisoryImportStateEnum)
  readonly state!: string;
  @Field(() => Date)
  readonly startedAt!: Date;
  @Field(() => Date, { nullable: true })
  readonly finishedAt!: Date | null;
  @Field(() => Int)
  readonly read!: number;
  @Field(() => Int)
  readonly new!: number;
  @Field(() => Int)
  readonly changed!: number;
  @Field(() => Int)
  readonly unchanged!: number;
  @Field(() => Int)
  readonly withdrawn!: number;
  @Field(() => Int, { description: 'Records that were skipped.' })
  readonly broken!: number;
  @Field(() => String, { nullable: true })
  readonly error!: string | null;
  @Field(() => [String], { description: 'A sample of what was skipped, and why.' })
  readonly problems!: readonly string[];
}

@ObjectType('EcosystemCount', { description: 'How many advisories speak of an ecosystem.' })
export class EcosystemCountType {
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => Int)
  readonly count!: number;
}

/** How many advisories there are, and how fresh they are. */
@ObjectType('AdvisoryStatus', { description: 'How many advisories there are, and how fresh they are.' })
export class AdvisoryStatusType {
  @Field(() => Int)
  readonly total!: number;
  @Field(() => [EcosystemCountType])
  readonly byEcosystem!: readonly EcosystemCountType[];
  @Field(() => AdvisoryImportType, { nullable: true })
  readonly lastImport!: AdvisoryImportType | null;
  @Field(() => [AdvisoryImportType], { description: 'The latest ten, newest first.' })
  readonly imports!: readonly AdvisoryImportType[];
  @Field(() => Date, { nullable: true })
  readonly lastSyncedAt!: Date | null;
}

/** All records about one flaw. */
@ObjectType('AdvisoryGroup', { implements: NodeInterface, description: 'All records about one flaw.' })
export class AdvisoryGroupType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly primaryId!: string;
  @Field(() => [String])
  readonly ids!: readonly string[];
  @Field(() => String)
  readonly summary!: string;
  @Field(() => SeverityEnum)
  readonly severity!: Severity;
  @Field(() => Float, { nullable: true })
  readonly score!: number | null;
}
