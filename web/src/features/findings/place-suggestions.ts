import { skipToken, useQuery } from '@apollo/client/react';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { graphql } from '../../generated/findings/gql.js';
import type { FieldChoices } from './finding-fields.js';

const projectsDocument = graphql(/* GraphQL */ `
  query SuggestedProjects($search: String!) {
    projects(first: 10, filter: { search: $search }) {
      nodes {
        id
        path
      }
    }
  }
`);

const groupsDocument = graphql(/* GraphQL */ `
  query SuggestedGroups($parent: String) {
    projectGroups(parent: $parent) {
      path
    }
  }
`);

const PAUSE_MS = 200;

/** Projects to choose from while somebody types; the address keeps the id, `known` is the one that it has now. */
export function useProjectSuggestions(
  known: { readonly id: string; readonly path: string } | null,
): FieldChoices['project'] {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), PAUSE_MS);
  const { data, previousData } = useQuery(
    projectsDocument,
    search === '' ? skipToken : { variables: { search } },
  );
  const found = (data ?? previousData)?.projects.nodes;
  return useMemo(() => {
    const projects = known === null ? (found ?? []) : [known, ...(found ?? [])];
    return {
      suggestions: projects.map(({ path }) => path),
      onType: setTyped,
      show: (id: string) => projects.find((project) => project.id === id)?.path ?? '…',
      toValue: (text: string) => idOf(projects, text),
    };
  }, [known, found]);
}

/** Groups to choose from: those right below what is typed up to its last slash. */
export function useGroupSuggestions(): FieldChoices['group'] {
  const [typed, setTyped] = useState<string | null>(null);
  const [text] = useDebouncedValue(typed, PAUSE_MS);
  const { data, previousData } = useQuery(
    groupsDocument,
    text === null ? skipToken : { variables: { parent: parentOf(text) } },
  );
  const found = (data ?? previousData)?.projectGroups;
  return useMemo(() => ({ suggestions: (found ?? []).map(({ path }) => path), onType: setTyped }), [found]);
}

/** The project of this path, else the first whose path has the text in it; empty where there is none. */
function idOf(projects: readonly { readonly id: string; readonly path: string }[], text: string): string {
  const wanted = text.toLowerCase();
  const exact = projects.find(({ path }) => path.toLowerCase() === wanted);
  return (exact ?? projects.find(({ path }) => path.toLowerCase().includes(wanted)))?.id ?? '';
}

function parentOf(text: string): string | null {
  const slash = text.lastIndexOf('/');
  return slash <= 0 ? null : text.slice(0, slash);
}
