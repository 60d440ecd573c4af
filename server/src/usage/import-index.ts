import type { ImportIndex } from './find-usage.js';

/** The imports of projects' source, one index a project: that of the commit that was looked at last. */
export interface ImportIndexStore {
  /** The index of this very commit; null where there is none. */
  find(projectId: string, commit: string): Promise<ImportIndex | null>;
  save(projectId: string, commit: string, index: ImportIndex): Promise<void>;
}
