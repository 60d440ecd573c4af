import { Arg, Authorized, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { signedIn } from '../graphql/authorize.js';
import type { GraphQLContext } from '../graphql/context.js';
import { fromGlobalId } from '../graphql/global-id.js';
import { withUserErrors } from '../graphql/user-error.type.js';
import { REGISTRY_ECOSYSTEMS } from '../registries/default-registries.js';
import { notDone } from './integration-payload.type.js';
import type { Integration } from './integration.js';
import {
  IntegrationPayload,
  IntegrationRegistryType,
  IntegrationType,
  UpdateIntegrationInput,
} from './integration.type.js';
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

  @Authorized('ADMIN')
  @Mutation(() => IntegrationPayload, {
    description:
      'Changes what is set for an integration: the package registries that its projects are checked against.',
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
      const integration = await updateIntegration(context, signedIn(context), { id, registries });
      return { integration, checks: [], job: null, userErrors: [] };
    }, notDone);
  }
}
