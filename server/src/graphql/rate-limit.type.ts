import { Field, Int, ObjectType } from 'type-graphql';

/** The budget of whoever asks, after this request was charged. */
@ObjectType({
  description:
    'The budget of points of whoever asks: an account, or an API token. Points come back evenly, the whole limit within a minute.',
})
export class RateLimit {
  @Field(() => Int, { description: 'Points for a minute, and the most that can be spent at once.' })
  limit!: number;
  @Field(() => Int, {
    description:
      'What this request cost: a point for every 100 values that its answer can have at most, at least 1, and 10 for every mutation.',
  })
  cost!: number;
  @Field(() => Int, { description: 'Points left after this request.' })
  remaining!: number;
  @Field(() => Date, { description: 'When the whole limit is there again if nothing else is asked.' })
  resetAt!: Date;
  @Field(() => Int, { description: 'Points that were spent and have not come back yet.' })
  used!: number;
}
