import DataLoader from 'dataloader';
import { Arg, Args, Authorized, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { AuditEventConnection } from '../audit/audit-event.type.js';
import { AppError } from '../errors.js';
import { signedIn } from '../graphql/authorize.js';
import { PageArgs } from '../graphql/connection.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { readHistory } from '../graphql/history.js';
import { readList } from '../graphql/page.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import type { Integration } from '../integrations/integration.js';
import { IntegrationType } from '../integrations/integration.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import { layersAt } from './effective-policy.js';
import type { Policy } from './policy.js';
import type { StoredPolicy } from './policy-store.js';
import { type PolicyScope, scopeKey, scopesAround, scopesOf } from './policy-scope.js';
import {
  PolicyConnection,
  type PolicyFieldsInput,
  type PolicyIgnoreInput,
  PolicyPayload,
  PolicyPreviewType,
  PolicyScopeInput,
  PolicyScopeType,
  PolicyType,
  UpdatePolicyInput,
} from './policy.type.js';
import { POLICY_FIELDS, resolvePolicy } from './resolve-policy.js';
import { nameScope } from './scope-name.js';
import { type PolicyChange, previewPolicy, updatePolicy } from './update-policy.js';

/** What people allow, at every scope. */
@Resolver(() => PolicyType)
export class PolicyResolver {
  @FieldResolver(() => AuditEventConnection, { description: 'What was set and unset at this very scope.' })
  history(
    @Root() { scope }: PolicyType,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof AuditEventConnection>> {
    return readHistory(context, { subject: `policy:${scopeKey(scope.scope)}` }, args);
  }

  @Authorized('READ')
  @Query(() => PolicyType, { description: 'What holds at a scope, and where each value comes from.' })
  async policy(
    @Arg('scope', () => PolicyScopeInput) input: PolicyScopeInput,
    @Ctx() context: GraphQLContext,
  ): Promise<PolicyType> {
    const scope = toScope(input);
    await nameScope(context.read, scope);
    return policyAt(scope, context);
  }

  @Authorized('READ')
  @Query(() => PolicyConnection, { description: 'Every scope at which something is set.' })
  async policies(
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: GraphQLContext,
  ): Promise<InstanceType<typeof PolicyConnection>> {
    const list = context.read.policies.paged();
    const page = await readList(args, { name: 'policies', list });
    const rows = await policiesAt(
      page.rows.map(({ scope }) => scope),
      context,
    );
    return new PolicyConnection({ ...page, rows });
  }

  @Authorized('ADMIN')
  @Query(() => PolicyPreviewType, { description: 'What `updatePolicy` with the same input would concern.' })
  policyPreview(
    @Arg('input', () => UpdatePolicyInput) input: UpdatePolicyInput,
    @Ctx() { read }: GraphQLContext,
  ): Promise<PolicyPreviewType> {
    return withUserErrors<PolicyPreviewType>(
      async () => {
        const { changed, ...reach } = await previewPolicy(read, toChange(input));
        return { ...reach, changedFields: changed, userErrors: [] };
      },
      (userErrors) => ({
        projects: 0,
        findings: 0,
        plans: 0,
        plansAgain: false,
        changedFields: [],
        userErrors,
      }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => PolicyPayload, {
    description:
      'Sets and unsets fields of the policy of a scope. Projects that it concerns are planned again.',
  })
  updatePolicy(
    @Arg('input', () => UpdatePolicyInput) input: UpdatePolicyInput,
    @Ctx() context: GraphQLContext,
  ): Promise<PolicyPayload> {
    return withUserErrors<PolicyPayload>(
      async () => {
        const change = toChange(input);
        const job = await updatePolicy(context, signedIn(context), change);
        return { policy: await policyAt(change.scope, context), job, userErrors: [] };
      },
      (userErrors) => ({ policy: null, job: null, userErrors }),
    );
  }
}

/** What holds for a project. */
@Resolver(() => ProjectType)
export class ProjectPolicyResolver {
  @FieldResolver(() => PolicyType, { description: 'What holds for it, and where each value comes from.' })
  policy(@Root() { id: projectId }: Project, @Ctx() context: GraphQLContext): Promise<PolicyType> {
    const loader = policiesOfProjects.get(context.loaders) ?? policyLoader(context);
    policiesOfProjects.set(context.loaders, loader);
    return loader.load({ kind: 'PROJECT', projectId });
  }
}

const policiesOfProjects = new WeakMap<object, DataLoader<PolicyScope, PolicyType>>();

function policyLoader(context: GraphQLContext): DataLoader<PolicyScope, PolicyType> {
  return new DataLoader((scopes) => policiesAt(scopes, context), { cache: false });
}

/** What a scope is. */
@Resolver(() => PolicyScopeType)
export class PolicyScopeResolver {
  @FieldResolver(() => String, { description: 'What to call it: a name or a path.' })
  async name(@Root() { scope }: PolicyScopeType, @Ctx() { loaders }: GraphQLContext): Promise<string> {
    if (scope.kind === 'BACKLINE') return 'All of Backline';
    if (scope.kind === 'GROUP') return scope.groupPath;
    if (scope.kind === 'PROJECT') return (await loaders.project.load(scope.projectId))?.path ?? '';
    return (await loaders.integration.load(scope.integrationId))?.name ?? '';
  }

  @FieldResolver(() => IntegrationType, { nullable: true, description: 'Of an INTEGRATION or a GROUP.' })
  async integration(
    @Root() { scope }: PolicyScopeType,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Integration | null> {
    return 'integrationId' in scope ? loaders.integration.load(scope.integrationId) : null;
  }

  @FieldResolver(() => ProjectType, { nullable: true, description: 'Of a PROJECT.' })
  async project(
    @Root() { scope }: PolicyScopeType,
    @Ctx() { loaders }: GraphQLContext,
  ): Promise<Project | null> {
    return scope.kind === 'PROJECT' ? loaders.project.load(scope.projectId) : null;
  }
}

async function policyAt(scope: PolicyScope, context: GraphQLContext): Promise<PolicyType> {
  const [policy] = await policiesAt([scope], context);
  if (policy === undefined) throw new AppError('INTERNAL', 'The policy of a scope was not resolved.');
  return policy;
}

/** What holds at many scopes, with one statement for all that is stored around them. */
async function policiesAt(
  scopes: readonly PolicyScope[],
  { read, loaders, policy: defaults }: GraphQLContext,
): Promise<PolicyType[]> {
  const surroundings = await Promise.all(scopes.map((scope) => around(scope, loaders)));
  const found = await read.policies.findMany(surroundings.flat());
  const stored = new Map(found.map((each) => [scopeKey(each.scope), each]));
  return scopes.map((scope, index) => resolvedAt(scope, surroundings[index] ?? [scope], stored, defaults));
}

function resolvedAt(
  scope: PolicyScope,
  scopes: readonly PolicyScope[],
  stored: ReadonlyMap<string, StoredPolicy>,
  defaults: Policy,
): PolicyType {
  const { policy, origins } = resolvePolicy(defaults, layersAt(scopes, stored));
  const own = stored.get(scopeKey(scope));
  return {
    ...toFields(policy),
    scope: toScopeType(scope),
    origins: POLICY_FIELDS.map((field) => {
      const origin = origins[field];
      return {
        field,
        scope: origin === null ? null : toScopeType(origin),
        isSetHere: origin !== null && scopeKey(origin) === scopeKey(scope),
      };
    }),
    updatedAt: own?.updatedAt ?? null,
    updatedBy: own?.updatedBy ?? null,
  };
}

async function around(
  scope: PolicyScope,
  loaders: GraphQLContext['loaders'],
): Promise<readonly PolicyScope[]> {
  if (scope.kind !== 'PROJECT') return scopesAround(scope);
  const project = await loaders.project.load(scope.projectId);
  return project === null ? [scope] : scopesOf(project);
}

function toFields(policy: Policy): Omit<PolicyType, 'scope' | 'origins' | 'updatedAt' | 'updatedBy'> {
  const { CRITICAL: critical, HIGH: high, MEDIUM: medium, LOW: low } = policy.slaDays;
  return {
    ...policy,
    slaDays: { critical, high, medium, low },
    ignores: policy.ignores.map((ignore) => ({
      ...ignore,
      until: ignore.until === null ? null : new Date(ignore.until),
    })),
  };
}

function toScopeType(scope: PolicyScope): PolicyScopeType {
  return { kind: scope.kind, groupPath: scope.kind === 'GROUP' ? scope.groupPath : null, scope };
}

function toScope({ kind, integrationId, groupPath, projectId }: PolicyScopeInput): PolicyScope {
  const needed = (value: string | null | undefined, field: string): string => {
    if (value != null && value !== '') return value;
    throw new AppError('BAD_INPUT', `A scope of this kind needs ${field}.`, {
      details: { field: `scope.${field}` },
    });
  };
  const integration = () =>
    fromGlobalId(needed(integrationId, 'integrationId'), 'Integration', 'scope.integrationId');
  switch (kind) {
    case 'BACKLINE':
      return { kind };
    case 'INTEGRATION':
      return { kind, integrationId: integration() };
    case 'GROUP':
      return { kind, integrationId: integration(), groupPath: needed(groupPath, 'groupPath') };
    case 'PROJECT':
      return { kind, projectId: fromGlobalId(needed(projectId, 'projectId'), 'Project', 'scope.projectId') };
  }
}

function toChange({ scope, set, unset }: UpdatePolicyInput): PolicyChange {
  return { scope: toScope(scope), set: set == null ? {} : toGiven(set), unset: unset ?? [] };
}

/** The fields that were given, as they are stored; whether they are right is judged where they are kept. */
function toGiven(input: PolicyFieldsInput): Readonly<Record<string, unknown>> {
  const { ignores, slaDays, automaticApproval, mergeRequest, ...plain } = input;
  const given: [string, unknown][] = Object.entries(plain).filter(([, value]) => value !== undefined);
  if (ignores !== undefined) given.push(['ignores', ignores === null ? null : ignores.map(toIgnore)]);
  if (automaticApproval !== undefined)
    given.push(['automaticApproval', automaticApproval === null ? null : { ...automaticApproval }]);
  if (slaDays !== undefined) given.push(['slaDays', slaDays === null ? null : toSlaDays(slaDays)]);
  if (mergeRequest !== undefined)
    given.push([
      'mergeRequest',
      mergeRequest === null ? null : { ...mergeRequest, squash: mergeRequest.squash ?? null },
    ]);
  return Object.fromEntries(given);
}

function toIgnore({
  advisory,
  packageName,
  reason,
  until,
}: PolicyIgnoreInput): Readonly<Record<string, unknown>> {
  return {
    advisory: advisory ?? null,
    packageName: packageName ?? null,
    reason,
    until: until?.toISOString() ?? null,
  };
}

function toSlaDays(days: NonNullable<PolicyFieldsInput['slaDays']>): Readonly<Record<string, unknown>> {
  const { critical, high, medium, low } = days;
  return { CRITICAL: critical ?? null, HIGH: high ?? null, MEDIUM: medium ?? null, LOW: low ?? null };
}
