import { startWorld, type World } from './test-world.js';

async function countUntilRefused(
  world: World,
  method: string,
  path: string,
  body?: unknown,
): Promise<number> {
  for (let count = 1; count < 700; count += 1) {
    const answer = await world.api(method, path, body === undefined ? {} : { body });
    if (answer.status !== 429) continue;
    expect(answer.json.message.error).toMatch(
      /^This (?:endpoint|archive) has been requested too many times\./,
    );
    expect(answer.headers.get('retry-after')).toBeNull();
    return count - 1;
  }
  return Number.POSITIVE_INFINITY;
}

test.each([
  ['18.5', '/projects/1', 400],
  ['18.5', '/projects/1/repository/archive.tar.gz', 5],
  ['18.5', '/projects/1/merge_requests?search=x', 30],
  ['dotcom', '/projects/1/merge_requests?search=x', 10],
  ['dotcom', '/projects/1/repository/files/README.md/raw', 300],
] as const)('%s refuses %s after %s requests', async (profile, path, most) => {
  const world = await startWorld({ profile });
  try {
    await world.project();
    expect(await countUntilRefused(world, 'GET', path)).toBe(most);
    expect((await world.api('GET', path, { token: world.tokens.reporter })).status).toBe(200);
  } finally {
    await world.close();
  }
});

test('the limits of routes can be switched off, and the request throttle of gitlab.com is not on elsewhere', async () => {
  const world = await startWorld({ routeLimits: false });
  try {
    await world.project();
    const path = '/projects/1/repository/archive.zip';
    for (let count = 0; count < 7; count += 1) expect((await world.api('GET', path)).status).toBe(200);
  } finally {
    await world.close();
  }
});
