import type { Advisory, AdvisoryMatch } from '../advisories/advisory.js';
import type { Inventory } from '../inventory/inventory.js';

/** One package version that one advisory record concerns, in one manifest. */
export interface ExportedFinding extends AdvisoryMatch {
  readonly manifest: string;
}

/** What a document is written from: everything that was read of one subject at one moment. */
export interface ExportInput {
  /** A short name of what was analysed, such as the folder's. */
  readonly subject: string;
  readonly at: Date;
  readonly inventories: readonly Inventory[];
  readonly findings: readonly ExportedFinding[];
  /** The records behind the findings, by id. */
  readonly advisories: ReadonlyMap<string, Advisory>;
}

/** What to do about a finding, as a sentence. */
export function remedyOf({ name, fixed }: Pick<ExportedFinding, 'name' | 'fixed'>): string {
  const [lowest] = fixed;
  return lowest === undefined
    ? `No fixed version of ${name} is known. Replace it, or do not reach the vulnerable part.`
    : `Upgrade ${name} to ${lowest} or later.`;
}
