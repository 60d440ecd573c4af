import type { TextEdits } from '../../formats/text-edits.js';
import type { VersionChange } from '../ecosystem.js';
import type { GoFile } from './go-mod.js';

/** A go.mod while it is changed. */
export interface GoDraft {
  readonly path: string;
  readonly file: GoFile;
  readonly edits: TextEdits;
  readonly changes: readonly VersionChange[];
  /** The version of each required module afterwards, with its `v`. */
  readonly versions: ReadonlyMap<string, string>;
}
