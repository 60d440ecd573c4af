import { Button, Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { AddressState } from '../lib/address-state.js';
import { addressOf } from '../lib/addresses.js';
import type { Problem } from '../lib/problem.js';
import { useOnline } from '../lib/use-online.js';
import { uiTexts } from '../texts/ui.js';
import classes from './page-states.module.css';

const texts = uiTexts.states;

/** Nothing to list: says why, and what to do next. */
export function Empty({
  title,
  children,
  action,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div className={classes.box}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className="quiet">{children}</div>}
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

/** Filters that nothing fits: says so, and takes them away with one press. */
export function NoResults({
  title,
  address,
  children,
}: {
  readonly title: string;
  readonly address: Pick<AddressState, 'clear'>;
  readonly children?: ReactNode;
}) {
  return (
    <Empty
      title={title}
      action={
        <Button variant="default" size="xs" onClick={() => address.clear()}>
          {texts.clear}
        </Button>
      }
    >
      {children ?? texts.takeAway}
    </Empty>
  );
}

/** Data came, but not all of it: what is missing, above what is there. */
export function PartialFailure({
  problem,
  retry,
}: {
  readonly problem: Problem;
  readonly retry?: () => void;
}) {
  return (
    <Notice tone="warn" title={texts.partial}>
      <span role="alert">{[problem.message, problem.remedy].filter(Boolean).join(' ')}</span>
      {retry !== undefined && (
        <div className={classes.action}>
          <Button variant="default" size="xs" onClick={retry}>
            {texts.retry}
          </Button>
        </div>
      )}
    </Notice>
  );
}

/** What the reader's role does not allow: what it is, and who can help. */
export function Forbidden({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <Empty title={title} action={<Link to="/">{texts.toOverview}</Link>}>
      {children ?? texts.forbidden}
    </Empty>
  );
}

/** An integration that cannot work, above what it was last seen to have: since when, and where it is repaired. */
export function ExpiredIntegration({
  integration,
}: {
  readonly integration: { readonly id: string; readonly name: string; readonly state: string };
}) {
  if (!BROKEN.has(integration.state)) return null;
  return (
    <Notice tone="bad" title={texts.brokenIntegration(integration.name)}>
      {texts.brokenMeans} <Link to={addressOf.integration(integration.id)}>{texts.repair}</Link>
    </Notice>
  );
}

const BROKEN: ReadonlySet<string> = new Set(['EXPIRED', 'REVOKED', 'DISCONNECTED']);

/** Something failed: what, what to do, and trying again; what a role does not allow is not tried again. Read out at once. */
export function Failure({ problem, retry }: { readonly problem: Problem; readonly retry?: () => void }) {
  const isOffline = !useOnline(retry) && problem.code === null;
  if (problem.code === 'FORBIDDEN') {
    return (
      <div role="alert">
        <Forbidden title={problem.message} />
      </div>
    );
  }
  return (
    <div className={classes.notice} data-tone="bad" role="alert">
      <p className={classes.title}>{isOffline ? texts.offline : problem.message}</p>
      {isOffline ? <p>{texts.offlineNext}</p> : problem.remedy !== null && <p>{problem.remedy}</p>}
      {retry !== undefined && (
        <div className={classes.action}>
          <Button variant="default" size="xs" onClick={retry}>
            {texts.retry}
          </Button>
        </div>
      )}
    </div>
  );
}

/** A sentence that must not be overlooked, in its tone. */
export function Notice({
  tone,
  title,
  children,
}: {
  readonly tone: 'good' | 'warn' | 'bad' | 'quiet';
  readonly title: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className={classes.notice} data-tone={tone}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
    </div>
  );
}

/** Rows that are on their way. */
export function LoadingRows({ rows = 8 }: { readonly rows?: number }) {
  return (
    <div className={classes.loading} role="status" aria-label={texts.loading}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className={classes.loadingRow}>
          <Skeleton height={12} width={`${28 + ((index * 17) % 24)}%`} />
          <Skeleton height={12} width="12%" />
          <Skeleton height={12} width="18%" />
        </div>
      ))}
    </div>
  );
}

/** A page that is on its way: its title's place and some rows. */
export function LoadingPage() {
  return (
    <div className="stack" style={{ gap: 20 }}>
      <Skeleton height={20} width={180} mt={4} />
      <LoadingRows />
    </div>
  );
}
