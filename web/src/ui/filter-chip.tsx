import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { ChevronDown, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { AddressState } from '../lib/address-state.js';
import { uiTexts } from '../texts/ui.js';
import classes from './filter-bar.module.css';
import {
  type ChoiceField,
  dayInField,
  type DayField,
  type FilterField,
  type NumberField,
  type TextField,
  valueOf,
  valueWords,
} from './filter-field.js';

const texts = uiTexts.filters;

interface FilterChipProps {
  readonly field: FilterField;
  readonly address: AddressState;
  readonly isOpen: boolean;
  readonly onOpen: () => void;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** One filter: its name and what it is set to, opened to change it, and taken away with one press. */
export function FilterChip({ field, address, isOpen, onOpen, onClose, onRemove }: FilterChipProps) {
  const words = valueWords(field, address);
  const isSet = words.length > 0;
  return (
    <div className={classes.chip} data-chosen={isSet || undefined}>
      {field.kind === 'given' ? (
        <span className={classes.given}>{texts.chip(field.label, words)}</span>
      ) : (
        <Popover
          opened={isOpen}
          onChange={(opened) => (opened ? onOpen() : onClose())}
          position="bottom-start"
          shadow="sm"
          trapFocus
          returnFocus
          transitionProps={{ duration: 80 }}
        >
          <Popover.Target>
            <button
              type="button"
              className={classes.open}
              onClick={() => (isOpen ? onClose() : onOpen())}
              title={isSet ? words.join(', ') : undefined}
            >
              <span className={classes.words}>{texts.chip(field.label, words)}</span>
              <ChevronDown size={14} aria-hidden="true" />
            </button>
          </Popover.Target>
          <Popover.Dropdown p="md" aria-label={field.label} className={classes.dropdown}>
            {field.kind === 'choice' ? (
              <Choices field={field} address={address} />
            ) : (
              <Typed key={address.one(field.name)} field={field} address={address} onDone={onClose} />
            )}
          </Popover.Dropdown>
        </Popover>
      )}
      {isSet && (
        <button
          type="button"
          className={classes.remove}
          aria-label={texts.remove(field.label, words)}
          onClick={onRemove}
        >
          <X size={14} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}

function Choices({ field, address }: { readonly field: ChoiceField; readonly address: AddressState }) {
  const values = field.options.map(({ value }) => value);
  const chosen = address.many(field.name, values);
  return (
    <div className={classes.choices}>
      {field.options.map((option) => (
        <Checkbox
          key={option.value}
          size="sm"
          label={
            <span className={classes.option}>
              {option.mark}
              {option.label}
            </span>
          }
          checked={chosen.includes(option.value)}
          onChange={(event) => {
            const others = field.isSingle === true ? [] : chosen.filter((value) => value !== option.value);
            address.set({ [field.name]: event.currentTarget.checked ? [...others, option.value] : others });
          }}
        />
      ))}
    </div>
  );
}

/** A text, number or day; it holds when it is applied. */
function Typed({
  field,
  address,
  onDone,
}: {
  readonly field: TextField | NumberField | DayField;
  readonly address: AddressState;
  readonly onDone: () => void;
}) {
  const current = address.one(field.name);
  const [text, setText] = useState(() => typedOf(field, current));
  const suggestions = useId();
  const apply = (typed: string) => {
    const value = valueOf(field, typed);
    address.set({ [field.name]: value === '' ? [] : [value] });
    onDone();
  };
  return (
    <form
      noValidate
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        apply(text);
      }}
    >
      {field.kind === 'day' && field.presets !== undefined && (
        <div className={classes.choices}>
          {field.presets.map(({ label, day }) => (
            <Button key={label} variant="default" size="xs" fw={400} onClick={() => apply(day)}>
              {label}
            </Button>
          ))}
        </div>
      )}
      <TextInput
        label={field.label}
        type={field.kind === 'day' ? 'date' : field.kind}
        value={text}
        maxLength={200}
        list={field.kind === 'text' && field.suggestions !== undefined ? suggestions : undefined}
        {...(field.kind === 'number' ? { min: field.min, max: field.max, step: field.step ?? 1 } : {})}
        onChange={(event) => {
          setText(event.currentTarget.value);
          if (field.kind === 'text') field.onType?.(event.currentTarget.value);
        }}
        data-autofocus
      />
      {field.kind === 'text' && field.suggestions !== undefined && (
        <datalist id={suggestions}>
          {field.suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
      <Button type="submit" size="xs">
        {texts.apply}
      </Button>
    </form>
  );
}

/** What stands in the field for what is in the address. */
function typedOf(field: TextField | NumberField | DayField, current: string): string {
  if (field.kind === 'day') return dayInField(field, current);
  const isShown = field.kind === 'text' && field.toValue !== undefined && current !== '';
  return isShown ? (field.show?.(current) ?? '') : current;
}
