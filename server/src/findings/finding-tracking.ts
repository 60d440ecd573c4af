/** What is kept of findings beside what an analysis says. Spans, stages and due dates follow each change by themselves. */
export interface FindingTracking {
  /** Works out anew when the open findings of these projects are due, after a policy changed; answers how many changed. */
  renewDueDates(projectIds: readonly string[]): Promise<number>;
}
