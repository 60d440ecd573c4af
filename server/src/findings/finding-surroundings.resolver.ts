import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Campaign } from '../campaigns/campaign.js';
import { CampaignType } from '../campaigns/campaign.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import { nestedReader } from '../graphql/page.js';
import type { Finding } from './finding.js';
import { FindingType } from './finding.type.js';

/** The most other places that are told of. */
const MAX_PLACES = 20;

/** Where else a finding's flaw is, so that one request shows the whole of it. */
@Resolver(() => FindingType)
export class FindingSurroundingsResolver {
  @FieldResolver(() => CampaignType, { description: 'The same advisory across all projects.' })
  campaign(@Root() { groupId }: Finding, @Ctx() { loaders }: GraphQLContext): Promise<Campaign> {
    return loaders.campaign.load({ kind: 'ADVISORY', groupId });
  }

  @FieldResolver(() => [FindingType], {
    description: 'The other findings of the same advisory in its project, worst first; at most 20.',
  })
  async otherPlaces(
    @Root() { id, groupId, projectId }: Finding,
    @Ctx() { read, loaders }: GraphQLContext,
  ): Promise<readonly Finding[]> {
    const { rows } = await placesOf(
      loaders,
      { first: MAX_PLACES + 1 },
      {
        name: 'Finding.otherPlaces',
        parent: `${projectId}|${groupId}`,
        list: read.findings.paged({}, 'SEVERITY', 'PLACE'),
      },
    );
    return rows.filter((place) => place.id !== id).slice(0, MAX_PLACES);
  }
}

const placesOf = nestedReader<Finding>();
