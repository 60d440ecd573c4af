import type { ReactNode } from 'react';
import type { AddressFilters, AddressState } from '../lib/address-state.js';
import { dayOf, endOfDay, instantOf, nextMidnight, startOfDay } from '../lib/day.js';
import { cutMiddle } from '../lib/text.js';

interface AnyField {
  /** Its name in the address. */
  readonly name: string;
  readonly label: string;
  /** Stands there when nothing is chosen, too; the others wait in "Add filter". */
  readonly isPinned?: boolean;
}

/** One of few values, or several. */
export interface ChoiceField extends AnyField {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: string; readonly label: string; readonly mark?: ReactNode }[];
  readonly isSingle?: boolean;
}

/** What somebody types; `suggestions` are offered while typing, and `onType` is told what to suggest for. */
export interface TextField extends AnyField {
  readonly kind: 'text';
  readonly suggestions?: readonly string[];
  readonly onType?: (typed: string) => void;
  readonly show?: (value: string) => string;
  /** Where the address keeps something else than what is typed, such as an id; empty for what nobody knows. */
  readonly toValue?: (typed: string) => string;
}

export interface NumberField extends AnyField {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  readonly step?: number;
}

/** A day that somebody chooses, as an instant in the address: its start, the start of the next (exclusive), or its end. */
export interface DayField extends AnyField {
  readonly kind: 'day';
  readonly bound: 'from' | 'until' | 'at';
  /** Days that are chosen with one press. */
  readonly presets?: readonly { readonly label: string; readonly day: string }[];
}

/** Comes with a link only: it is shown and can be taken away. */
export interface GivenField extends AnyField {
  readonly kind: 'given';
  readonly show?: (value: string) => string;
}

export type FilterField = ChoiceField | TextField | NumberField | DayField | GivenField;

/** What `useAddressState` wants to know of these fields. */
export function addressFiltersOf(fields: readonly FilterField[]): AddressFilters {
  return Object.fromEntries(
    fields.map((field) => [
      field.name,
      field.kind === 'choice' ? field.options.map(({ value }) => value) : ('text' as const),
    ]),
  );
}

/** What the address asks of a field, in words; empty where it asks nothing that the field knows. */
export function valueWords(
  field: FilterField,
  address: Pick<AddressState, 'one' | 'many'>,
): readonly string[] {
  if (field.kind === 'choice') {
    const chosen = address.many(
      field.name,
      field.options.map(({ value }) => value),
    );
    return field.options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label);
  }
  const value = address.one(field.name);
  if (value === '') return [];
  if (field.kind === 'day') return present(dayInField(field, value));
  if (field.kind === 'number') return Number.isFinite(Number(value)) ? [value] : [];
  return [cutMiddle(field.show?.(value) ?? value, 36)];
}

/** The day that a date field shows for what is in the address; empty for no instant. */
export function dayInField(field: DayField, value: string): string {
  const instant = instantOf(value);
  if (instant === null) return '';
  return dayOf(field.bound === 'until' ? new Date(Date.parse(instant) - 1).toISOString() : instant);
}

/** What goes into the address for what was typed or chosen; empty for nothing usable. */
export function valueOf(field: TextField | NumberField | DayField, typed: string): string {
  const text = typed.trim();
  if (field.kind === 'day') {
    const instant =
      field.bound === 'from'
        ? startOfDay(text)
        : field.bound === 'until'
          ? nextMidnight(text)
          : endOfDay(text);
    return instant ?? '';
  }
  if (text === '') return text;
  if (field.kind === 'text') return field.toValue?.(text) ?? text;
  const number = Number(text.replace(',', '.'));
  if (!Number.isFinite(number)) return '';
  return String(Math.min(field.max, Math.max(field.min, number)));
}

function present(text: string): readonly string[] {
  return text === '' ? [] : [text];
}
