/** What a glance at a project tells beside its open findings. */
export interface ProjectHealth {
  /** Open findings that are past the day by which the policy wants them fixed. */
  readonly overdueCount: number;
  /** Plans that wait for a decision. */
  readonly proposedPlanCount: number;
  readonly openMergeRequestCount: number;
  /** Direct dependencies that are behind. */
  readonly outdatedCount: number;
  /** When its head is looked at next though nothing moves; null where it is not looked at. */
  readonly nextLookAt: Date | null;
}

export const NO_HEALTH: ProjectHealth = {
  overdueCount: 0,
  proposedPlanCount: 0,
  openMergeRequestCount: 0,
  outdatedCount: 0,
  nextLookAt: null,
};

/** Reads the health of many projects at once. */
export interface ProjectHealthReader {
  ofMany(ids: readonly string[], now: Date): Promise<ReadonlyMap<string, ProjectHealth>>;
}
