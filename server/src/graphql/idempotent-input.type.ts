import { Field, InputType } from 'type-graphql';

/** The input of a mutation that has effects; `mutations-once.ts` sees to the key. */
@InputType()
export abstract class IdempotentInput {
  @Field(() => String, {
    nullable: true,
    description:
      'Your own name for this one request: 1 to 200 visible ASCII characters. The same key with the same input is carried out once and answered alike for 24 hours; with another input it is a CONFLICT.',
  })
  idempotencyKey?: string | null;
}
