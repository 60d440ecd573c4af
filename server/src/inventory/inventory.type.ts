import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.type.js';
import { ordersOf } from '../graphql/order.type.js';
import { NodeInterface, enumOf } from '../graphql/node.type.js';
import type { DependencyScope, ManifestProblem } from './inventory.js';
import type { OutdatedOrder, OutdatedPackage } from './manifest.js';

/** Why a dependency is there. */
export const DependencyScopeEnum = enumOf('DependencyScope', [
  'RUNTIME',
  'PEER',
  'OPTIONAL',
  'TEST',
  'DEVELOPMENT',
]);

/** Kinds of steps between versions. */
export const VersionStepEnum = enumOf('VersionStep', ['PATCH', 'MINOR', 'MAJOR', 'PRERELEASE', 'NONE']);

@ObjectType('ManifestProblem', {
  description: 'What could not be read in a manifest, and what Backline did instead.',
})
export class ManifestProblemType {
  @Field(() => String)
  readonly code!: string;
  @Field(() => String)
  readonly path!: string;
  @Field(() => Int, { nullable: true })
  readonly line!: number | null;
  @Field(() => String)
  readonly message!: string;
}

/** One file that declares or locks dependencies. */
@ObjectType('Manifest', {
  implements: NodeInterface,
  description: 'One file that declares or locks dependencies.',
})
export class ManifestType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly path!: string;
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly format!: string;
  @Field(() => Boolean, { description: 'False: versions are declared ranges only.' })
  readonly isLocked!: boolean;
  @Field(() => Int)
  readonly dependencyCount!: number;
  @Field(() => [ManifestProblemType])
  readonly problems!: readonly ManifestProblem[];
  readonly projectId!: string;
}

@InputType('ManifestFilter')
export class ManifestFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the path.' })
  search?: string | null;
  @Field(() => [String], { nullable: true, description: 'Names as a manifest writes them, such as `PyPI`.' })
  ecosystem?: string[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether something in it could not be read.' })
  withProblems?: boolean | null;
}

export const ManifestConnection = connectionOf('Manifest', () => ManifestType);

/** A package at a version in a manifest. */
@ObjectType('Dependency', { implements: NodeInterface, description: 'A package at a version in a manifest.' })
export class DependencyType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly manifestPath!: string;
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => String, { description: 'The locked version; where nothing is locked, the declared range.' })
  readonly version!: string;
  @Field(() => Boolean)
  readonly isDirect!: boolean;
  @Field(() => DependencyScopeEnum)
  readonly scope!: DependencyScope;
  readonly projectId!: string;
  readonly inventoryId!: string;
}

export const DependencyConnection = connectionOf('Dependency', () => DependencyType);

@InputType('DependencyFilter')
export class DependencyFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Names as a dependency writes them, such as `PyPI`.',
  })
  ecosystem?: string[] | null;
  @Field(() => Boolean, { nullable: true })
  isDirect?: boolean | null;
  @Field(() => Boolean, { nullable: true })
  isVulnerable?: boolean | null;
  @Field(() => String, { nullable: true })
  manifestPath?: string | null;
  @Field(() => [DependencyScopeEnum], { nullable: true })
  scope?: DependencyScope[] | null;
}

/** How outdated packages are ordered. */
export const OutdatedOrders = ordersOf<OutdatedOrder>('OutdatedOrder', {
  NAME: 'ASC',
  STEP: 'DESC',
  BEHIND: 'DESC',
  AGE: 'DESC',
});

@InputType('OutdatedFilter')
export class OutdatedFilterInput {
  @Field(() => String, { nullable: true, description: 'Part of the name.' })
  search?: string | null;
  @Field(() => [String], { nullable: true })
  ecosystem?: string[] | null;
  @Field(() => [VersionStepEnum], { nullable: true, description: 'From current to latest.' })
  step?: OutdatedPackage['step'][] | null;
  @Field(() => [DependencyScopeEnum], { nullable: true })
  scope?: DependencyScope[] | null;
  @Field(() => String, { nullable: true })
  manifestPath?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether the current version is deprecated or yanked.',
  })
  isWithdrawn?: boolean | null;
}

/** A direct dependency that is behind. */
@ObjectType('OutdatedPackage', { description: 'A direct dependency that is behind.' })
export class OutdatedPackageType {
  @Field(() => ID)
  readonly id!: string;
  @Field(() => String)
  readonly manifestPath!: string;
  @Field(() => String)
  readonly ecosystem!: string;
  @Field(() => String)
  readonly name!: string;
  @Field(() => String)
  readonly declaredRange!: string;
  @Field(() => String)
  readonly current!: string;
  @Field(() => String, { nullable: true, description: 'The highest version within the declared range.' })
  readonly wanted!: string | null;
  @Field(() => String)
  readonly latest!: string;
  @Field(() => String, { nullable: true })
  readonly deprecated!: string | null;
  @Field(() => String, { nullable: true, description: 'Why its publisher took the current version back.' })
  readonly yanked!: string | null;
  @Field(() => DependencyScopeEnum)
  readonly scope!: DependencyScope;
  @Field(() => VersionStepEnum, { description: 'From current to latest.' })
  readonly step!: OutdatedPackage['step'];
  readonly currentReleasedAt!: string | null;
  readonly latestReleasedAt!: string | null;
}

export const OutdatedPackageConnection = connectionOf('OutdatedPackage', () => OutdatedPackageType);
