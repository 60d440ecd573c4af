import { Link } from 'react-router';
import { addressOf } from '../lib/addresses.js';
import { type UnfixedCode, unfixedWord } from '../lib/unfixed.js';
import { PLAN_KINDS, PLAN_STATES, type PlanKind, type PlanState } from './plan-state.js';
import { When } from './when.js';

/** Why there is no fix, as the planner gives it. */
export interface UnfixedReasonFacts {
  readonly code: UnfixedCode;
  readonly message: string;
  readonly by?: string | null;
  readonly range?: string | null;
  readonly needed?: string | null;
  readonly freedBy?: string | null;
  readonly oldEnoughAt?: string | null;
  readonly status?: number | null;
  readonly tool?: string | null;
  readonly until?: string | null;
  readonly offeredBy?: {
    readonly id: string;
    readonly title: string;
    readonly kind: PlanKind;
    readonly state: PlanState;
  } | null;
}

/** The reason in a word and a sentence, then whose range holds, what is needed, what would free it, and the plan that offers it. */
export function UnfixedFacts({ reason }: { readonly reason: UnfixedReasonFacts }) {
  const details = [
    { label: 'Held by', value: reason.by },
    { label: 'Range', value: reason.range },
    { label: 'Needed', value: reason.needed },
    { label: 'Freed by', value: reason.freedBy },
    { label: 'Tool', value: reason.tool },
    { label: 'Status', value: reason.status?.toString() },
  ].filter((detail) => detail.value !== null && detail.value !== undefined);
  const oldEnoughAt = reason.oldEnoughAt ?? null;
  const until = reason.until ?? null;
  return (
    <div className="stack-tight">
      <p>
        <strong>{unfixedWord(reason.code)}.</strong> {reason.message}
      </p>
      <OfferedBy plan={reason.offeredBy ?? null} />
      {(details.length > 0 || oldEnoughAt !== null || until !== null) && (
        <p className="small quiet row">
          {details.map((detail) => (
            <span key={detail.label}>
              {detail.label} <span className="mono">{detail.value}</span>
            </span>
          ))}
          {oldEnoughAt !== null && (
            <span>
              Old enough <When at={oldEnoughAt} />
            </span>
          )}
          {until !== null && (
            <span>
              Open again <When at={until} />
            </span>
          )}
        </p>
      )}
    </div>
  );
}

/** The plan that closes it all the same; not there where none does. */
export function OfferedBy({ plan }: { readonly plan: UnfixedReasonFacts['offeredBy'] | null }) {
  if (plan === null || plan === undefined) return null;
  return (
    <p>
      {PLAN_KINDS[plan.kind].label} plan: <Link to={addressOf.plan(plan.id)}>{plan.title}</Link>{' '}
      <span className="quiet">{PLAN_STATES[plan.state].label}</span>
    </p>
  );
}
