import { NativeSelect, SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { graphql } from '../../generated/merge-requests/gql.js';
import type { MergeRequestsContextFragment } from '../../generated/merge-requests/graphql.js';
import type { AddressState } from '../../lib/address-state.js';
import { mergeRequestTexts } from '../../texts/merge-requests.js';
import { FilterBar } from '../../ui/filter-bar.js';
import { ExpiredIntegration } from '../../ui/page-states.js';
import { useShortcuts } from '../../ui/shortcuts.js';
import { mergeRequestFields } from './merge-request-fields.js';
import { MERGE_REQUEST_ORDERS, readMergeRequestOrder, readView } from './merge-request-filter.js';

graphql(/* GraphQL */ `
  fragment MergeRequestsContext on Query {
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

const NO_INTEGRATIONS: MergeRequestsContextFragment['integrations']['nodes'] = [];
const VIEWS = ['board', 'table'] as const;
const texts = mergeRequestTexts;

/** Board or table, the filters, the order of the table, and what else can be done with all that fit. */
export function MergeRequestsBar({
  address,
  context,
  isInProject,
  children,
}: {
  readonly address: AddressState;
  readonly context: MergeRequestsContextFragment | undefined;
  readonly isInProject: boolean;
  readonly children: ReactNode;
}) {
  const view = readView(address);
  const integrations = context?.integrations.nodes ?? NO_INTEGRATIONS;
  const project = context?.filterProject;
  const projectPath = project !== null && project !== undefined && 'path' in project ? project.path : null;
  const fields = useMemo(
    () => mergeRequestFields({ integrations, projectPath, isInProject }),
    [integrations, projectPath, isInProject],
  );
  const show = (next: string) => address.set({ view: [next] });
  useShortcuts([
    { keys: 'b', label: texts.keys.view, run: () => show(view === 'board' ? 'table' : 'board') },
  ]);
  return (
    <>
      <FilterBar address={address} fields={fields} search={texts.filters.search}>
        <SegmentedControl
          size="xs"
          aria-label={texts.view.label}
          value={view}
          data={VIEWS.map((value) => ({ value, label: texts.view[value] }))}
          onChange={show}
        />
        {view === 'table' && (
          <NativeSelect
            aria-label={texts.orders.label}
            value={readMergeRequestOrder(address.one('order'))}
            data={MERGE_REQUEST_ORDERS.map((value) => ({ value, label: texts.orders[value] }))}
            onChange={({ currentTarget: { value } }) =>
              address.set({ order: value === 'NEWEST' ? [] : [value] })
            }
          />
        )}
        {children}
      </FilterBar>
      {!isInProject &&
        integrations.map((integration) => (
          <ExpiredIntegration key={integration.id} integration={integration} />
        ))}
    </>
  );
}
