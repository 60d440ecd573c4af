import type { GitLabProject } from '../gitlab/gitlab.js';
import { describeChanges, hasMovedGroup } from './describe-changes.js';
import { catalogueEntry } from './workability.js';

const SHOP: GitLabProject = {
  id: 7,
  pathWithNamespace: 'acme/shop',
  name: 'Shop',
  webUrl: 'https://gitlab.example/acme/shop',
  gitUrl: 'https://gitlab.example/acme/shop.git',
  defaultBranch: 'main',
  isEmpty: false,
  isArchived: false,
  isMirror: false,
  isMarkedForDeletion: false,
  areMergeRequestsEnabled: true,
  isRepositoryEnabled: true,
  visibility: 'private',
  accessLevel: 30,
  lastActivityAt: '2026-01-01T00:00:00Z',
  forkedFromId: null,
};
const RULES = { settings: { allowGroups: [], denyGroups: [] }, writable: new Set<number>() };
const entry = (change: Partial<GitLabProject> = {}) => catalogueEntry({ ...SHOP, ...change }, RULES);
const left = { ...entry(), state: 'UNAVAILABLE', reasons: [{ code: 'LEFT', message: '' }] } as const;

describe('what is written into the history of a project', () => {
  it.each<[string, Partial<GitLabProject>, Partial<GitLabProject>, readonly string[]]>([
    ['nothing changed', {}, {}, []],
    ['only its activity moved', {}, { lastActivityAt: '2026-02-02T00:00:00Z' }, []],
    ['it moved', {}, { pathWithNamespace: 'other/shop' }, ['project.moved']],
    ['its path was renamed', {}, { pathWithNamespace: 'acme/store' }, ['project.renamed']],
    ['its name was changed', {}, { name: 'Store' }, ['project.renamed']],
    ['its default branch changed', {}, { defaultBranch: 'trunk' }, ['project.default-branch-changed']],
    ['the role rose', {}, { accessLevel: 40 }, ['project.role-changed']],
    ['the role fell', {}, { accessLevel: 20 }, ['project.role-changed']],
    ['the role became unknown', {}, { accessLevel: null }, []],
    ['it was archived', {}, { isArchived: true }, ['project.archived']],
    ['it was unarchived', { isArchived: true }, {}, ['project.unarchived']],
    ['it will be deleted', {}, { isMarkedForDeletion: true }, ['project.limited']],
    ['it will not be deleted', { isMarkedForDeletion: true }, {}, ['project.released']],
    ['it got its first commit', { isEmpty: true, defaultBranch: null }, {}, ['project.released']],
    [
      'much changed',
      {},
      { pathWithNamespace: 'b/c', isArchived: true, accessLevel: 40 },
      ['project.moved', 'project.role-changed', 'project.archived'],
    ],
  ])('when %s', (_, before, now, actions) => {
    const changes = describeChanges(entry(before), entry(now));
    expect(changes.map(({ action }) => action)).toEqual(actions);
    for (const { message } of changes) expect(message).toMatch(/^(?:acme|other|b|The) ?.*\.$/);
  });

  it('says once that it is back', () => {
    expect(describeChanges(left, entry({ isArchived: true })).map(({ action }) => action)).toEqual([
      'project.back',
    ]);
  });

  it('says nothing of what a disconnection hid', () => {
    const reasons = [{ code: 'INTEGRATION_DISCONNECTED', message: '' }] as const;
    expect(describeChanges({ ...left, reasons }, entry({ isArchived: true }))).toEqual([]);
  });

  it('tells a move to another group from a new name', () => {
    expect(hasMovedGroup(entry(), entry({ pathWithNamespace: 'acme/store' }))).toBe(false);
    expect(hasMovedGroup(entry(), entry({ pathWithNamespace: 'acme/sub/shop' }))).toBe(true);
  });
});

describe('a role that the row does not tell', () => {
  it('is Developer where GitLab says so in another list, and else nothing is written', () => {
    const unknown = { ...SHOP, accessLevel: null };
    expect(catalogueEntry(unknown, { ...RULES, writable: new Set([7]) })).toMatchObject({
      state: 'READY',
      accessLevel: 30,
    });
    expect(catalogueEntry(unknown, RULES)).toMatchObject({
      state: 'READ_ONLY',
      accessLevel: null,
      reasons: [{ code: 'ACCESS_TOO_LOW' }],
    });
  });
});
