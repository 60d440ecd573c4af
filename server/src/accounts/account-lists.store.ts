import { type EntityManager, In } from 'typeorm';
import { byIds, createKeysetReader } from '../db/keyset.store.js';
import { Conditions } from '../db/query.js';
import { AccountEntity, ApiTokenEntity, InvitationEntity } from './account.entity.js';
import type { AccountStore } from './account.js';

/** People, invitations and API tokens, newest first, and many at once by their ids. Never with a hash. */
export function createAccountLists(
  manager: EntityManager,
): Pick<
  AccountStore,
  | 'pagedAccounts'
  | 'pagedApiTokens'
  | 'pagedInvitations'
  | 'findAccounts'
  | 'findApiTokens'
  | 'findInvitations'
> {
  const findAccounts = (ids: readonly string[]) =>
    manager.getRepository(AccountEntity).findBy({ id: In([...ids]) });
  const findApiTokens = (ids: readonly string[]) =>
    manager.getRepository(ApiTokenEntity).findBy({ id: In([...ids]) });
  const findInvitations = (ids: readonly string[]) =>
    manager.getRepository(InvitationEntity).findBy({ id: In([...ids]) });
  return {
    findAccounts,
    findApiTokens,
    findInvitations,
    pagedAccounts: () => byIds(idsOf(manager, 'account'), findAccounts),
    pagedApiTokens: () => byIds(idsOf(manager, 'api_token'), findApiTokens),
    pagedInvitations: () => byIds(idsOf(manager, 'account_invitation'), findInvitations),
  };
}

function idsOf(manager: EntityManager, table: string) {
  return createKeysetReader<{ id: string }>(manager, {
    select: 'id',
    build: () => ({ from: table, conditions: new Conditions() }),
    order: { keys: [['id', 'bigint']], isDescending: true },
  });
}
