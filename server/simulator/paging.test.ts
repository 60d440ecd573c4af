import fc from 'fast-check';
import { startWorld, type World } from './test-world.js';

let world: World;
const COUNT = 45;

beforeAll(async () => {
  world = await startWorld({ externalUrl: 'https://gitlab.example/git', relativeRoot: '/git' });
  for (let number = 0; number < COUNT; number += 1) {
    await world.simulator.createProject({ path: `p${number}`, namespace: 'acme' });
  }
});

afterAll(async () => {
  await world.close();
});

const ids = (rows: readonly { readonly id: number }[]) => rows.map((row) => row.id);

/** Follows `rel="next"` with our own origin, as a client behind a proxy has to. */
async function follow(first: string): Promise<number[][]> {
  const pages: number[][] = [];
  for (let path: string | null = first; path !== null && pages.length < 200;) {
    const answer = await world.api('GET', path);
    expect(answer.status).toBe(200);
    pages.push(ids(answer.json));
    const link = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
    path = link ? link.slice('https://gitlab.example/git/api/v4'.length) : null;
  }
  return pages;
}

describe('offset pages', () => {
  test('say where they are in headers, with the external address in the links', async () => {
    const answer = await world.api('GET', '/projects?page=2&per_page=20&order_by=id&sort=asc');
    const header = (name: string) => answer.headers.get(name);
    expect(
      ['x-page', 'x-per-page', 'x-prev-page', 'x-next-page', 'x-total', 'x-total-pages'].map(header),
    ).toEqual(['2', '20', '1', '3', '45', '3']);
    const links = (header('link') ?? '').split(', ');
    expect(links.map((link) => /rel="(\w+)"/.exec(link)?.[1])).toEqual(['prev', 'next', 'first', 'last']);
    expect(links[1]).toMatch(/^<https:\/\/gitlab\.example\/git\/api\/v4\/projects\?page=3&per_page=20/);
  });

  test('default to 20 rows, give at most 100 and end with an empty next page', async () => {
    expect((await world.api('GET', '/projects')).json).toHaveLength(20);
    const all = await world.api('GET', '/projects?per_page=1000');
    expect(all.json).toHaveLength(COUNT);
    expect([all.headers.get('x-per-page'), all.headers.get('x-next-page')]).toEqual(['100', '']);
  });

  test('past the end are empty, too deep are a 405 that names keyset', async () => {
    expect((await world.api('GET', '/projects?page=99')).json).toEqual([]);
    const deep = await world.api('GET', '/projects?page=501&per_page=100');
    expect(deep.status).toBe(405);
    expect(deep.json.error).toContain('keyset');
  });

  test.each(['page=0', 'page=x', 'per_page=0', 'per_page=x'])('%s is a 400', async (query) => {
    expect((await world.api('GET', `/projects?${query}`)).status).toBe(400);
  });
});

describe('keyset pages', () => {
  test('carry no totals and lead through all projects by id', async () => {
    const first = await world.api('GET', '/projects?pagination=keyset&order_by=id&sort=asc&per_page=20');
    expect(first.headers.get('x-total')).toBeNull();
    expect(first.headers.get('link')).toContain('id_after=20');
    const pages = await follow(
      '/projects?pagination=keyset&order_by=id&sort=asc&per_page=20&membership=true',
    );
    expect(pages.flat()).toEqual(Array.from({ length: COUNT }, (_, index) => index + 1));
  });

  test('visit every project once whatever their size and direction', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 4, max: 60 }),
        fc.constantFrom('asc', 'desc'),
        async (size, sort) => {
          const pages = await follow(`/projects?pagination=keyset&order_by=id&sort=${sort}&per_page=${size}`);
          const all = Array.from({ length: COUNT }, (_, index) => index + 1);
          expect(pages.flat()).toEqual(sort === 'asc' ? all : all.toReversed());
        },
      ),
      { numRuns: 8 },
    );
  });

  test('by another order are a 405', async () => {
    const answer = await world.api('GET', '/projects?pagination=keyset&order_by=name');
    const error = 'Keyset pagination is not yet available for this type of request';
    expect([answer.status, answer.json]).toEqual([405, { error }]);
  });

  test('of groups go by name with a cursor', async () => {
    for (const path of ['b-team', 'c-team']) {
      world.simulator.createGroup({ path });
      world.simulator.addMember({ group: path }, { userId: world.users.developer.id, level: 30 });
    }
    const first = await world.api('GET', '/groups?pagination=keyset&order_by=name&per_page=2');
    expect(first.json.map((group: { path: string }) => group.path)).toEqual(['acme', 'b-team']);
    const cursor = first.headers.get('x-next-cursor') ?? '';
    const next = await world.api(
      'GET',
      `/groups?pagination=keyset&order_by=name&per_page=2&cursor=${cursor}`,
    );
    expect(next.json.map((group: { path: string }) => group.path)).toEqual(['c-team']);
    expect(next.headers.get('link')).toBeNull();
  });
});

describe('the project list', () => {
  test('filters by membership level, state and search', async () => {
    const archived = await world.project({ path: 'archived-one', isArchived: true });
    const other = await world.simulator.createProject({
      path: 'open',
      namespace: 'others',
      visibility: 'public',
    });
    const count = async (query: string) =>
      ids((await world.api('GET', `/projects?per_page=100&${query}`)).json);
    expect(await count('membership=true')).not.toContain(other.id);
    expect(await count('membership=false')).toContain(other.id);
    expect(await count('min_access_level=40')).toEqual([]);
    expect(await count('archived=true')).toEqual([archived.id]);
    expect(await count('search=archived')).toEqual([archived.id]);
    expect(await count('membership=true&active=true')).not.toContain(archived.id);
    await world.simulator.deleteProject(archived.id);
    await world.simulator.deleteProject(other.id);
  });

  test('leaves the settings out when it is simple', async () => {
    const [simple] = (await world.api('GET', '/projects?simple=true&per_page=1')).json;
    const [full] = (await world.api('GET', '/projects?per_page=1')).json;
    expect(simple).not.toHaveProperty('permissions');
    expect(simple).not.toHaveProperty('archived');
    expect(full.permissions).toEqual({
      project_access: null,
      group_access: { access_level: 30, notification_level: 3 },
    });
    expect(full.http_url_to_repo).toBe(`https://gitlab.example/git/${full.path_with_namespace}.git`);
  });

  test('a date filter needs its order', async () => {
    expect((await world.api('GET', '/projects?updated_after=2020-01-01T00:00:00Z')).status).toBe(400);
    expect(
      (await world.api('GET', '/projects?updated_after=2020-01-01T00:00:00Z&order_by=updated_at')).status,
    ).toBe(200);
  });
});
