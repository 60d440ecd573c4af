import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { SeverityCounts } from '../projects/project.js';
import type { PlanDraft, PlanKind, PlanState } from './plan.js';
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
  @Column('jsonb')
  readonly draft!: PlanDraft;
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
  @Column('text', { name: 'pushed_commit', nullable: true })
  readonly pushedCommit!: string | null;
}
