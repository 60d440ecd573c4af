import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { DEFAULT_SETTINGS } from './integration.js';
import type {
  ConnectionCheck,
  Integration,
  IntegrationAccount,
  IntegrationSettings,
  IntegrationState,
  IntegrationToken,
  IntegrationWarning,
} from './integration.js';

/** The row of one connected GitLab. Its token is in the table of secrets. */
@Entity('integration')
export class IntegrationEntity implements Integration {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('text')
  readonly kind!: 'GITLAB';
  @Column('text')
  readonly name!: string;
  @Column('text', { name: 'base_url' })
  readonly baseUrl!: string;
  @Column('text')
  readonly state!: IntegrationState;
  @Column('text', { name: 'state_reason', nullable: true })
  readonly stateReason!: string | null;
  @Column('bigint', { name: 'account_id' })
  readonly accountId!: string;
  @Column('jsonb', { nullable: true })
  readonly account!: IntegrationAccount | null;
  @Column('text', { name: 'gitlab_version', nullable: true })
  readonly gitlabVersion!: string | null;
  @Column('jsonb', { nullable: true })
  readonly token!: IntegrationToken | null;
  @Column('jsonb')
  readonly warnings!: IntegrationWarning[];
  @Column('jsonb')
  readonly checks!: ConnectionCheck[];
  @Column('jsonb', {
    // A row from before a setting existed has its default.
    transformer: {
      to: (settings: IntegrationSettings) => settings,
      from: (stored: Partial<IntegrationSettings>) => ({ ...DEFAULT_SETTINGS, ...stored }),
    },
  })
  readonly settings!: IntegrationSettings;
  @Column('timestamptz', { name: 'last_synced_at', nullable: true })
  readonly lastSyncedAt!: Date | null;
  @Column('timestamptz', { name: 'last_verified_at', nullable: true })
  readonly lastVerifiedAt!: Date | null;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
}
