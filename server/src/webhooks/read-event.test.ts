import fc from 'fast-check';
import { readEvent } from './read-event.js';

const SHA = 'a'.repeat(40);
const read = (body: unknown) => readEvent(Buffer.from(JSON.stringify(body)));
const push = (change: object) =>
  read({ object_kind: 'push', ref: 'refs/heads/main', after: SHA, project_id: 7, ...change });
const pipeline = (change: object) =>
  read({
    object_kind: 'pipeline',
    object_attributes: { ref: 'fix/x', tag: false },
    merge_request: null,
    project: { id: 7 },
    ...change,
  });

describe('a push', () => {
  it.each<[string, object, unknown]>([
    ['to a branch', {}, { kind: 'push', branch: 'main', after: SHA }],
    ['to a branch with slashes', { ref: 'refs/heads/a/b' }, { kind: 'push', branch: 'a/b', after: SHA }],
    [
      'of a SHA-256 repository',
      { after: 'b'.repeat(64) },
      { kind: 'push', branch: 'main', after: 'b'.repeat(64) },
    ],
    ['that removes the branch', { after: '0'.repeat(40) }, null],
    ['of a tag', { ref: 'refs/tags/v1' }, null],
    ['to no branch', { ref: 'refs/heads/' }, null],
    ['with NUL in the name', { ref: 'refs/heads/a\u0000b' }, null],
    ['with a line break in the name', { ref: 'refs/heads/main\n' }, null],
    ['with a name as long as a book', { ref: `refs/heads/${'a'.repeat(1_000)}` }, null],
    ['without a name', { ref: null }, null],
    ['to no commit', { after: 'HEAD' }, null],
    ['whose kind is a list', { object_kind: ['push'] }, null],
  ])('%s', (_what, change, hint) => {
    expect(push(change)).toEqual({ projectId: 7, hint });
  });

  it('counts though its commits touch no manifest, since the list may be incomplete', () => {
    const commits = [{ id: SHA, added: [], modified: ['README.md'], removed: [] }];
    expect(push({ commits })?.hint).toMatchObject({ kind: 'push' });
  });
});

describe('the project of an event', () => {
  it.each<[unknown, number | null]>([
    [7, 7],
    ['7', null],
    [0, null],
    [-1, null],
    [7.5, null],
    [1e300, null],
    [2 ** 53, null],
    [null, null],
    [{}, null],
  ])('%j is %j', (given, projectId) => {
    expect(push({ project_id: given })?.projectId).toBe(projectId);
  });

  it('is read from `project` where that alone names it', () => {
    expect(read({ object_kind: 'note', project: { id: 9 } })).toEqual({ projectId: 9, hint: null });
  });
});

describe('other events', () => {
  const mergeRequest = (object_attributes: unknown) =>
    read({ object_kind: 'merge_request', project: { id: 7 }, object_attributes })?.hint;
  it.each<[unknown, unknown]>([
    [
      { iid: 3, action: 'update' },
      { kind: 'mergeRequest', iid: 3 },
    ],
    [{ iid: '3' }, null],
    [{ iid: 2 ** 31 }, null],
    [{ iid: 1e300 }, null],
    [null, null],
    [[3], null],
  ])('of a merge request with %j give %j', (attributes, hint) => {
    expect(mergeRequest(attributes)).toEqual(hint);
  });

  it.each<[string, object, unknown]>([
    ['of a merge request', { merge_request: { iid: 4 } }, { kind: 'mergeRequest', iid: 4 }],
    ['of a branch', {}, { kind: 'pipeline', branch: 'fix/x' }],
    ['of a tag', { object_attributes: { ref: 'v1', tag: true } }, null],
    ['of nothing', { object_attributes: {} }, null],
  ])('of a pipeline %s', (_what, change, hint) => {
    expect(pipeline(change)?.hint).toEqual(hint);
  });

  it.each(['note', 'tag_push', 'access_token', '__proto__', 'constructor', ''])('%j give no hint', (kind) => {
    expect(push({ object_kind: kind })?.hint).toBeNull();
  });
});

describe('hostile bodies', () => {
  it.each<[string, string]>([
    ['nothing', ''],
    ['no JSON', 'payload={}'],
    ['a list', '[]'],
    ['a text', '"push"'],
    ['null', 'null'],
    ['a list as deep as it is long', '['.repeat(1_000_000)],
    ['JSON that breaks off', '{"object_kind":"push",'],
  ])('%s is no event', (_what, body) => {
    expect(readEvent(Buffer.from(body))).toBeNull();
  });

  it('of great depth cost no exception', () => {
    const deep = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;
    const body = `{"object_kind":"push","project_id":7,"ref":${deep},"project":${deep}}`;
    expect([null, { projectId: 7, hint: null }]).toContainEqual(readEvent(Buffer.from(body)));
  });

  it('cannot name things by the prototype', () => {
    const body = `{"__proto__":{"object_kind":"push","project_id":7,"ref":"refs/heads/main","after":"${SHA}"}}`;
    expect(readEvent(Buffer.from(body))).toEqual({ projectId: null, hint: null });
    expect(Object.hasOwn(Object.prototype, 'object_kind')).toBe(false);
  });

  it('of any bytes and any JSON give an event or none', () => {
    const kinds = ['push', 'merge_request', 'pipeline'];
    const names = ['object_kind', 'ref', 'after', 'project_id', 'project', 'object_attributes', 'iid', 'id'];
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(...kinds, 'refs/heads/main', SHA, 7, null, ''),
        fc.jsonValue(),
        fc.dictionary(fc.constantFrom(...names), tie('any')),
      ),
    })).any;
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          value.map((json) => Buffer.from(JSON.stringify(json))),
        ),
        (body) => {
          const event = readEvent(body);
          return event === null || event.projectId === null || Number.isSafeInteger(event.projectId);
        },
      ),
    );
  });
});
