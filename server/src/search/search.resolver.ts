import { Arg, Authorized, Ctx, Int, Query, Resolver } from 'type-graphql';
import { pageSize } from '../graphql/page.js';
import type { GraphQLContext } from '../graphql/context.js';
import type { SearchResults } from './search.js';
import { SearchResultsType } from './search.type.js';

/** Looking for a name. */
@Resolver()
export class SearchResolver {
  @Authorized('READ')
  @Query(() => SearchResultsType, {
    description: 'Projects by path, packages and advisories by name; at most `first` of each.',
  })
  search(
    @Arg('text', () => String) text: string,
    @Arg('first', () => Int, { defaultValue: 5 }) first: number,
    @Ctx() { search }: GraphQLContext,
  ): Promise<SearchResults> {
    return search.find(text.trim().slice(0, 200), pageSize({ first }));
  }
}
