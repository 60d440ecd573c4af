import type { Project } from '../projects/project.js';

/** A package that some project has. */
export interface FoundPackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly projectCount: number;
  readonly openFindings: number;
}

/** An advisory by one of its names. */
export interface FoundAdvisory {
  readonly advisoryId: string;
  readonly summary: string;
  readonly severity: string;
  /** Open findings of it. */
  readonly openFindings: number;
}

/** What a text finds: the best first. */
export interface SearchResults {
  readonly projects: readonly Project[];
  readonly packages: readonly FoundPackage[];
  readonly advisories: readonly FoundAdvisory[];
}

/** Finds projects by path, packages and advisories by name; each list has at most `first`. */
export interface SearchReader {
  find(text: string, first: number): Promise<SearchResults>;
}
