import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import { REGISTRY_ECOSYSTEMS } from '../registries/default-registries.js';
import { integrationProxyPlace } from '../secrets/secret-store.js';
import { notDone } from './integration-payload.type.js';
import type { ConnectionCheck, Integration } from './integration.js';
import {
  ConnectionCheckType,
  IntegrationPayload,
  IntegrationRegistryType,
  IntegrationSettingsType,
  IntegrationType,
  UpdateIntegrationInput,
} from './integration.type.js';
import { seenChecks, seenSettings } from './limited-integration.js';
import { updateIntegration } from './update-integration.js';

/** The package registries of an integration. */
@Resolver(() => IntegrationType)
export class IntegrationRegistryResolver {
  @FieldResolver(() => [IntegrationRegistryType], {
    description: 'Where the versions of packages are asked for, by ecosystem.',
  })
  async registries(
    @Root() { id }: Integration,
    @Ctx() { loaders, registryDefaults }: GraphQLContext,
  ): Promise<readonly IntegrationRegistryType[]> {
    const own = await loaders.integrationRegistries.load(id);
    return REGISTRY_ECOSYSTEMS.map((ecosystem) => {
      const address = registryDefaults[ecosystem];
      const chosen = address === null ? undefined : own.find((each) => each.ecosystem === ecosystem);
      return chosen === undefined
        ? { ecosystem, url: address, isDefault: true, hasToken: false }
        : { ecosystem, url: chosen.url, isDefault: false, hasToken: chosen.hasToken };
    });
  }

  @FieldResolver(() => IntegrationSettingsType, { description: 'What is set for it.' })
  async settings(
    @Root() integration: Integration,
    @Ctx() { inTransaction, viewer }: GraphQLContext,
  ): Promise<IntegrationSettingsType> {
    const { id } = integration;
    const settings = seenSettings(integration, viewer?.limitedTo ?? null);
    if (settings.proxyUrl === null) return { ...settings, hasProxyLogin: false };
    const login = await inTransaction(({ secrets }) => secrets.get(integrationProxyPlace(id)));
    return { ...settings, hasProxyLogin: login !== null };
  }

  @FieldResolver(() => [ConnectionCheckType], { description: 'The checks as they were when last verified.' })
  checks(@Root() integration: Integration, @Ctx() { viewer }: GraphQLContext): readonly ConnectionCheck[] {
    return seenChecks(integration, viewer?.limitedTo ?? null);
  }

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, {
    description:
      'Changes what is set for an integration: the package registries that its projects are checked against, groups, webhooks, and how its GitLab is reached.',
  })
  updateIntegration(
    @Arg('input', () => UpdateIntegrationInput) input: UpdateIntegrationInput,
    @Ctx() context: GraphQLContext,
  ): Promise<IntegrationPayload> {
    return withUserErrors<IntegrationPayload>(async () => {
      const registries = (input.registries ?? []).map(({ ecosystem, url, token }) => ({
        ecosystem,
        url: url ?? null,
        token: token ?? null,
      }));
      const id = fromGlobalId(input.id, 'Integration', 'id');
      const { allowGroups, denyGroups, makesWebhooks, proxyUrl, caPem } = input;
      const settings = {
        ...(allowGroups == null ? {} : { allowGroups }),
        ...(denyGroups == null ? {} : { denyGroups }),
        ...(makesWebhooks == null ? {} : { makesWebhooks }),
        ...(proxyUrl === undefined ? {} : { proxyUrl }),
        ...(caPem === undefined ? {} : { caPem }),
      };
      const change = { id, registries, settings };
      const integration = await updateIntegration(context, signedIn(context), change);
      return { integration, checks: [], job: null, userErrors: [] };
    }, notDone);
  }
}
