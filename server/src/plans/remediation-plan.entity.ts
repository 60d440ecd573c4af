import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { SeverityCounts } from '../projects/project.js';
import type { PlanEdit, PlanKind, PlanState, PlanView } from './plan.js';
import type { RemediationPlan } from './remediation-plan.js';

/** The row of one revision of a plan. */
@Entity('remediation_plan')
export class RemediationPlanEntity implements RemediationPlan {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('bigint', { name: 'project_id' })
  readonly projectId!: string;
  @Column('text')
  readonly kind!: PlanKind;
  @Column('text', { name: 'plan_group' })
  readonly group!: string;
  @Column('int')
  readonly revision!: number;
  @Column('text')
  readonly title!: string;
  @Column('text')
  readonly state!: PlanState;
  @Column('text', { name: 'state_reason', nullable: true })
  readonly stateReason!: string | null;
  @Column('text')
  readonly digest!: string;
  @Column('text', { name: 'target_branch' })
  readonly targetBranch!: string;
  @Column('text', { name: 'base_commit' })
  readonly baseCommit!: string;
  @Column('text', { name: 'branch_name' })
  readonly branchName!: string;
  /** As large as the diffs and the proof: read only where it is asked for by name. */
  @Column('jsonb', { select: false })
  readonly draft!: PlanView;
  /** As large as the manifests: read only for opening. */
  @Column('jsonb', { name: 'edit_texts', select: false })
  readonly editTexts!: readonly Pick<PlanEdit, 'path' | 'newText'>[];
  @Column('int', { name: 'change_count' })
  readonly changeCount!: number;
  @Column('text', { nullable: true })
  readonly risk!: RemediationPlan['risk'];
  @Column('text', { name: 'largest_step' })
  readonly largestStep!: RemediationPlan['largestStep'];
  @Column('int', { name: 'introduced_count' })
  readonly introducedCount!: number;
  @Column('jsonb', { name: 'fixed_counts' })
  readonly fixedCounts!: SeverityCounts;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
  @Column('timestamptz', { name: 'proved_at' })
  readonly provedAt!: Date;
  @Column('timestamptz', { name: 'decided_at', nullable: true })
  readonly decidedAt!: Date | null;
  @Column('text', { name: 'decided_by', nullable: true })
  readonly decidedBy!: string | null;
  @Column('jsonb', { nullable: true })
  readonly failure!: { code: string; message: string } | null;
  @Column('text', { name: 'pushed_commits', array: true })
  readonly pushedCommits!: string[];
}
