import type { ManifestGroup } from '../ecosystem.js';
import { joinPath, nearestIn, projectFilter, splitPath } from '../manifest-paths.js';

/**
 * One group for each go.mod: with the go.sum beside it, and the nearest go.work at or above it, whose replacements
 * and toolchain hold in its workspace (https://go.dev/ref/mod#workspaces).
 */
export function groupManifests(paths: readonly string[]): readonly ManifestGroup[] {
  const modules: string[] = [];
  const withSum = new Set<string>();
  const withWork = new Set<string>();
  const isOwn = projectFilter(paths);
  for (const path of new Set(paths)) {
    const { folder, file } = splitPath(path);
    if (file !== 'go.mod' && file !== 'go.sum' && file !== 'go.work') continue;
    if (!isOwn(path)) continue;
    if (file === 'go.mod') modules.push(folder);
    else (file === 'go.sum' ? withSum : withWork).add(folder);
  }
  const nearestWork = nearestIn(withWork);
  return modules
    .map((folder): ManifestGroup => {
      const path = joinPath(folder, 'go.mod');
      const inputs = [path];
      if (withSum.has(folder)) inputs.push(joinPath(folder, 'go.sum'));
      const workspace = nearestWork(folder);
      if (workspace !== null) inputs.push(joinPath(workspace, 'go.work'));
      return { ecosystem: 'Go', path, inputs: inputs.sort() };
    })
    .sort((left, right) => (left.path < right.path ? -1 : 1));
}
