import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { Account, ApiToken, Invitation, Role, TokenScope } from './account.js';
import type { Limits } from './project-scope.js';

/** The row of a person. */
@Entity('account')
export class AccountEntity implements Account {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('text')
  readonly email!: string;
  @Column('text')
  readonly name!: string;
  @Column('text', { name: 'password_hash', select: false, nullable: true })
  readonly passwordHash!: string | null;
  @Column('text')
  readonly role!: Role;
  @Column('jsonb', { name: 'limited_to', nullable: true })
  readonly limitedTo!: Limits;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
}

/** The row of a program's key. */
@Entity('api_token')
export class ApiTokenEntity implements ApiToken {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('text')
  readonly name!: string;
  @Column('text')
  readonly prefix!: string;
  @Column('text', { select: false })
  readonly hash!: string;
  @Column('text', { array: true })
  readonly scopes!: TokenScope[];
  @Column('jsonb', { name: 'limited_to', nullable: true })
  readonly limitedTo!: Limits;
  @Column('text', { name: 'created_by' })
  readonly createdBy!: string;
  @Column('bigint', { name: 'account_id', nullable: true })
  readonly accountId!: string | null;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at', nullable: true })
  readonly expiresAt!: Date | null;
  @Column('timestamptz', { name: 'last_used_at', nullable: true })
  readonly lastUsedAt!: Date | null;
  @Column('timestamptz', { name: 'revoked_at', nullable: true })
  readonly revokedAt!: Date | null;
}

/** The row of somebody who was asked to join. */
@Entity('account_invitation')
export class InvitationEntity implements Invitation {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  readonly id!: string;
  @Column('text')
  readonly email!: string;
  @Column('text')
  readonly name!: string;
  @Column('text')
  readonly role!: Role;
  @Column('jsonb', { name: 'limited_to', nullable: true })
  readonly limitedTo!: Limits;
  @Column('text', { select: false })
  readonly hash!: string;
  @Column('text', { name: 'invited_by' })
  readonly invitedBy!: string;
  @Column('timestamptz', { name: 'created_at' })
  readonly createdAt!: Date;
  @Column('timestamptz', { name: 'expires_at' })
  readonly expiresAt!: Date;
}
