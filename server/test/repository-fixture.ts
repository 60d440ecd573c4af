import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ecosystem, ManifestFile, ManifestGroup } from '../src/ecosystems/ecosystem.js';
import type { Inventory } from '../src/inventory/inventory.js';

/** All files below a folder, their paths relative to it, with forward slashes, sorted. */
export function listFiles(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

/** The files of one manifest group of a folder. */
export function readGroup(folder: string, group: ManifestGroup): readonly ManifestFile[] {
  return group.inputs.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') }));
}

/** Groups and reads a folder as an analysis would. */
export function readInventories(
  ecosystem: Ecosystem,
  folder: string,
): readonly {
  readonly group: ManifestGroup;
  readonly files: readonly ManifestFile[];
  readonly inventory: Inventory;
}[] {
  return ecosystem.groupManifests(listFiles(folder)).map((group) => {
    const files = readGroup(folder, group);
    return { group, files, inventory: ecosystem.parse(group, files) };
  });
}
