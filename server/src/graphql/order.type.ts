import { type ClassType, Field, InputType } from 'type-graphql';
import { enumOf } from './node.type.js';

/** Which way an order goes. */
type OrderDirection = 'ASC' | 'DESC';

const OrderDirectionEnum = enumOf('OrderDirection', ['ASC', 'DESC']);

/** What a client asks for: a field and a way; without a way the one that the field's description tells. */
export interface OrderInput<OrderField extends string> {
  readonly field: OrderField;
  readonly direction?: OrderDirection | null;
}

/** An order as stores read it: their own, or turned round. */
export interface AskedOrder<OrderField extends string = string> {
  readonly field: OrderField;
  readonly isReversed: boolean;
}

/** The orders of a kind of list. */
export interface Orders<OrderField extends string> {
  readonly Input: ClassType<OrderInput<OrderField>>;
  readonly by: (field: OrderField) => OrderInput<OrderField>;
  readonly read: (asked: OrderInput<OrderField>) => AskedOrder<OrderField>;
}

/** Makes the input `<name>` and the enum `<name>Field`; `natural` says for each field which way the stores list. */
export function ordersOf<OrderField extends string>(
  name: string,
  natural: Readonly<Record<OrderField, OrderDirection>>,
): Orders<OrderField> {
  const fieldEnum = enumOf(`${name}Field`, Object.keys(natural));

  @InputType(name)
  class Input implements OrderInput<OrderField> {
    @Field(() => fieldEnum, {
      description: 'What is compared. Rows that are equal in it are told apart by their ids.',
    })
    readonly field!: OrderField;
    @Field(() => OrderDirectionEnum, {
      nullable: true,
      description: 'Which way; without it the way that the description of the field names.',
    })
    readonly direction?: OrderDirection | null;
  }

  return {
    Input,
    by: (field) => ({ field, direction: natural[field] }),
    read: ({ field, direction }) => ({
      field,
      isReversed: direction != null && direction !== natural[field],
    }),
  };
}
