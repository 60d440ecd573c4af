import type { ManifestFile, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { ArchiveOf } from './registry-view.js';
import type { ResolutionRequest, ResolutionResult } from './resolution.js';
import type { PackageFacts } from '../registries/registry.js';

/** The view as a tool needs to know it. */
export interface OpenedView {
  readonly url: string;
  readonly port: number;
  factsOf(name: string): PackageFacts | null;
  /** What the registry knows of these packages, asked all at once. */
  learn(names: readonly string[]): Promise<ReadonlyMap<string, PackageFacts>>;
}

/** One run of one package manager. */
export interface ToolJob {
  readonly request: ResolutionRequest;
  /** Scrubbed manifests, with paths below the folder in which the tool works. */
  readonly manifests: readonly ManifestFile[];
  readonly lock: ManifestFile;
  /** Removed when the job is done. `project` holds the manifests; `home` and `cache` are empty. */
  readonly folders: { readonly project: string; readonly home: string; readonly cache: string };
  readonly signal: AbortSignal;
  openView(
    archiveOf: (viewUrl: string) => ArchiveOf,
    archive?: (
      name: string,
      version: string,
      facts: () => Promise<PackageVersionFacts | null>,
    ) => Promise<Buffer | null>,
  ): Promise<OpenedView>;
}

/** How a run ended. No version of the packages in `names` that was shown fitted. */
export type ToolOutcome =
  | { readonly kind: 'lock'; readonly text: string }
  | (Extract<ResolutionResult, { kind: 'refused' }> & { readonly names?: readonly string[] });

/** A refusal with a sentence. */
export function refused(
  code: Extract<ResolutionResult, { kind: 'refused' }>['code'],
  message: string,
): Extract<ResolutionResult, { kind: 'refused' }> {
  return { kind: 'refused', code, message };
}
