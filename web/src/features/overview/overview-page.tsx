import { useQuery } from '@apollo/client/react';
import { describeError } from '../../apollo/describe-error.js';
import { useOwnLimits } from '../../apollo/own-limits.js';
import type { OverviewPageQuery } from '../../generated/overview/graphql.js';
import { type AddressState, useAddressState } from '../../lib/address-state.js';
import { useNow } from '../../lib/use-now.js';
import { overviewTexts } from '../../texts/overview.js';
import { LimitedNotice } from '../../ui/limit-chips.js';
import { Page, Section } from '../../ui/page.js';
import { Failure, LoadingPage, PartialFailure } from '../../ui/page-states.js';
import { attentionLines } from './attention-lines.js';
import { AttentionList } from './attention-list.js';
import { findingLinks, firstDay, RANGES, type Range } from './finding-links.js';
import { firstSteps, saidBySteps } from './first-steps.js';
import { Funnel } from './funnel.js';
import { OpenTrend } from './open-trend.js';
import { OverviewControls } from './overview-controls.js';
import classes from './overview-page.module.css';
import { overviewDocument } from './overview-query.js';
import { SeverityNumbers } from './severity-numbers.js';
import { StepList } from './step-list.js';
import { WeekTrend } from './week-trend.js';
import { WorkNumbers } from './work-numbers.js';

const texts = overviewTexts;
const FILTERS = { integrationId: 'text', days: RANGES } as const;

/** What a person must do next, then how things stand and went; every number is a link to what it counts. */
export function OverviewPage() {
  const address = useAddressState(FILTERS);
  const range = readRange(address);
  const integrationId = address.one('integrationId');
  const limits = useOwnLimits();
  const today = new Date(useNow()).toISOString().slice(0, 10);
  const { data, previousData, error, loading, refetch } = useQuery(overviewDocument, {
    variables: {
      since: firstDay(range, today),
      filter: integrationId === '' ? null : { integrationId },
    },
    fetchPolicy: 'cache-and-network',
    errorPolicy: 'all',
    pollInterval: 15_000,
  });
  const shown = data ?? previousData;
  if (shown === undefined) {
    if (error === undefined) return <LoadingPage />;
    return (
      <Page title={texts.title}>
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      </Page>
    );
  }
  return (
    <Page
      title={texts.title}
      actions={
        isEmpty(shown) ? undefined : (
          <OverviewControls address={address} range={range} integrations={shown.integrations.nodes} />
        )
      }
    >
      {limits !== null && <LimitedNotice limits={limits} />}
      {error !== undefined && <PartialFailure problem={describeError(error)} retry={() => void refetch()} />}
      <div className={classes.body} aria-busy={loading && data === undefined}>
        <Overview data={shown} range={range} integrationId={integrationId} today={today} />
      </div>
    </Page>
  );
}

interface OverviewProps {
  readonly data: OverviewPageQuery;
  readonly range: Range;
  readonly integrationId: string;
  readonly today: string;
}

function Overview({ data, range, integrationId, today }: OverviewProps) {
  const { insights } = data;
  const steps = firstSteps(data);
  const links = findingLinks(integrationId === '' ? null : integrationId);
  const days = { since: insights.since, until: insights.until };
  const rangeWords = texts.ranges[range];
  const lines = attentionLines({
    attention: data.overview.attention,
    integrations: data.integrations.nodes,
  }).filter(({ code }) => !saidBySteps(steps).has(code));
  const hasNumbers = !isEmpty(data);
  return (
    <>
      {steps !== null && <StepList steps={steps} />}
      <div className={classes.pair}>
        {(steps === null || lines.length > 0) && (
          <Section
            title={texts.attention.title}
            note={integrationId === '' ? undefined : texts.attention.all}
          >
            <AttentionList lines={lines} />
          </Section>
        )}
        {hasNumbers && (
          <Section title={texts.severities.title} note={texts.severities.note(rangeWords)}>
            <SeverityNumbers numbers={insights} links={links} range={days} rangeWords={rangeWords} />
          </Section>
        )}
      </div>
      {hasNumbers && (
        <>
          <div className={classes.pair}>
            <div className={classes.column}>
              <OpenTrend numbers={insights} links={links} today={today} />
            </div>
            <div className={classes.column}>
              <WeekTrend numbers={insights} links={links} />
            </div>
          </div>
          <div className={classes.pair}>
            <Section title={texts.funnel.title} note={texts.funnel.note(rangeWords)}>
              <Funnel numbers={insights} links={links} range={days} />
            </Section>
            <Section title={texts.work.title} note={integrationId === '' ? undefined : texts.attention.all}>
              <WorkNumbers numbers={data.overview} />
            </Section>
          </div>
        </>
      )}
    </>
  );
}

/** Without projects there are no numbers, only the first steps. */
function isEmpty({ overview }: OverviewPageQuery): boolean {
  return overview.projectCount === 0;
}

function readRange(address: Pick<AddressState, 'many'>): Range {
  return address.many('days', RANGES)[0] ?? '90';
}
