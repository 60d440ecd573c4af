import { join } from 'node:path';
import { analyzeProject } from '../src/inventory/analyze-project.js';
import { generateLock } from './bench-data.js';
import { withBenchFolder } from './bench-folder.js';
import { type BenchWorld, withBenchWorld } from './bench-world.js';
import { type Bench, benchLine } from './bench.js';
import { shallowClone } from './shallow-clone.js';

const CHANGED_TARGET = 3;

/**
 * What one analysis costs GitLab, from the simulator's request log: requests of a project that changed (API, and git
 * commands) and of one that did not. The baseline is the git commands of a plain shallow clone.
 */
export const requestsBench: Bench = {
  name: 'requests',
  run: (report) =>
    withBenchWorld({ 'package-lock.json': generateLock(1_500), 'README.md': '# App\n' }, async (world) => {
      const first = await count(world, () => analyze(world));
      await world.simulator.commitFiles(world.projectPath, {
        files: { 'package-lock.json': generateLock(1_500, '1.1.0') },
      });
      const changed = await count(world, () => analyze(world));
      const unchanged = await count(world, () => analyze(world));
      const clone = await count(world, () => cloneOnce(world));
      const print = (metric: string, value: number, target?: number): void =>
        report(
          benchLine('requests', {
            metric,
            value,
            unit: 'requests',
            baseline: clone.gitCommands,
            ...(target === undefined ? {} : { target }),
          }),
        );
      print('first analysis, API', first.api, CHANGED_TARGET);
      print('changed project, API', changed.api, CHANGED_TARGET);
      print('changed project, git commands', changed.gitCommands);
      print('unchanged project, API', unchanged.api, 0);
      print('unchanged project, git commands (ls-remote)', unchanged.gitCommands, 1);
    }),
};

interface Cost {
  readonly api: number;
  readonly gitCommands: number;
}

/** Each git command that talks to a server begins with one look at `info/refs`. */
async function count({ simulator }: BenchWorld, work: () => Promise<unknown>): Promise<Cost> {
  simulator.requestLog.clear();
  await work();
  const { entries } = simulator.requestLog;
  return {
    api: entries.filter(({ kind }) => kind === 'api').length,
    gitCommands: entries.filter(({ kind, path }) => kind === 'git' && path.includes('/info/refs')).length,
  };
}

async function analyze({ deps, projectId, context }: BenchWorld): Promise<void> {
  await analyzeProject(deps, { projectId, force: false }, context);
}

function cloneOnce({ simulator, projectPath }: BenchWorld): Promise<void> {
  const token = [...simulator.state.tokensByValue.keys()][0] ?? '';
  return withBenchFolder((folder) =>
    shallowClone(`${simulator.url}/${projectPath}.git`, token, join(folder, 'clone')),
  );
}
