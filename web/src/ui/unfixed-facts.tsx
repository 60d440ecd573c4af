import { Link } from 'react-router';
import { addressOf } from '../lib/addresses.js';
import { type UnfixedCode, unfixedWord } from '../lib/unfixed.js';
import { uiTexts } from '../texts/ui.js';
import { PLAN_KINDS, PLAN_STATES, type PlanKind, type PlanState } from './plan-state.js';
import { When } from './when.js';

const texts = uiTexts.unfixed;

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
    { label: texts.by, value: reason.by },
    { label: texts.range, value: reason.range },
    { label: texts.needed, value: reason.needed },
    { label: texts.freedBy, value: reason.freedBy },
    { label: texts.tool, value: reason.tool },
    { label: texts.status, value: reason.status?.toString() },
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
              {texts.oldEnough} <When at={oldEnoughAt} />
            </span>
          )}
          {until !== null && (
            <span>
              {texts.openAgain} <When at={until} />
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
      {texts.plan(PLAN_KINDS[plan.kind].label)} <Link to={addressOf.plan(plan.id)}>{plan.title}</Link>{' '}
      <span className="quiet">{PLAN_STATES[plan.state].label}</span>
    </p>
  );
}
