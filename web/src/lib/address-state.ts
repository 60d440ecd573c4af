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
  readonly hasFilters: boolean;
  clear(): void;
}

/** Names in the address that choose no rows. */
const NOT_FILTERS: ReadonlySet<string> = new Set(['after', 'order', 'finding', 'dependency']);

/** Reads and writes the list state in the address. Earlier cursors are kept in the history entry, not in the address. */
export function useAddressState(): AddressState {
  const [parameters] = useSearchParams();
  const location = useLocation();
  const navigate = useNavigate();
  return useMemo(() => {
    const trail = readTrail(location.state);
    const after = parameters.get('after');
    const go = (search: string, nextTrail: readonly string[], replace: boolean) =>
      void navigate({ search }, { replace, state: { trail: nextTrail } });
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
      hasFilters: [...parameters.keys()].some((name) => !NOT_FILTERS.has(name)),
      clear: () => go('', [], true),
    };
  }, [parameters, location.state, navigate]);
}

function readTrail(state: unknown): readonly string[] {
  if (typeof state !== 'object' || state === null || !('trail' in state) || !Array.isArray(state.trail))
    return [];
  return state.trail.filter((entry) => typeof entry === 'string');
}
