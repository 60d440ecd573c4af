import type { ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import type { Inventory } from './inventory.js';

/** Parses one manifest group in a thread of its own, so that a large or hostile file blocks nobody and can be killed. */
export default function parseInThread({
  group,
  files,
}: {
  group: ManifestGroup;
  files: readonly ManifestFile[];
}): Inventory {
  return ecosystemOf(group.ecosystem).parse(group, files);
}
