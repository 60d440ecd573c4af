import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Closing, MergeRequest, MergeRequestState, NoteSubject } from './merge-request.js';

/** The row of a plan's merge request. */
@Entity('merge_request')
export class MergeRequestEntity implements MergeRequest {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('bigint', { name: 'project_id' })
  readonly projectId!: string;
  @Column('bigint', { name: 'plan_id' })
  readonly planId!: string;
  @Column('int')
  readonly iid!: number;
  @Column('text')
  readonly title!: string;
  @Column('text', { name: 'web_url' })
  readonly webUrl!: string;
  @Column('text', { name: 'source_branch' })
  readonly sourceBranch!: string;
  @Column('text', { name: 'target_branch' })
  readonly targetBranch!: string;
  @Column('text')
  readonly state!: MergeRequestState;
  @Column('text', { name: 'detailed_merge_status' })
  readonly detailedMergeStatus!: string;
  @Column('boolean', { name: 'has_conflicts' })
  readonly hasConflicts!: boolean;
  @Column('text', { name: 'head_commit', nullable: true })
  readonly headCommit!: string | null;
  @Column('text', { name: 'pipeline_status', nullable: true })
  readonly pipelineStatus!: string | null;
  @Column('text', { name: 'pipeline_url', nullable: true })
  readonly pipelineUrl!: string | null;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
  @Column('timestamptz', { name: 'updated_at' })
  readonly updatedAt!: Date;
  @Column('timestamptz', { name: 'checked_at' })
  readonly checkedAt!: Date;
  @Column('timestamptz', { name: 'merged_at', nullable: true })
  readonly mergedAt!: Date | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true })
  readonly closedAt!: Date | null;
  @Column('timestamptz', { name: 'next_look_at', nullable: true })
  readonly nextLookAt!: Date | null;
  @Column('int', { name: 'quiet_looks', default: 0 })
  readonly quietLooks!: number;
  @Column('timestamptz', { name: 'edited_at', nullable: true })
  readonly editedAt!: Date | null;
  @Column('text', { name: 'edited_head', nullable: true })
  readonly editedHead!: string | null;
  @Column('timestamptz', { name: 'rebuild_tried_at', nullable: true })
  readonly rebuildTriedAt!: Date | null;
  @Column('int', { default: 0 })
  readonly rebuilds!: number;
  @Column('text', { name: 'rebuild_reason', nullable: true })
  readonly rebuildReason!: string | null;
  @Column('text', { name: 'written_text', nullable: true })
  readonly writtenText!: string | null;
  @Column('jsonb', { nullable: true })
  readonly closing!: Closing | null;
  @Column('text', { array: true, default: [] })
  readonly said!: NoteSubject[];
  @Column('boolean', { name: 'is_auto_merge', default: false })
  readonly isAutoMerge!: boolean;
  @Column('boolean', { name: 'may_merge', nullable: true })
  readonly mayMerge!: boolean | null;
  @Column('int', { name: 'merge_tries', default: 0 })
  readonly mergeTries!: number;
  @Column('text', { name: 'merge_problem', nullable: true })
  readonly mergeProblem!: string | null;
  @Column('text', { name: 'unknown_people', array: true, default: [] })
  readonly unknownPeople!: string[];
}
