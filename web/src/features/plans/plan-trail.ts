import { skipToken, useQuery } from '@apollo/client/react';
import { useMemo, useState } from 'react';
import { useSearchParams } from 'react-router';
import { graphql } from '../../generated/plans/gql.js';
import { addressOf } from '../../lib/addresses.js';
import { formatTotal } from '../../lib/text.js';
import { planTexts } from '../../texts/plans.js';
import { readList, readPlanFilter, readPlanOrder } from './plan-filter.js';

const trailDocument = graphql(/* GraphQL */ `
  query PlanTrail(
    $first: Int!
    $after: String
    $filter: RemediationPlanFilter
    $orderBy: RemediationPlanOrderField!
  ) {
    remediationPlans(first: $first, after: $after, filter: $filter, orderBy: { field: $orderBy }) {
      totalCount
      isTotalCountCapped
      nodes {
        id
      }
    }
  }
`);

/** As many as one can come to from one page of the list, and some beyond. */
const MOST = 100;

/** The plans of a list as it was when somebody came from it: what is decided on the way does not fall out of it. */
interface Trail {
  readonly ids: readonly string[];
  readonly total: string;
  readonly isFromStart: boolean;
}

/** Where a plan stands in the list that one came from, and the ways from there. */
export interface PlaceInList {
  readonly back: string;
  /** `3 of 53`; that it is not there any more; null while that is not known. */
  readonly position: string | null;
  readonly previous: string | null;
  readonly next: string | null;
  /** `4 of 53`, for what is said when one goes on. */
  readonly nextPosition: string;
}

/** The place in the list of `?in=`; null for who came from nowhere. */
export function usePlanTrail(planId: string): PlaceInList | null {
  const [parameters] = useSearchParams();
  const list = parameters.get('in');
  const trail = useTrail(list);
  return useMemo(() => (list === null ? null : placeOf(list, trail, planId)), [list, trail, planId]);
}

function useTrail(list: string | null): Trail | null {
  // Once read it stays as it was for as long as one goes along it.
  const [kept, keep] = useState<{ readonly list: string; readonly trail: Trail } | null>(null);
  const known = kept !== null && kept.list === list ? kept.trail : null;
  const address = readList(list ?? '');
  const after = address.one('after');
  const tab = address.one('tab');
  const { data } = useQuery(
    trailDocument,
    list === null || known !== null
      ? skipToken
      : {
          variables: {
            first: MOST,
            after: after === '' ? null : after,
            filter: readPlanFilter(address, tab === '' ? null : tab),
            orderBy: readPlanOrder(address.one('order')),
          },
          fetchPolicy: 'network-only',
        },
  );
  if (known !== null || list === null || data === undefined) return known;
  const { nodes, totalCount, isTotalCountCapped } = data.remediationPlans;
  const trail = {
    ids: nodes.map(({ id }) => id),
    total: formatTotal(totalCount, isTotalCountCapped),
    isFromStart: after === '',
  };
  keep({ list, trail });
  return trail;
}

/** Exported for its test. */
export function placeOf(list: string, trail: Trail | null, planId: string): PlaceInList {
  const at = trail?.ids.indexOf(planId) ?? -1;
  const ids = trail?.ids ?? [];
  const previous = at < 0 ? undefined : ids[at - 1];
  const next = at < 0 ? ids.find((id) => id !== planId) : ids[at + 1];
  const position = (index: number) =>
    trail === null
      ? ''
      : trail.isFromStart
        ? planTexts.trail.position(index + 1, trail.total)
        : planTexts.trail.positionOnPage(index + 1, ids.length);
  return {
    back: addressOfList(list),
    position: trail === null ? null : at < 0 ? planTexts.trail.outside : position(at),
    previous: previous === undefined ? null : addressInList(previous, list),
    next: next === undefined ? null : addressInList(next, list),
    nextPosition: position(at < 0 ? 0 : at + 1),
  };
}

/** A plan's address that knows the list one comes from. */
export function addressInList(planId: string, list: string): string {
  return `${addressOf.plan(planId)}?${new URLSearchParams({ in: list }).toString()}`;
}

function addressOfList(list: string): string {
  const parameters = new URLSearchParams(list === 'all' ? '' : list);
  const tab = parameters.get('tab');
  parameters.delete('tab');
  const query = parameters.toString() === '' ? '' : `?${parameters.toString()}`;
  return tab === null ? `/plans${query}` : `${addressOf.project(tab)}/plans${query}`;
}
