import { useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { Link, useLocation, useNavigate, useParams } from 'react-router';
import { describeError } from '../../apollo/describe-error.js';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingHeaderFragment } from '../../generated/findings/graphql.js';
import { addressOf } from '../../lib/addresses.js';
import { findingTexts } from '../../texts/findings.js';
import { Copyable } from '../../ui/copyable.js';
import { FindingStateMark } from '../../ui/finding-state.js';
import { StateMark } from '../../ui/mark.js';
import { NotFound } from '../../ui/not-found.js';
import { Page, Section } from '../../ui/page.js';
import { ExpiredIntegration, Failure, LoadingPage, PartialFailure } from '../../ui/page-states.js';
import { PathGraph } from '../../ui/path-graph.js';
import { SeverityLabel } from '../../ui/severity.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { FindingAdvisories } from './finding-advisories.js';
import { FindingFacts } from './finding-facts.js';
import { FindingHistory } from './finding-history.js';
import { FindingNext } from './finding-next.js';

const findingDocument = graphql(/* GraphQL */ `
  query FindingPage($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Finding {
        ...FindingHeader
        ...FindingNext
        ...FindingFacts
        ...FindingAdvisories
        ...FindingHistory
      }
    }
  }

  fragment FindingHeader on Finding {
    id
    packageName
    version
    severity
    score
    state
    paths
    risk {
      parts {
        kind
        points
      }
    }
    project {
      id
      path
      integration {
        id
        name
        state
      }
    }
    advisoryGroup {
      id
      primaryId
      summary
    }
  }
`);

const texts = findingTexts.page;
const LIST = '/findings?state=OPEN&state=IN_PROGRESS';

/** One finding: what it is, what happens next, by when and why, how it comes in, and what the advisory says. */
export function FindingPage() {
  const { findingId = '' } = useParams();
  const { data, error, refetch } = useQuery(findingDocument, {
    variables: { id: findingId },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
  });
  useWayBack();
  const finding = data?.node?.__typename === 'Finding' ? data.node : null;
  const problem = error === undefined ? null : describeError(error);
  const parent = { to: LIST, label: findingTexts.title };
  if (finding === null) {
    if (problem === null) return data === undefined ? <FindingPageLoading /> : <NotFound what={texts.noun} />;
    return (
      <Page title={findingTexts.one} parent={parent}>
        <Failure problem={problem} retry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page title={titleOf(finding)} parent={parent} facts={<Header finding={finding} />}>
      {problem !== null && <PartialFailure problem={problem} retry={() => void refetch()} />}
      <ExpiredIntegration integration={finding.project.integration} />
      <FindingNext finding={finding} />
      <FindingFacts finding={finding} />
      <Section title={texts.paths}>
        <PathGraph project={finding.project.path} paths={finding.paths} />
      </Section>
      <FindingAdvisories finding={finding} />
      <FindingHistory finding={finding} />
    </Page>
  );
}

export function FindingPageLoading() {
  return <LoadingPage />;
}

/** Escape leads back to the list, to the very row where it was left; a page that was opened by itself, to the list of what is open. */
function useWayBack(): void {
  const navigate = useNavigate();
  const { state, pathname }: { state: unknown; pathname: string } = useLocation();
  const isFromList = typeof state === 'object' && state !== null && 'fromList' in state;
  useEffect(() => {
    if (window.scrollY > 0) window.scrollTo(0, 0);
  }, [pathname]);
  useShortcuts([
    {
      keys: 'Escape',
      label: texts.toList,
      run: () => void (isFromList ? navigate(-1) : navigate(LIST)),
    },
  ]);
}

function titleOf({ advisoryGroup, packageName, version }: FindingHeaderFragment): string {
  return advisoryGroup.summary === '' ? `${packageName} ${version}` : advisoryGroup.summary;
}

function Header({ finding }: { readonly finding: FindingHeaderFragment }) {
  const isExploited = finding.risk.parts.some(({ kind, points }) => kind === 'KEV' && points > 0);
  return (
    <>
      <SeverityLabel severity={finding.severity} score={finding.score ?? null} />
      <FindingStateMark state={finding.state} />
      {isExploited && <StateMark tone="bad">{texts.knownExploited}</StateMark>}
      <span className="mono breaks">
        {finding.packageName} {finding.version}
      </span>
      <Link to={addressOf.project(finding.project.id)} className="breaks">
        {finding.project.path}
      </Link>
      <Copyable text={finding.advisoryGroup.primaryId} label={texts.advisoryId} />
    </>
  );
}
