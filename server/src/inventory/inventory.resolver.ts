import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root } from 'type-graphql';
import { PurlScalar } from '../graphql/scalars.js';
import { knownEcosystems } from '../graphql/known-ecosystems.js';
import { AppError } from '../errors.js';
import { packageUrl } from '../exports/package-url.js';
import { countBySeverity } from '../findings/severity-counts.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import type { OrderInput } from '../graphql/order.type.js';
import { nestedReader } from '../graphql/page.js';
import { toGlobalId } from '../graphql/global-id.js';
import { SeverityCountsType } from '../graphql/severity.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import {
  DependencyConnection,
  DependencyFilterInput,
  DependencyType,
  ManifestConnection,
  ManifestFilterInput,
  ManifestType,
  OutdatedFilterInput,
  OutdatedOrders,
  OutdatedPackageConnection,
  OutdatedPackageType,
} from './inventory.type.js';
import type {
  Dependency,
  DependencyFilter,
  Manifest,
  ManifestFilter,
  OutdatedFilter,
  OutdatedOrder,
  OutdatedPackage,
} from './manifest.js';

@ArgsType()
class ManifestsArgs extends PageArgs {
  @Field(() => ManifestFilterInput, { nullable: true })
  filter?: ManifestFilterInput | null;
}

@ArgsType()
class DependenciesArgs extends PageArgs {
  @Field(() => DependencyFilterInput, { nullable: true })
  filter?: DependencyFilterInput | null;
}

@ArgsType()
class OutdatedArgs extends PageArgs {
  @Field(() => OutdatedFilterInput, { nullable: true })
  filter?: OutdatedFilterInput | null;
  @Field(() => OutdatedOrders.Input, { defaultValue: OutdatedOrders.by('STEP') })
  orderBy!: OrderInput<OutdatedOrder>;
}

/** What a project's inventory holds. */
@Resolver(() => ProjectType)
export class ProjectInventoryResolver {
  @FieldResolver(() => ManifestConnection)
  async manifests(
    @Root() { id: parent }: Project,
    @Args(() => ManifestsArgs) args: ManifestsArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof ManifestConnection>> {
    const filter = toManifestFilter(args.filter);
    const list = read.inventories.pagedManifests(filter);
    const source = { name: 'Project.manifests', parent, filter, list };
    return new ManifestConnection(await manifestsOfProject(loaders, args, source));
  }

  @FieldResolver(() => DependencyConnection)
  async dependencies(
    @Root() { id: parent }: Project,
    @Args(() => DependenciesArgs) args: DependenciesArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof DependencyConnection>> {
    const filter = toFilter(args.filter);
    const list = read.inventories.pagedDependencies(filter);
    const source = { name: 'Project.dependencies', list, parent, filter };
    return new DependencyConnection(await dependenciesOfProject(loaders, args, source));
  }

  @FieldResolver(() => OutdatedPackageConnection, { description: 'Direct dependencies that are behind.' })
  async outdated(
    @Root() { id: parent }: Project,
    @Args(() => OutdatedArgs) args: OutdatedArgs,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<InstanceType<typeof OutdatedPackageConnection>> {
    const filter = toOutdatedFilter(args.filter);
    const order = OutdatedOrders.read(args.orderBy);
    const list = read.inventories.pagedOutdated(filter, order.field);
    const source = { name: 'Project.outdated', order, list, parent, filter };
    return new OutdatedPackageConnection(await outdatedOfProject(loaders, args, source));
  }
}

function toManifestFilter(input: ManifestFilterInput | null | undefined): ManifestFilter {
  return {
    ...(input?.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input?.ecosystem == null ? {} : { ecosystems: knownEcosystems(input.ecosystem) }),
    ...(input?.withProblems == null ? {} : { withProblems: input.withProblems }),
  };
}

const manifestsOfProject = nestedReader<Manifest>();
const dependenciesOfProject = nestedReader<Dependency>();
const outdatedOfProject = nestedReader<OutdatedPackage>();

/** One manifest of a project. */
@Resolver(() => ManifestType)
export class ManifestResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: Manifest): string {
    return toGlobalId('Manifest', id);
  }

  @FieldResolver(() => SeverityCountsType)
  async openFindings(
    @Root() { projectId, path }: Manifest,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<SeverityCountsType> {
    return countBySeverity(
      await loaders.openFindings.load({ projectId, manifestPath: path, packageName: null }),
    );
  }
}

/** One dependency. */
@Resolver(() => DependencyType)
export class DependencyResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: Dependency): string {
    return toGlobalId('Dependency', id);
  }

  @FieldResolver(() => ProjectType)
  async project(@Root() { projectId }: Dependency, @Ctx() { loaders }: GraphQLContext): Promise<Project> {
    const project = await loaders.project.load(projectId);
    if (project === null) throw new AppError('INTERNAL', 'The project of this dependency is gone.');
    return project;
  }

  @FieldResolver(() => PurlScalar, { description: 'Of the package at this version.' })
  purl(@Root() { ecosystem, name, version }: Dependency): string {
    // Names that no package URL can hold stand in locks all the same.
    return packageUrl(ecosystem, name, version) ?? `pkg:generic/${encodeURIComponent(name)}`;
  }

  @FieldResolver(() => [[String]], { description: 'At most 5 shortest paths that bring it in.' })
  async paths(
    @Root() { inventoryId, name, version }: Dependency,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<readonly (readonly string[])[]> {
    return (await loaders.paths.load(inventoryId)).pathsOf(name, version);
  }

  @FieldResolver(() => SeverityCountsType)
  async openFindings(
    @Root() { projectId, manifestPath, name, version }: Dependency,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<SeverityCountsType> {
    const findings = await loaders.openFindings.load({ projectId, manifestPath, packageName: name });
    return countBySeverity(findings.filter(({ versions }) => versions.includes(version)));
  }
}

/** One outdated package. */
@Resolver(() => OutdatedPackageType)
export class OutdatedPackageResolver {
  @FieldResolver(() => ID)
  id(@Root() { id }: OutdatedPackage): string {
    return toGlobalId('OutdatedPackage', id);
  }

  @FieldResolver(() => Date, { nullable: true })
  currentReleasedAt(@Root() { currentReleasedAt }: OutdatedPackage): Date | null {
    return currentReleasedAt === null ? null : new Date(currentReleasedAt);
  }

  @FieldResolver(() => Date, { nullable: true })
  latestReleasedAt(@Root() { latestReleasedAt }: OutdatedPackage): Date | null {
    return latestReleasedAt === null ? null : new Date(latestReleasedAt);
  }
}

/** The filter that a client sent. */
export function toFilter(input: DependencyFilterInput | null | undefined): DependencyFilter {
  return {
    ...(input?.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input?.ecosystem == null ? {} : { ecosystems: knownEcosystems(input.ecosystem) }),
    ...(input?.isDirect == null ? {} : { isDirect: input.isDirect }),
    ...(input?.isVulnerable == null ? {} : { isVulnerable: input.isVulnerable }),
    ...(input?.manifestPath == null ? {} : { manifestPath: input.manifestPath }),
    ...(input?.scope == null ? {} : { scopes: input.scope }),
  };
}

function toOutdatedFilter(input: OutdatedFilterInput | null | undefined): OutdatedFilter {
  return {
    ...(input?.search == null ? {} : { search: input.search.slice(0, 200) }),
    ...(input?.ecosystem == null ? {} : { ecosystems: knownEcosystems(input.ecosystem) }),
    ...(input?.step == null ? {} : { steps: input.step }),
    ...(input?.scope == null ? {} : { scopes: input.scope }),
    ...(input?.manifestPath == null ? {} : { manifestPath: input.manifestPath }),
    ...(input?.isWithdrawn == null ? {} : { isWithdrawn: input.isWithdrawn }),
  };
}
