import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { graphql } from '../../generated/findings/gql.js';
import type { FindingFilter, FindingsContextFragment } from '../../generated/findings/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { useNow } from '../../lib/use-now.js';
import { findingTexts } from '../../texts/findings.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { findingFields } from './finding-fields.js';
import { GROUPINGS, ORDERS, readFindingGrouping, readFindingOrder } from './finding-filter.js';
import { useGroupSuggestions, useProjectSuggestions } from './place-suggestions.js';

graphql(/* GraphQL */ `
  fragment FindingsContext on Query {
    integrations(first: 50) {
      nodes {
        id
        name
        state
      }
    }
    filterProject: node(id: $projectId) @include(if: $hasProject) {
      id
      ... on Project {
        path
      }
    }
  }
`);

/** What the query of a list needs for its surroundings: the project that the filter names, and how far a tab's project was read. */
export function contextVariables(
  filter: FindingFilter,
  projectId: string | null,
): { projectId: string; hasProject: boolean; isInProject: boolean } {
  const given = String(filter.projectId ?? '');
  return {
    projectId: given,
    hasProject: given !== '' && projectId === null,
    isInProject: projectId !== null,
  };
}

const NO_INTEGRATIONS: FindingsContextFragment['integrations']['nodes'] = [];

/** The filters, the grouping, the order, and what else can be done with the whole list. */
export function FindingsBar({
  address,
  context,
  isInProject,
  children,
}: {
  readonly address: AddressState;
  readonly context: FindingsContextFragment | undefined;
  readonly isInProject: boolean;
  readonly children?: ReactNode;
}) {
  const now = useNow();
  const project = useProjectSuggestions(chosenProject(context));
  const group = useGroupSuggestions();
  const integrations = context?.integrations.nodes ?? NO_INTEGRATIONS;
  const fields = findingFields({ integrations, project, group, now, isInProject });
  const grouping = readFindingGrouping(address.one('by'));
  return (
    <FilterBar address={address} fields={fields} search={findingTexts.filters.search}>
      <NativeSelect
        aria-label={findingTexts.grouping.label}
        value={grouping ?? ''}
        data={[
          { value: '', label: findingTexts.grouping.none },
          ...GROUPINGS.filter((value) => !isInProject || value !== 'PROJECT').map((value) => ({
            value,
            label: findingTexts.grouping[value],
          })),
        ]}
        onChange={({ currentTarget: { value } }) => address.set({ by: value === '' ? [] : [value] })}
      />
      {grouping === null && (
        <NativeSelect
          aria-label={findingTexts.orders.label}
          value={readFindingOrder(address.one('order'))}
          data={ORDERS.map((value) => ({
            value,
            label: findingTexts.ordered(findingTexts.orders[value]),
          }))}
          onChange={({ currentTarget: { value } }) =>
            address.set({ order: value === 'SEVERITY' ? [] : [value] })
          }
        />
      )}
      {children}
    </FilterBar>
  );
}

function chosenProject(context: FindingsContextFragment | undefined) {
  const node = context?.filterProject;
  return node !== null && node !== undefined && 'path' in node ? node : null;
}
