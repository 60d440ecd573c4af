import { Field, ID, ObjectType } from 'type-graphql';
import { enumOf } from '../graphql/node.type.js';
import { CHANGE_KINDS, type ChangeKind } from './change.js';

const ChangeKindEnum = enumOf('ChangeKind', CHANGE_KINDS, 'What a change is about.');

@ObjectType('DataChange', {
  description: 'Something changed; whoever shows it reads it again. It carries no values.',
})
export class DataChangeType {
  @Field(() => ChangeKindEnum)
  readonly kind!: ChangeKind;
  @Field(() => ID, {
    nullable: true,
    description:
      'The id of what changed; null: many of the kind. The change has none of its own: do not key a cache by it.',
  })
  readonly id!: string | null;
  @Field(() => ID, { nullable: true, description: 'Its project; null: many, or none.' })
  readonly projectId!: string | null;
}
