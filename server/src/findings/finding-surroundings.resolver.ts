import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Campaign } from '../campaigns/campaign.js';
import { CampaignType } from '../campaigns/campaign.type.js';
import type { GraphQLContext } from '../graphql/context.js';
import type { Finding } from './finding.js';
import { FindingType } from './finding.type.js';

/** The most other places that are told of. */
const MAX_PLACES = 20;

/** Where else a finding's flaw is, so that one request shows the whole of it. */
@Resolver(() => FindingType)
export class FindingSurroundingsResolver {
  @FieldResolver(() => CampaignType, { description: 'The same advisory across all projects.' })
  campaign(@Root() { groupId }: Finding, @Ctx() { read }: GraphQLContext): Promise<Campaign> {
    return read.campaigns.find({ kind: 'ADVISORY', groupId });
  }

  @FieldResolver(() => [FindingType], {
    description: 'The other findings of the same advisory in its project, worst first; at most 20.',
  })
  async otherPlaces(
    @Root() { id, groupId, projectId }: Finding,
    @Ctx() { read }: GraphQLContext,
  ): Promise<readonly Finding[]> {
    const places = await read.findings.list({
      first: MAX_PLACES + 1,
      after: null,
      filter: { projectId, groupId },
      order: 'SEVERITY',
    });
    return places.filter((place) => place.id !== id).slice(0, MAX_PLACES);
  }
}
