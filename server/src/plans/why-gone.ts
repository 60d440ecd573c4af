import { isReadWhole } from '../inventory/manifest-problems.js';
import type { Manifest } from '../inventory/manifest.js';

/** Why a plan that edits these files is worked out no more: one of them cannot be read now, or nothing is left to do. */
export function whyGone(
  paths: readonly string[],
  manifests: readonly Pick<Manifest, 'path' | 'inputs' | 'dependencyCount' | 'problems'>[],
): string {
  const unread = manifests.find(
    (manifest) =>
      !isReadWhole(manifest) &&
      [manifest.path, ...manifest.inputs.map(({ path }) => path)].some((path) => paths.includes(path)),
  );
  if (unread === undefined) return 'It is no longer needed.';
  const problem = unread.problems[0]?.message ?? '';
  return `${unread.path} can no longer be read, so the plan cannot be worked out until it is mended. ${problem}`.trim();
}
