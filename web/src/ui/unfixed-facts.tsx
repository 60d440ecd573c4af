import { When } from './when.js';

/** Why there is no fix, as the planner gives it. */
export interface UnfixedReasonFacts {
  readonly message: string;
  readonly by?: string | null;
  readonly range?: string | null;
  readonly needed?: string | null;
  readonly freedBy?: string | null;
  readonly oldEnoughAt?: string | null;
  readonly status?: number | null;
}

/** The reason in a word and a sentence, then whose range holds, what is needed, and what would free it. */
export function UnfixedFacts({
  word,
  reason,
}: {
  readonly word: string;
  readonly reason: UnfixedReasonFacts;
}) {
  const details = [
    { label: 'Held by', value: reason.by },
    { label: 'Range', value: reason.range },
    { label: 'Needed', value: reason.needed },
    { label: 'Freed by', value: reason.freedBy },
    {
      label: 'Status',
      value: reason.status === null || reason.status === undefined ? null : String(reason.status),
    },
  ].filter((detail) => detail.value !== null && detail.value !== undefined);
  return (
    <div className="stack-tight">
      <p>
        <strong>{word}.</strong> {reason.message}
      </p>
      {(details.length > 0 || (reason.oldEnoughAt ?? null) !== null) && (
        <p className="small quiet row">
          {details.map((detail) => (
            <span key={detail.label}>
              {detail.label} <span className="mono">{detail.value}</span>
            </span>
          ))}
          {(reason.oldEnoughAt ?? null) !== null && (
            <span>
              Old enough <When at={reason.oldEnoughAt} />
            </span>
          )}
        </p>
      )}
    </div>
  );
}
