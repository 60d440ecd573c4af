import type { EntityManager } from 'typeorm';
import { AccountEntity, InvitationEntity } from './account.entity.js';
import type { AccountStore } from './account.js';

type Identities = Pick<
  AccountStore,
  | 'useInvitationOf'
  | 'findByIdentity'
  | 'linkIdentity'
  | 'issuersOf'
  | 'beginProviderSignIn'
  | 'useProviderSignIn'
>;

/** People of OpenID Connect providers, and sign-ins that are on their way there and back. */
export function createIdentities(manager: EntityManager): Identities {
  const invitations = manager.getRepository(InvitationEntity);
  return {
    async useInvitationOf(email, now) {
      const found = await invitations
        .createQueryBuilder('invitation')
        .where('lower(invitation.email) = lower(:email) AND invitation.expires_at > :now', { email, now })
        .setLock('pessimistic_write')
        .getOne();
      if (found !== null) await invitations.delete({ id: found.id });
      return found;
    },
    findByIdentity: ({ issuer, subject }) =>
      manager
        .getRepository(AccountEntity)
        .createQueryBuilder('account')
        .innerJoin('account_identity', 'identity', 'identity.account_id = account.id')
        .where('identity.issuer = :issuer AND identity.subject = :subject', { issuer, subject })
        .getOne(),
    async linkIdentity({ issuer, subject }, accountId) {
      const rows: unknown[] = await manager.query(
        `INSERT INTO account_identity (issuer, subject, account_id) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING account_id`,
        [issuer, subject, accountId],
      );
      return rows.length === 1;
    },
    async issuersOf(accountId) {
      const rows: { issuer: string }[] = await manager.query(
        'SELECT issuer FROM account_identity WHERE account_id = $1 ORDER BY issuer',
        [accountId],
      );
      return rows.map(({ issuer }) => issuer);
    },
    async beginProviderSignIn({ stateHash, browserHash, nextPath, expiresAt }) {
      await manager.query(
        `INSERT INTO provider_sign_in (state_hash, browser_hash, next_path, expires_at) VALUES ($1, $2, $3, $4)`,
        [stateHash, browserHash, nextPath, expiresAt],
      );
    },
    async useProviderSignIn(stateHash, browserHash, now) {
      const [rows]: [{ browser_hash: string; next_path: string; expires_at: Date }[], number] =
        await manager.query(
          `DELETE FROM provider_sign_in WHERE state_hash = $1 AND browser_hash = $2
           RETURNING browser_hash, next_path, expires_at`,
          [stateHash, browserHash],
        );
      const [row] = rows;
      if (row === undefined || row.expires_at <= now) return null;
      return { browserHash: row.browser_hash, nextPath: row.next_path, expiresAt: row.expires_at };
    },
  };
}
