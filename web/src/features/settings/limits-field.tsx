import { Button, NativeSelect, Radio, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId, useRef } from 'react';
import { describeError } from '../../apollo/describe-error.js';
import { accountTexts } from '../../texts/accounts.js';
import { RemovableChips } from '../../ui/limit-chips.js';
import { Failure } from '../../ui/page-states.js';
import classes from './limits-field.module.css';
import { type Choosable, chosenIntegration, type LimitsChoice, withDraft } from './limits-choice.js';
import { useChoosableGroups } from './use-choosable.js';
import type { ChosenLimits } from './use-limits-choice.js';

const texts = accountTexts.limits.choose;

interface LimitsFieldProps {
  readonly limits: ChosenLimits;
  /** Why there is nothing to choose; null where there is. */
  readonly fixed: string | null;
}

/** Everything, or only these integrations and groups. */
export function LimitsField({ limits, fixed }: LimitsFieldProps) {
  const { choice, setChoice } = limits;
  const name = useId();
  if (fixed !== null)
    return (
      <div className="stack-tight">
        <div className={classes.legend}>{accountTexts.limits.title}</div>
        <p className="quiet">{fixed}</p>
      </div>
    );
  return (
    <fieldset className={`stack ${classes.field}`}>
      <legend className={classes.legend}>{accountTexts.limits.title}</legend>
      <Radio
        name={name}
        size="sm"
        label={texts.everything}
        description={texts.everythingMeans}
        checked={!choice.isLimited}
        onChange={() => setChoice({ ...choice, isLimited: false })}
      />
      <Radio
        name={name}
        size="sm"
        label={texts.only}
        description={texts.onlyMeans}
        checked={choice.isLimited}
        onChange={() => setChoice({ ...choice, isLimited: true })}
      />
      {choice.isLimited && <Chosen limits={limits} />}
    </fieldset>
  );
}

function Chosen({ limits: { choice, setChoice, choosable } }: Omit<LimitsFieldProps, 'fixed'>) {
  const { integrations, error, refetch } = choosable;
  return (
    <div className={`stack ${classes.chosen}`}>
      <div aria-live="polite">
        {choice.limits.length === 0 ? (
          <p className="quiet">{texts.none}</p>
        ) : (
          <RemovableChips
            limits={choice.limits}
            onRemove={(index) =>
              setChoice({ ...choice, limits: choice.limits.filter((_, each) => each !== index) })
            }
          />
        )}
      </div>
      {error !== undefined && integrations === undefined && (
        <Failure problem={describeError(error)} retry={() => void refetch()} />
      )}
      {integrations?.length === 0 && <p className="quiet">{texts.noIntegrations}</p>}
      {integrations !== undefined && integrations.length > 0 && (
        <Adder choice={choice} setChoice={setChoice} integrations={integrations} />
      )}
    </div>
  );
}

function Adder({
  choice,
  setChoice,
  integrations,
}: Pick<ChosenLimits, 'choice' | 'setChoice'> & { readonly integrations: readonly Choosable[] }) {
  const suggestions = useId();
  const group = useRef<HTMLInputElement>(null);
  const integration = chosenIntegration(choice, integrations);
  const { draft } = choice;
  const groups = useChoosableGroups(integration?.id, draft.groupPath);
  const write = (change: Partial<LimitsChoice['draft']>) =>
    setChoice({ ...choice, draft: { ...draft, ...change } });
  function add() {
    setChoice(withDraft(choice, integrations));
    group.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    // It adds, and does not send the form around it.
    event.preventDefault();
    add();
  }
  return (
    <>
      <div className={classes.adder}>
        <NativeSelect
          label={texts.integration}
          value={integration?.id ?? ''}
          data={integrations.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => write({ integrationId: event.currentTarget.value })}
        />
        <TextInput
          ref={group}
          label={texts.group}
          placeholder={texts.example}
          autoComplete="off"
          maxLength={500}
          list={suggestions}
          value={draft.groupPath}
          onChange={(event) => write({ groupPath: event.currentTarget.value })}
          onKeyDown={onKeyDown}
          aria-describedby={`${suggestions}-note`}
        />
        <datalist id={suggestions}>
          {groups.suggestions.map((path) => (
            <option key={path} value={path} />
          ))}
        </datalist>
        <Button variant="default" onClick={add}>
          {texts.add}
        </Button>
      </div>
      <p id={`${suggestions}-note`} className="quiet small" aria-live="polite">
        {groups.isUnknown ? texts.unknown : texts.groupNote}
      </p>
    </>
  );
}
