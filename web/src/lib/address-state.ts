import { useMemo } from 'react';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { nextAddress } from './next-address.js';

/** What a list keeps in the address: filters, order and the page's cursor. */
export interface AddressState {
  /** One value, empty when it is not there. */
  one(name: string): string;
  /** All values that are among the allowed ones. */
  many<Value extends string>(name: string, allowed: readonly Value[]): readonly Value[];
  /** Sets values (an empty list removes), and goes back to the first page. */
  set(changes: Readonly<Record<string, readonly string[]>>): void;
  /** Sets values and stays on the same page of the list: for what is opened, not what is listed. */
  keep(changes: Readonly<Record<string, readonly string[]>>): void;
  readonly after: string | null;
  goNext(cursor: string): void;
  /** Null on the first page. */
  readonly goPrevious: (() => void) | null;
  /** Whether somebody chose a filter that this list knows. */
  readonly hasFilters: boolean;
  clear(): void;
}

/** The filters of a list by their names in the address: the values that each knows, or any text. */
export type AddressFilters = Readonly<Record<string, readonly string[] | 'text'>>;

/** What a list is shown with when nobody chose a filter: it is in the address, and no filter of the user's. */
export type AddressDefaults = Readonly<Record<string, readonly string[]>>;

const NONE: AddressFilters = {};
const NO_DEFAULTS: AddressDefaults = {};

/** Reads and writes the list state in the address. Values that no filter knows are as if they were not there. Earlier cursors are kept in the history entry, not in the address. */
export function useAddressState(filters = NONE, defaults = NO_DEFAULTS): AddressState {
  const [parameters] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  return useMemo(() => {
    const trail = readTrail(location.state);
    const after = parameters.get('after');
    const go = (search: string, nextTrail: readonly string[], replace: boolean) =>
      void navigate({ search }, { replace, preventScrollReset: replace, state: { trail: nextTrail } });
    return {
      one: (name) => parameters.get(name) ?? '',
      many: (name, allowed) => allowed.filter((value) => parameters.getAll(name).includes(value)),
      set: (changes) => go(nextAddress(parameters, { ...changes, after: [] }), [], true),
      keep: (changes) => go(nextAddress(parameters, changes), trail, true),
      after,
      goNext: (cursor) => go(nextAddress(parameters, { after: [cursor] }), [...trail, after ?? ''], false),
      goPrevious:
        after === null
          ? null
          : () => {
              const previous = trail[trail.length - 1] ?? '';
              go(
                nextAddress(parameters, { after: previous === '' ? [] : [previous] }),
                trail.slice(0, -1),
                false,
              );
            },
      hasFilters: Object.entries(filters).some(([name, known]) => {
        const values = chosen(parameters, name, known);
        return values.length > 0 && !isSame(values, defaults[name] ?? []);
      }),
      clear: () => go(nextAddress(new URLSearchParams(), defaults), [], true),
    };
  }, [parameters, location.state, navigate, filters, defaults]);
}

/** What the address asks of a filter; values that the list does not know are nobody's choice. */
function chosen(parameters: URLSearchParams, name: string, known: readonly string[] | 'text') {
  const values = parameters.getAll(name);
  return values.filter((value) => (known === 'text' ? value !== '' : known.includes(value)));
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value) => right.includes(value));
}

function readTrail(state: unknown): readonly string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail))
    return [];
  return state.trail.filter((entry) => typeof entry === 'string');
}
