import type { AuditRowFragment } from '../../generated/settings/graphql.js';
import { settingTexts } from '../../texts/settings.js';
import classes from './audit-details.module.css';

const texts = settingTexts.audit;

/** What a record says beside its sentence: each field as it was and is, and where the request came from. */
export function AuditDetails({ record }: { readonly record: AuditRowFragment }) {
  const { changes, operation, remoteAddress, requestId } = record;
  const facts = [
    ...changes.map(
      ({ field, before, after }) => [field, texts.change(before ?? null, after ?? null)] as const,
    ),
    [texts.operation, operation ?? null] as const,
    [texts.remoteAddress, remoteAddress ?? null] as const,
    [texts.requestId, requestId ?? null] as const,
  ];
  return (
    <>
      {changes.length === 0 && <p className="quiet">{texts.noChanges}</p>}
      <dl className={classes.facts}>
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </>
  );
}
