import { Field, Int, ObjectType } from 'type-graphql';
import { enumOf } from '../graphql/node.type.js';
import type { HookState } from './gitlab-hook.js';

const WebhookStateEnum = enumOf(
  'WebhookState',
  ['MAKING', 'ACTIVE', 'DISABLED', 'FAILED', 'REMOVING'] satisfies HookState[],
  'MAKING: to be made. ACTIVE: events come. DISABLED: GitLab stopped it after failures. FAILED: it could not be made. REMOVING: to be removed.',
);

/** The webhook in a project. */
@ObjectType('ProjectWebhook', { description: 'The webhook that Backline made in a project.' })
export class ProjectWebhookType {
  @Field(() => WebhookStateEnum)
  readonly state!: HookState;
  @Field(() => String, { nullable: true, description: 'Why it does not work; null while all is well.' })
  readonly problem!: string | null;
  @Field(() => Date, { nullable: true, description: 'When an event last came.' })
  readonly lastEventAt!: Date | null;
}

/** The webhooks of an integration. */
@ObjectType('IntegrationWebhooks', { description: 'The webhooks that Backline made for an integration.' })
export class IntegrationWebhooksType {
  @Field(() => Boolean, { description: 'Whether they are to be made where the token may.' })
  readonly isOn!: boolean;
  @Field(() => Int)
  readonly active!: number;
  @Field(() => Int, { description: 'GitLab stopped them after failures; Backline tries to wake them.' })
  readonly disabled!: number;
  @Field(() => Int, { description: 'They could not be made; the projects say why.' })
  readonly failed!: number;
  @Field(() => Int, { description: 'To be made or removed.' })
  readonly waiting!: number;
  @Field(() => String, { nullable: true, description: 'Why none can be made at all.' })
  readonly problem!: string | null;
}
