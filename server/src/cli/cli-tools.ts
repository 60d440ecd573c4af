import type { SourceItem } from '../advisories/advisory-ports.js';
import type { Clock } from '../clock.js';
import type { FileContent } from '../inventory/file-content.js';
import type { OperatorRegistries } from '../registries/default-registries.js';
import type { PackageRegistry } from '../registries/registry.js';
import type { Resolver } from '../resolution/resolution.js';
import type { Progress } from './progress.js';

/** What commands do to the world; `cli/main.ts` gives the real ones. */
export interface CliTools {
  readonly print: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly progress: Progress;
  /** How wide the terminal is that results are printed on; null where they are printed on none. */
  readonly columns: number | null;
  /** Of Backline, as package.json says it. */
  readonly version: string;
  readonly clock: Clock;
  /** The records of an OSV zip, folder or JSON lines; those whose bytes are not wanted are passed over unparsed. */
  readonly readAdvisories: (path: string, isWanted?: (bytes: Buffer) => boolean) => AsyncIterable<SourceItem>;
  readonly openFolder: (path: string) => Promise<LocalFolder>;
  /** The registries at these addresses, else the public ones; npm's else the one that the person's own configuration names. */
  readonly openRegistry: (addresses: OperatorRegistries) => Promise<PackageRegistry>;
  readonly resolver: Resolver;
}

/** A folder of files, none of them reached through a link. Paths are relative, with forward slashes, sorted. */
export interface LocalFolder {
  /** The folder's own name. */
  readonly name: string;
  readonly paths: readonly string[];
  /** Paths of symbolic links: they are not followed, so nothing behind them is read. */
  readonly links: readonly string[];
  /** What was left out, as sentences. */
  readonly warnings: readonly string[];
  /** What these files hold, by the same rules as a repository's blobs; what cannot be opened as a file is left out. */
  read(paths: readonly string[]): Promise<ReadonlyMap<string, FileContent>>;
  /** Replaces files whose text is still the old one; refuses all of them otherwise. */
  replace(
    files: readonly { readonly path: string; readonly oldText: string; readonly newText: string }[],
  ): Promise<void>;
}
