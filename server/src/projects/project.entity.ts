import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Analysis, AnalysisState, ProjectReason, ProjectState, SeverityCounts } from './project.js';

/** The row of one GitLab project; `project.store.ts` maps it to the noun (bigint to number). */
@Entity('project')
export class ProjectEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('bigint', { name: 'integration_id' })
  readonly integrationId!: string;
  @Column('bigint', { name: 'gitlab_project_id' })
  readonly gitlabProjectId!: string;
  @Column('text')
  readonly path!: string;
  @Column('text')
  readonly name!: string;
  @Column('text', { name: 'web_url' })
  readonly webUrl!: string;
  @Column('text', { name: 'git_url' })
  readonly gitUrl!: string;
  @Column('text')
  readonly visibility!: string;
  @Column('text', { name: 'default_branch', nullable: true })
  readonly defaultBranch!: string | null;
  @Column('int', { name: 'access_level', nullable: true })
  readonly accessLevel!: number | null;
  @Column('text')
  readonly state!: ProjectState;
  @Column('jsonb')
  readonly reasons!: ProjectReason[];
  @Column('text', { name: 'last_activity_at', nullable: true })
  readonly lastActivityAt!: string | null;
  @Column('bigint', { name: 'forked_from_id', nullable: true })
  readonly forkedFromId!: string | null;
  @Column('text', { name: 'analysis_state' })
  readonly analysisState!: AnalysisState;
  @Column('jsonb', { name: 'analysis_error', nullable: true })
  readonly analysisError!: { code: string; message: string } | null;
  @Column('jsonb', { name: 'analysis', nullable: true })
  readonly lastAnalysis!: Analysis | null;
  @Column('int', { name: 'parser_version', nullable: true })
  readonly parserVersion!: number | null;
  @Column('timestamptz', { name: 'analyzed_at', nullable: true })
  readonly analyzedAt!: Date | null;
  @Column('int', { name: 'dependency_count' })
  readonly dependencyCount!: number;
  @Column('int', { name: 'problem_count' })
  readonly problemCount!: number;
  @Column('jsonb', { name: 'open_findings' })
  readonly openFindings!: SeverityCounts;
  @Column('bigint')
  readonly risk!: string;
}
