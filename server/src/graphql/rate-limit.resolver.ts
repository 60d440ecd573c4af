import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { GraphQLContext } from './context.js';
import { RateLimit } from './rate-limit.type.js';

/** What may still be asked. */
@Resolver()
export class RateLimitResolver {
  @Authorized('READ')
  @Query(() => RateLimit, {
    nullable: true,
    description:
      'What this request cost and what is left for the next; null where the operator set no limit. The headers `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` say the same.',
  })
  rateLimit(@Ctx() { rateLimit, clock }: GraphQLContext): RateLimit | null {
    if (rateLimit === null) return null;
    const { limit, cost, remaining, resetSeconds } = rateLimit;
    return {
      limit,
      cost,
      remaining,
      resetAt: new Date(clock().getTime() + resetSeconds * 1_000),
      used: limit - remaining,
    };
  }
}
