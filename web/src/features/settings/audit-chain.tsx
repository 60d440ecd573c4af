import { graphql } from '../../generated/settings/gql.js';
import type { AuditChainLineFragment } from '../../generated/settings/graphql.js';
import { exactTime } from '../../lib/time.js';
import { settingTexts } from '../../texts/settings.js';
import { Copyable } from '../../ui/copyable.js';

const texts = settingTexts.audit.chain;

graphql(/* GraphQL */ `
  fragment AuditChainLine on AuditChain {
    sealedRecords
    waitingRecords
    lastHash
    sealedAt
  }
`);

/** How far the log is sealed, and the hash to keep elsewhere. */
export function AuditChain({ chain }: { readonly chain: AuditChainLineFragment }) {
  const { sealedRecords, waitingRecords, lastHash, sealedAt } = chain;
  if (lastHash == null || sealedAt == null) return <p className="quiet">{texts.none}</p>;
  return (
    <div className="stack-tight">
      <p className="quiet">{texts.sealed(sealedRecords, exactTime(sealedAt), waitingRecords)}</p>
      <div>
        <Copyable text={lastHash} label={texts.hash} />
      </div>
    </div>
  );
}
