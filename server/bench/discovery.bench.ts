import type { Simulator } from '../simulator/simulator-api.js';
import { discoverProjects } from '../src/projects/discover-projects.js';
import { type BenchWorld, withBenchWorld } from './bench-world.js';
import { type Bench, benchLine, timed } from './bench.js';

const COUNT = 10_000;
const MOST_REQUESTS = COUNT / 100 + 5;

/**
 * A first listing of 10,000 projects into an empty catalogue, and a second one when nothing changed: seconds, and
 * requests to GitLab. The baseline of the seconds is the bare walk through the pages; of the requests, the pages.
 */
export const discoveryBench: Bench = {
  name: 'discovery',
  run: (report) =>
    withBenchWorld({ 'package.json': '{}\n' }, async (world) => {
      await world.simulator.createProjects(COUNT - 1, {
        namespace: 'bench/many',
        path: 'app',
        files: { 'package.json': '{}\n' },
      });
      const walk = await timed(() => walkPages(world.simulator));
      for (const run of ['first', 'second']) {
        const { requests, ms } = await discover(world);
        report(
          benchLine('discovery', {
            metric: `${run} listing of ${COUNT} projects`,
            value: ms / 1_000,
            unit: 's',
            baseline: walk / 1_000,
          }),
        );
        report(
          benchLine('discovery', {
            metric: `${run} listing of ${COUNT} projects`,
            value: requests,
            unit: 'requests',
            baseline: COUNT / 100,
            target: MOST_REQUESTS,
          }),
        );
      }
    }),
};

async function discover({
  core,
  deps,
  simulator,
  context,
}: BenchWorld): Promise<{ readonly requests: number; readonly ms: number }> {
  const [integration] = await core.read.integrations.list({ first: 1, afterId: null });
  const [job] = (await core.read.jobHistory.list({}, { before: null, limit: 1 })).jobs;
  if (integration === undefined || job === undefined) throw new Error('nothing is connected');
  simulator.requestLog.clear();
  const ms = await timed(() =>
    discoverProjects(deps, { integrationId: integration.id }, { ...context, job }),
  );
  return { requests: simulator.requestLog.count(), ms };
}

async function walkPages(simulator: Simulator): Promise<void> {
  const token = [...simulator.state.tokensByValue.keys()][0] ?? '';
  let next: string | undefined =
    `${simulator.url}/api/v4/projects?membership=true&pagination=keyset&order_by=id&sort=asc&per_page=100`;
  while (next !== undefined) {
    const answer: Response = await fetch(next, { headers: { 'private-token': token } });
    await answer.json();
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
  }
}
