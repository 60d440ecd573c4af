import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/campaigns/gql.js';
import type { CampaignInput, CampaignPageQuery } from '../../generated/campaigns/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { addressOf } from '../../lib/addresses.js';
import { campaignTexts } from '../../texts/campaigns.js';
import { Copyable } from '../../ui/copyable.js';
import { FINDING_STATE_VALUES, FINDING_STATES } from '../../ui/finding-state.js';
import { ChoiceFilter, ClearFilters, Pager } from '../../ui/list-controls.js';
import { ListFrame } from '../../ui/list-frame.js';
import { NotFound } from '../../ui/not-found.js';
import { Page, Section } from '../../ui/page.js';
import { Empty, Failure, LoadingPage, NoResults, PartialFailure } from '../../ui/page-states.js';
import { SeverityLabel } from '../../ui/severity.js';
import { ApproveSafe } from './approve-safe.js';
import { CampaignFacts } from './campaign-facts.js';
import { CampaignProjects } from './campaign-projects.js';
import { campaignTitle, findingsOf, isCampaignMoving } from './campaign-words.js';

const campaignDocument = graphql(/* GraphQL */ `
  query CampaignPage($input: CampaignInput!, $first: Int!, $after: String, $state: [FindingState!]) {
    campaign(input: $input) {
      id
      kind
      ecosystem
      packageName
      advisoryGroup {
        id
        primaryId
        ids
        summary
        severity
        score
      }
      ...CampaignFacts
      ...SafePlans
      projects(first: $first, after: $after, filter: { state: $state }) {
        totalCount
        isTotalCountCapped
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...CampaignProjectRow
        }
      }
    }
  }
`);

type Campaign = NonNullable<CampaignPageQuery['campaign']>;

const FILTERS = { state: FINDING_STATE_VALUES };
const texts = campaignTexts.page;
const PARENT = { to: '/campaigns', label: campaignTexts.title };

/** A campaign by its own id. */
export function CampaignPage() {
  const { campaignId = '' } = useParams();
  return <CampaignOf input={{ id: campaignId }} name={campaignTexts.one} />;
}

/** The campaign of an advisory, by any of its ids. */
export function AdvisoryCampaignPage() {
  const { advisoryId = '' } = useParams();
  return <CampaignOf input={{ advisory: advisoryId }} name={advisoryId} />;
}

/** The campaign of a package. */
export function PackageCampaignPage() {
  const { ecosystem = '', packageName = '' } = useParams();
  return <CampaignOf input={{ ecosystem, package: packageName }} name={packageName} />;
}

/** Who is concerned, who has a fix, all safe plans approved at once, and the progress until the last is merged. */
function CampaignOf({ input, name }: { readonly input: CampaignInput; readonly name: string }) {
  const address = useAddressState(FILTERS);
  const states = [...address.many('state', FINDING_STATE_VALUES)];
  const { data, previousData, error, loading, refetch } = useQuery(campaignDocument, {
    variables: {
      input,
      first: 50,
      after: address.after,
      state: states.length === 0 ? null : states,
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: 10_000,
  });
  const known = data ?? previousData;
  const campaign = known?.campaign;
  if (known === undefined) {
    if (error === undefined) return <CampaignPageLoading />;
    return (
      <Page title={name} parent={PARENT}>
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      </Page>
    );
  }
  if (campaign === null || campaign === undefined) return <NotFound what="campaign" />;
  const { nodes, pageInfo, totalCount, isTotalCountCapped } = campaign.projects;
  return (
    <Page
      title={campaignTitle(campaign)}
      parent={PARENT}
      facts={<Header campaign={campaign} />}
      actions={<ApproveSafe campaign={campaign} onApproved={() => void refetch()} />}
    >
      {error !== undefined && <PartialFailure problem={describeError(error)} retry={() => void refetch()} />}
      <CampaignFacts campaign={campaign} />
      <Section title={texts.projects} note={isCampaignMoving(campaign.totals) ? texts.moving : undefined}>
        <div className="row" role="search">
          <ChoiceFilter
            address={address}
            name="state"
            label={texts.state}
            options={FINDING_STATE_VALUES.map((value) => ({ value, label: FINDING_STATES[value].label }))}
          />
          <ClearFilters address={address} />
        </div>
        <ListFrame
          count={nodes.length}
          isLoading={loading}
          problem={null}
          retry={() => void refetch()}
          empty={<NoProjects address={address} />}
        >
          <CampaignProjects rows={nodes} />
          <Pager
            address={address}
            shownCount={nodes.length}
            totalCount={totalCount}
            isTotalCountCapped={isTotalCountCapped}
            pageInfo={pageInfo}
            noun={texts.projectNoun}
          />
        </ListFrame>
      </Section>
    </Page>
  );
}

export function CampaignPageLoading() {
  return <LoadingPage />;
}

function NoProjects({ address }: { readonly address: AddressState }) {
  if (address.hasFilters) return <NoResults title={texts.noResults} address={address} />;
  return (
    <Empty title={texts.none} action={<Link to={PARENT.to}>{texts.toCampaigns}</Link>}>
      {texts.noneWhy}
    </Empty>
  );
}

function Header({ campaign }: { readonly campaign: Campaign }) {
  const group = campaign.advisoryGroup;
  if (group === null || group === undefined) {
    return (
      <>
        <span>{campaign.ecosystem}</span>
        <Link to={findingsOf(campaign)}>{texts.allFindings}</Link>
      </>
    );
  }
  return (
    <>
      <SeverityLabel severity={group.severity} score={group.score ?? null} />
      {group.ids.map((id) => (
        <Copyable key={id} text={id} label={texts.advisoryId} />
      ))}
      <Link to={addressOf.advisory(group.primaryId)}>{texts.advisory}</Link>
      <Link to={findingsOf(campaign)}>{texts.allFindings}</Link>
    </>
  );
}
