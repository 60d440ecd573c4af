import { useQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/overview/gql.js';
import { Page, Section } from '../../ui/page.js';
import { Failure, LoadingPage } from '../../ui/page-states.js';
import { attentionLines } from './attention-address.js';
import { AttentionList } from './attention-list.js';
import { NumberGrid } from './number-grid.js';

const overviewDocument = graphql(/* GraphQL */ `
  query OverviewPage {
    overview {
      attention {
        ...AttentionEntry
      }
      ...OverviewNumbers
    }
    integrations(first: 20) {
      nodes {
        id
        name
        state
      }
    }
  }
`);

/** What a person must do next, then the numbers, each a link to what it counts. */
export function OverviewPage() {
  const { data, error, refetch } = useQuery(overviewDocument, {
    fetchPolicy: 'cache-and-network',
    pollInterval: 15_000,
  });
  if (data === undefined) {
    if (error === undefined) return <OverviewPageLoading />;
    return (
      <Page title="Overview">
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title="Overview">
      <Section title="To do next">
        <AttentionList
          lines={attentionLines({
            attention: data.overview.attention,
            maliciousCount: data.overview.openFindings.malicious,
            integrations: data.integrations.nodes,
          })}
        />
      </Section>
      <Section title="Now">
        <NumberGrid numbers={data.overview} />
      </Section>
    </Page>
  );
}

export function OverviewPageLoading() {
  return <LoadingPage />;
}
