import { Checkbox } from '@mantine/core';
import { policyTexts } from '../../texts/policies.js';
import { RISK_LEVELS, RISKS } from '../../ui/breaking-risk.js';
import { PLAN_KIND_VALUES, PLAN_KINDS } from '../../ui/plan-state.js';
import { Choice, optionsOf } from './policy-choice.js';
import { approvalSentence, type PolicyValues, STEPS } from './policy-words.js';

type Approval = NonNullable<PolicyValues['automaticApproval']>;

/** What is proposed to who switches it on: what can hardly break anything. */
const CAREFUL: Approval = { kinds: ['SAFE'], maximumStep: 'PATCH', maximumRisk: 'LOW' };

const APPROVED_STEPS = ['PATCH', 'MINOR', 'MAJOR', 'PRERELEASE'] as const;
const STEP_WORDS = { ...STEPS, PRERELEASE: policyTexts.prerelease };
const RISK_WORDS = { LOW: RISKS.LOW.label, MEDIUM: RISKS.MEDIUM.label, HIGH: RISKS.HIGH.label };

/** Which plans are approved without a person, with what that means as a sentence. */
export function ApprovalEditor({
  approval,
  onChange,
}: {
  readonly approval: Approval | null;
  readonly onChange: (approval: Approval | null) => void;
}) {
  return (
    <div className="stack">
      <Checkbox
        label={policyTexts.approval.turnOn}
        checked={approval !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? CAREFUL : null)}
      />
      {approval !== null && <Limits approval={approval} onChange={onChange} />}
      <p>
        <strong>{approvalSentence(approval)}</strong>
      </p>
      {approval !== null && <p className="quiet">{policyTexts.approval.means}</p>}
    </div>
  );
}

function Limits({
  approval,
  onChange,
}: {
  readonly approval: Approval;
  readonly onChange: (approval: Approval) => void;
}) {
  return (
    <>
      <fieldset style={{ border: 0, margin: 0, padding: 0 }} className="stack-tight">
        <legend className="quiet small">{policyTexts.approval.kinds}</legend>
        {PLAN_KIND_VALUES.map((kind) => (
          <Checkbox
            key={kind}
            size="sm"
            label={PLAN_KINDS[kind].label}
            description={PLAN_KINDS[kind].meaning}
            checked={approval.kinds.includes(kind)}
            onChange={(event) =>
              onChange({
                ...approval,
                kinds: event.currentTarget.checked
                  ? PLAN_KIND_VALUES.filter((each) => each === kind || approval.kinds.includes(each))
                  : approval.kinds.filter((each) => each !== kind),
              })
            }
          />
        ))}
      </fieldset>
      <Choice
        label={policyTexts.approval.step}
        value={approval.maximumStep === 'NONE' ? 'PATCH' : approval.maximumStep}
        options={optionsOf(APPROVED_STEPS, STEP_WORDS)}
        onChange={(maximumStep) => onChange({ ...approval, maximumStep })}
      />
      <Choice
        label={policyTexts.approval.risk}
        value={approval.maximumRisk}
        options={optionsOf(RISK_LEVELS, RISK_WORDS)}
        onChange={(maximumRisk) => onChange({ ...approval, maximumRisk })}
      />
    </>
  );
}
