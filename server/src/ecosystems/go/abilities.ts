import type { Abilities, ManifestGroup } from '../ecosystem.js';
import { satisfies } from './versions.js';

/** A go.mod is a lock: what it requires are versions, each module once, and they move. */
export function abilitiesOf(): Abilities {
  return {
    versions: true,
    ranges: false,
    forces: null,
    resolver: null,
    placement: 'FLAT',
    whyNot: 'Backline does not run Go: it moves only what the go.mod already has all requirements of.',
  };
}

/** A required version is a minimum, which every higher one meets; a version that breaks is a module of another path. */
export function raiseRange(range: string, to: string): string | null {
  return satisfies(to, range) ? range : null;
}

/** The go.mod itself. */
export function manifestOf({ path }: Pick<ManifestGroup, 'path'>): string {
  return path;
}
