import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, parse } from 'graphql';
import { isConcerned, type SeenChange, shownKinds } from './shown-kinds.js';

test.each([
  ['{ plans { nodes { id } } }', ['PLAN']],
  ['{ node(id: 1) { ... on RemediationPlan { id project { id } } } }', ['PROJECT', 'PLAN']],
  ['{ projects { nodes { openFindings { total } } } }', ['PROJECT', 'FINDINGS']],
  ['{ mergeRequests { nodes { id } } }', ['MERGE_REQUEST']],
  ['{ advisories { nodes { id } } policies { nodes { key } } }', ['POLICY', 'ADVISORIES']],
  ['{ viewer { id name scopes } }', []],
  ['{ jobs { nodes { id state } } }', []],
])('%s shows %j', (text, expected) => {
  expect([...shownKinds(parse(text))]).toEqual(expected);
});

test('what counts over everything shows everything', () => {
  expect(shownKinds(parse('{ overview { attention { count } } }')).size).toBe(7);
});

const planPage = parse(
  'query Q($id: ID!) { node(id: $id) { ... on RemediationPlan { id project { id } } } }',
);
const shown = {
  document: planPage,
  variables: { id: 'plan-1' },
  data: { node: { id: 'plan-1', project: { id: 'project-1' } } },
};
const change = (id: string | null, projectId: string | null): SeenChange => ({ kind: 'PLAN', id, projectId });

test.each([
  ['the thing itself', shown, change('plan-1', 'project-1'), true],
  ['another thing of its project', shown, change('plan-2', 'project-1'), true],
  ['a thing of another project', shown, change('plan-2', 'project-2'), false],
  ['many', shown, change(null, null), true],
  [
    'anything, where nothing has arrived yet',
    { ...shown, data: undefined },
    change('plan-2', 'project-2'),
    true,
  ],
  ['anything, where a list is shown', { ...shown, variables: {} }, change('plan-2', 'project-2'), true],
  ['what it does not show', shown, { kind: 'POLICY', id: null, projectId: null } as const, false],
])('a query is concerned by %s or not', (_, query, seen, expected) => {
  expect(isConcerned(query, [seen])).toBe(expected);
});

/** Queries that show nothing that the server tells of: what a person typed, jobs (which have their own news), the session. */
const STILL = [
  'ApiTokensPage',
  'EventEndpointPage',
  'EventsPage',
  'GitLabApplications',
  'JobsPage',
  'PeoplePage',
  'OwnLimits',
  'OwnSessions',
  'OwnSignIn',
  'SetupState',
  'Viewer',
];

test('every query of the page shows something that is told, or is known to show nothing of that', () => {
  const still = new Set<string>();
  for (const document of documentsIn(join(__dirname, '../generated'))) {
    const [operation] = document.definitions;
    if (operation?.kind !== 'OperationDefinition' || operation.operation !== 'query') continue;
    if (shownKinds(document).size === 0) still.add(operation.name?.value ?? '');
  }
  expect([...still].filter((name) => !STILL.includes(name))).toEqual([]);
});

/** The generated documents, as the page sends them. */
function documentsIn(folder: string): readonly DocumentNode[] {
  const rooms = readdirSync(folder);
  return rooms.flatMap((room) => {
    const text = readFileSync(join(folder, room, 'graphql.ts'), 'utf8');
    return [...text.matchAll(/^export const \w+Document = (\{.+\}) as unknown as DocumentNode</gm)].map(
      ([, json]): DocumentNode => JSON.parse(json ?? ''),
    );
  });
}
