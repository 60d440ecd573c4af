import { createHash } from 'node:crypto';
import type { ManifestGroup } from '../ecosystems/ecosystem.js';

/** Raised whenever a parser would read the same files differently, so that kept inventories are read anew. */
export const PARSER_VERSION = 5;

/** One input of an inventory: its path and the id of its content (git's blob id, or any hash of it). */
export interface InventoryInput {
  readonly path: string;
  readonly blob: string;
}

/**
 * The key under which an inventory is kept: lowercase hex SHA-256 over the parser's version, the group and the inputs in
 * the order of their paths. Lengths are hashed too, so no two lists of inputs share a text.
 */
export function hashInventoryInputs(
  parserVersion: number,
  { ecosystem, path: groupPath }: Pick<ManifestGroup, 'ecosystem' | 'path'>,
  inputs: readonly InventoryInput[],
): string {
  const hash = createHash('sha256');
  hash.update(`${parserVersion}\n${ecosystem}\n${groupPath.length}:${groupPath}`);
  const sorted = [...inputs].sort(
    (left, right) => compareText(left.path, right.path) || compareText(left.blob, right.blob),
  );
  for (const { path, blob } of sorted) {
    hash.update(`${path.length}:${path}${blob.length}:${blob}`);
  }
  return hash.digest('hex');
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
