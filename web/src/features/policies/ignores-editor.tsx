import { Button, TextInput } from '@mantine/core';
import { dayOf, endOfDay } from '../../lib/day.js';
import { policyTexts } from '../../texts/policies.js';
import classes from './ignores-editor.module.css';
import { ignoreSubject, type PolicyValues } from './policy-words.js';

type Ignores = PolicyValues['ignores'];

/** What nobody wants planned: an advisory, a package or both, why, and until when. */
export function IgnoresEditor({
  ignores,
  onChange,
}: {
  readonly ignores: Ignores;
  readonly onChange: (ignores: Ignores) => void;
}) {
  const put = (index: number, change: Partial<Ignores[number]>) =>
    onChange(ignores.map((ignore, at) => (at === index ? { ...ignore, ...change } : ignore)));
  return (
    <div className="stack">
      {ignores.length === 0 && <p className="quiet">{policyTexts.ignores.none}</p>}
      {ignores.map((ignore, index) => (
        <fieldset key={index} className={classes.ignore}>
          <legend className="quiet small">{policyTexts.ignores.one(index + 1)}</legend>
          <div className={classes.pair}>
            <TextInput
              label={policyTexts.ignores.advisory}
              placeholder={policyTexts.ignores.advisoryExample}
              maxLength={200}
              value={ignore.advisory ?? ''}
              onChange={(event) => put(index, { advisory: event.currentTarget.value })}
            />
            <TextInput
              label={policyTexts.ignores.package}
              placeholder={policyTexts.ignores.packageExample}
              maxLength={300}
              value={ignore.packageName ?? ''}
              onChange={(event) => put(index, { packageName: event.currentTarget.value })}
            />
          </div>
          <TextInput
            label={policyTexts.ignores.why}
            maxLength={1000}
            value={ignore.reason}
            onChange={(event) => put(index, { reason: event.currentTarget.value })}
          />
          <div className={classes.last}>
            <TextInput
              type="date"
              label={policyTexts.ignores.until}
              value={dayOf(ignore.until ?? null)}
              onChange={(event) => put(index, { until: endOfDay(event.currentTarget.value) })}
            />
            <Button
              variant="subtle"
              size="xs"
              aria-label={policyTexts.ignores.removeOf(index + 1, ignoreSubject(ignore))}
              onClick={() => onChange(ignores.filter((_, at) => at !== index))}
            >
              {policyTexts.ignores.remove}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          variant="default"
          size="xs"
          disabled={ignores.length >= 200}
          onClick={() => onChange([...ignores, { advisory: '', packageName: '', reason: '', until: null }])}
        >
          {policyTexts.ignores.add}
        </Button>
      </div>
    </div>
  );
}
