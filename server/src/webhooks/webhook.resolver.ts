import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { GraphQLContext } from '../graphql/context.js';
import type { Integration } from '../integrations/integration.js';
import { IntegrationType } from '../integrations/integration.type.js';
import type { Project } from '../projects/project.js';
import { ProjectType } from '../projects/project.type.js';
import type { GitLabHookRow } from './gitlab-hook.js';
import { NO_PUBLIC_ADDRESS } from './keep-webhooks.js';
import { IntegrationWebhooksType, ProjectWebhookType } from './webhook.type.js';

/** How an integration's webhooks do. */
@Resolver(() => IntegrationType)
export class IntegrationWebhooksResolver {
  @FieldResolver(() => IntegrationWebhooksType)
  async webhooks(
    @Root() { id, settings }: Integration,
    @Ctx() { loaders, publicUrl }: GraphQLContext,
  ): Promise<IntegrationWebhooksType> {
    const counts = await loaders.webhookCounts.load(id);
    const isOn = settings.makesWebhooks;
    return {
      isOn,
      active: counts?.ACTIVE ?? 0,
      disabled: counts?.DISABLED ?? 0,
      failed: counts?.FAILED ?? 0,
      waiting: (counts?.MAKING ?? 0) + (counts?.REMOVING ?? 0),
      problem: isOn && publicUrl === null ? NO_PUBLIC_ADDRESS : null,
    };
  }
}

/** How a project's webhook does. */
@Resolver(() => ProjectType)
export class ProjectWebhookResolver {
  @FieldResolver(() => ProjectWebhookType, {
    nullable: true,
    description: 'Null where there is none: Backline looks by itself.',
  })
  webhook(@Root() { id }: Project, @Ctx() { loaders }: GraphQLContext): Promise<GitLabHookRow | null> {
    return loaders.webhookOfProject.load(id);
  }
}
