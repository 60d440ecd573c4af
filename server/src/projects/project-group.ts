import type { SeverityCounts } from './project.js';

/** A GitLab group that has projects in the catalogue, itself or below it. */
export interface ProjectGroup {
  readonly integrationId: string;
  /** Its full path. */
  readonly path: string;
  readonly name: string;
  /** Projects in it and below it. */
  readonly projectCount: number;
  /** Whether there are groups below it. */
  readonly hasSubgroups: boolean;
  readonly openFindings: SeverityCounts;
}

/** The groups right below a group (null: those at the top), by path. At most 500. */
export interface ProjectGroupReader {
  list(scope: {
    readonly integrationId: string | null;
    readonly parent: string | null;
  }): Promise<readonly ProjectGroup[]>;
}
