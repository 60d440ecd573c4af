import {
  isAboutGitLab,
  readMergeRequestFilter,
  readView,
  readWaitingFilter,
} from './merge-request-filter.js';

const read = (query: string) => {
  const parameters = new URLSearchParams(query);
  return {
    one: (name: string) => parameters.get(name) ?? '',
    many: <Value extends string>(name: string, allowed: readonly Value[]) =>
      allowed.filter((value) => parameters.getAll(name).includes(value)),
  };
};

test('the address gives the filter of the API, and what it does not know is left out', () => {
  const address = read(
    'lane=READY&lane=NEW&state=OPENED&pipelineStatus=failed&hasConflicts=true&isEdited=false&groupPath=a/b&search=x&projectId=p9',
  );
  expect(readMergeRequestFilter(address, 'p1')).toEqual({
    lane: ['READY'],
    state: ['OPENED'],
    pipelineStatus: ['failed'],
    hasConflicts: true,
    isEdited: false,
    groupPath: 'a/b',
    search: 'x',
    projectId: 'p1',
  });
  expect(readMergeRequestFilter(read('lane=__proto__&isEdited=maybe'), null)).toEqual({});
  expect(readWaitingFilter(address, null)).toEqual({ groupPath: 'a/b', search: 'x', projectId: 'p9' });
});

test.each([
  ['', 'board'],
  ['search=x', 'board'],
  ['lane=BLOCKED', 'table'],
  ['state=OPENED', 'table'],
  ['lane=BLOCKED&view=board', 'board'],
  ['view=table', 'table'],
  ['view=other', 'board'],
])('%j is shown as a %s', (query, view) => {
  expect(readView(read(query))).toBe(view);
});

test('plans without a merge request fit filters of place and text only', () => {
  expect(isAboutGitLab({ search: 'x', groupPath: 'a' })).toBe(false);
  expect(isAboutGitLab({ hasConflicts: false })).toBe(true);
});
