import { startWorld, type World } from '../test-world.js';

let world: World;

beforeAll(async () => {
  world = await startWorld({ relativeRoot: '/gitlab' });
});

afterAll(async () => {
  await world.close();
});

async function see(path: string, init: RequestInit = {}) {
  const response = await fetch(`${world.simulator.url}${path}`, { redirect: 'manual', ...init });
  return { status: response.status, text: await response.text(), location: response.headers.get('location') };
}

async function withMergeRequest(title: string, description: string) {
  const project = await world.project();
  await world.simulator.commitFiles(project.id, { branch: 'topic', files: { 'a.js': '<b>"x"</b>\n' } });
  const body = { title, description, source_branch: 'topic', target_branch: 'main' };
  const { json } = await world.api('POST', `/projects/${project.id}/merge_requests`, { body });
  const path = json.web_url.slice(world.simulator.url.length) as string;
  return { project, path };
}

describe('pages', () => {
  test('list the projects and say what this is', async () => {
    const project = await world.project({ path: 'listed' });
    const { status, text } = await see('/');
    expect(status).toBe(200);
    expect(text).toContain('GitLab simulator');
    expect(text).toContain('href="/gitlab/acme/listed"');
    expect((await see(`/acme/${project.path}`)).text).toContain('src/index.js');
  });

  test('show a merge request with its text and diff, everything escaped', async () => {
    const evil = '<script>alert(1)</script>';
    const { path } = await withMergeRequest(
      `Title ${evil}`,
      `**bold** ${evil}\n\n| a | b |\n|---|---|\n| ${evil} | [x](javascript:1) |`,
    );
    const { text } = await see(path);
    expect(text).not.toContain('<script>');
    expect(text).toContain('&lt;script&gt;');
    expect(text).toContain('<strong>bold</strong>');
    expect(text).toContain('<table><thead><tr><th>a</th>');
    expect(text).not.toContain('href="javascript:');
    expect(text).toContain('+&lt;b&gt;&quot;x&quot;&lt;/b&gt;');
    expect(text).toContain('mergeable');
  });

  test('merge by a button', async () => {
    const { project, path } = await withMergeRequest('Merge me', '');
    const pressed = await see(`${path}/merge`, { method: 'POST' });
    expect([pressed.status, pressed.location]).toEqual([303, `/gitlab${path}`]);
    expect((await see(path)).text).toContain('<span class="state merged">merged</span>');
    expect(await world.simulator.readFile(project.id, { path: 'a.js' })).toBe('<b>"x"</b>\n');
  });

  test('close by a button, and say why a merge cannot be', async () => {
    const { path } = await withMergeRequest('Draft: not yet', '');
    const refused = await see(`${path}/merge`, { method: 'POST' });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain('cannot be merged now');
    expect((await see(`${path}/close`, { method: 'POST' })).status).toBe(303);
    expect((await see(path)).text).toContain('>closed<');
  });

  test('refuse buttons pressed from other sites', async () => {
    const { path } = await withMergeRequest('Safe', '');
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    expect((await see(`${path}/merge`, { method: 'POST', headers })).status).toBe(403);
  });

  test('show the tokens where GitLab makes them', async () => {
    const { text } = await see('/-/user_settings/personal_access_tokens?name=x&scopes=api');
    expect(text).toContain(world.tokens.developer.value);
  });

  test.each(['/nothing', '/acme/nothing', '/acme/listed/-/merge_requests/9'])(
    '%s is a page that says so',
    async (path) => {
      const { status, text } = await see(path);
      expect(status).toBe(404);
      expect(text).toContain('Not found');
    },
  );
});
