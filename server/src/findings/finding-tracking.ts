import type { KeysetReader } from '../keyset.js';
import type { FindingEvent } from './finding-history.js';

/** What is kept of findings beside what an analysis says. Spans, stages and due dates follow each change by themselves. */
export interface FindingTracking {
  /** Works out anew when the open findings of these projects are due, after a policy changed; answers how many changed. */
  renewDueDates(projectIds: readonly string[]): Promise<number>;
  /** Its life, newest first: what was recorded of it, of the plans that close it and of their merge requests, and its turns. */
  history(
    findingId: string,
    page: { readonly first: number; readonly after: string | null },
  ): Promise<readonly FindingEvent[]>;
  countHistory(findingId: string, cap: number): Promise<number>;
  /** The same for pages in both directions; the parents are findings. */
  pagedHistory(): KeysetReader<FindingEvent>;
}
