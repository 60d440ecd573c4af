import { TextInput } from '@mantine/core';
import type { PolicyField } from '../../generated/policies/graphql.js';
import { SEVERITIES, severityWord } from '../../lib/severity.js';
import { policyTexts } from '../../texts/policies.js';
import { ApprovalEditor } from './approval-editor.js';
import { IgnoresEditor } from './ignores-editor.js';
import { OpeningEditor } from './opening-editor.js';
import { Choice, optionsOf } from './policy-choice.js';
import { FIELDS, GROUPINGS, type PolicyValues, STEPS, UPDATES, urgentWord } from './policy-words.js';

interface EditorProps {
  readonly field: PolicyField;
  readonly values: PolicyValues;
  readonly onChange: (change: Partial<PolicyValues>) => void;
}

const RATED = SEVERITIES.filter((severity) => severity !== 'NONE');

/** What one field may say, in the control that fits it. */
export function PolicyFieldEditor({ field, values, onChange }: EditorProps) {
  const { label } = FIELDS[field];
  switch (field) {
    case 'minimumSeverity':
      return (
        <Choice
          label={label}
          value={values.minimumSeverity}
          options={SEVERITIES.map((value) => ({
            value,
            label:
              value === 'NONE'
                ? policyTexts.values.allSeverities
                : policyTexts.values.orWorse(severityWord(value)),
          }))}
          onChange={(minimumSeverity) => onChange({ minimumSeverity })}
        />
      );
    case 'maximumStep':
      return (
        <Choice
          label={label}
          value={values.maximumStep}
          options={optionsOf(['PATCH', 'MINOR', 'MAJOR'], STEPS)}
          onChange={(maximumStep) => onChange({ maximumStep })}
        />
      );
    case 'allowsForced':
      return (
        <Choice
          label={label}
          value={values.allowsForced ? 'yes' : 'no'}
          options={[
            { value: 'yes', label: policyTexts.editor.forced },
            { value: 'no', label: policyTexts.values.notProposed },
          ]}
          onChange={(value) => onChange({ allowsForced: value === 'yes' })}
        />
      );
    case 'urgentSeverity':
      return (
        <Choice
          label={label}
          value={values.urgentSeverity ?? ''}
          options={[
            { value: '' as const, label: urgentWord(null) },
            ...RATED.map((value) => ({ value, label: urgentWord(value) })),
          ]}
          onChange={(value) => onChange({ urgentSeverity: value === '' ? null : value })}
        />
      );
    case 'grouping':
      return (
        <Choice
          label={label}
          value={values.grouping}
          options={optionsOf(['SAFE_AND_BREAKING', 'ALL', 'BY_PACKAGE', 'BY_MANIFEST'], GROUPINGS)}
          onChange={(grouping) => onChange({ grouping })}
        />
      );
    case 'updates':
      return (
        <Choice
          label={label}
          value={values.updates}
          options={optionsOf(['NONE', 'PATCH', 'MINOR', 'MAJOR'], UPDATES)}
          onChange={(updates) => onChange({ updates })}
        />
      );
    case 'automaticApproval':
      return (
        <ApprovalEditor
          approval={values.automaticApproval ?? null}
          onChange={(automaticApproval) => onChange({ automaticApproval })}
        />
      );
    case 'ignores':
      return <IgnoresEditor ignores={values.ignores} onChange={(ignores) => onChange({ ignores })} />;
    case 'mergeRequest':
      return (
        <OpeningEditor how={values.mergeRequest} onChange={(mergeRequest) => onChange({ mergeRequest })} />
      );
    case 'slaDays':
      return <SlaEditor days={values.slaDays} onChange={(slaDays) => onChange({ slaDays })} />;
    default:
      return (
        <NumberField
          label={field === 'releaseAgeDays' ? policyTexts.editor.inDays(label) : label}
          value={values[field]}
          onChange={(value) => onChange({ [field]: value ?? Number.NaN })}
        />
      );
  }
}

function SlaEditor({
  days,
  onChange,
}: {
  readonly days: PolicyValues['slaDays'];
  readonly onChange: (days: PolicyValues['slaDays']) => void;
}) {
  return (
    <div className="stack">
      {(['critical', 'high', 'medium', 'low'] as const).map((severity) => (
        <NumberField
          key={severity}
          label={policyTexts.editor.slaOf[severity]}
          value={days[severity] ?? null}
          onChange={(value) => onChange({ ...days, [severity]: value })}
        />
      ))}
      <p className="quiet small">{policyTexts.editor.noDeadline}</p>
    </div>
  );
}

/** A number as it is typed; null while nothing is, and not a number while it is none. */
function NumberField({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}) {
  return (
    <TextInput
      type="number"
      label={label}
      inputMode="decimal"
      maw={200}
      defaultValue={value === null || Number.isNaN(value) ? '' : value}
      onChange={(event) => {
        const text = event.currentTarget.value.trim();
        onChange(text === '' ? null : Number(text));
      }}
    />
  );
}
