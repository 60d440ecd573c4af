import { Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { ChevronDown, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { AddressState } from '../lib/address-state.js';
import { formatTotal } from '../lib/text.js';
import { uiTexts } from '../texts/ui.js';
import classes from './list-controls.module.css';

const texts = uiTexts.pager;

/** Search that waits until the typing pauses, then goes into the address. */
export function SearchField({
  address,
  label,
  name = 'search',
}: {
  readonly address: AddressState;
  readonly label: string;
  readonly name?: string | undefined;
}) {
  const current = address.one(name);
  const [text, setText] = useState(current);
  const [known, setKnown] = useState(current);
  if (known !== current) {
    setKnown(current);
    setText(current);
  }
  useEffect(() => {
    if (text.trim() === current) return undefined;
    const timer = setTimeout(() => address.set({ [name]: text.trim() === '' ? [] : [text.trim()] }), 250);
    return () => clearTimeout(timer);
  }, [text, current, address, name]);
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={label}
      size="sm"
      className={classes.search}
      leftSection={<Search size={14} aria-hidden="true" />}
      value={text}
      maxLength={200}
      onChange={(event) => setText(event.currentTarget.value)}
    />
  );
}

interface ChoiceFilterProps<Value extends string> {
  readonly address: AddressState;
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
}

/** One or more of a few values; the button says which. */
export function ChoiceFilter<Value extends string>({
  address,
  name,
  label,
  options,
}: ChoiceFilterProps<Value>) {
  const chosen = address.many(
    name,
    options.map((option) => option.value),
  );
  const words = options.filter((option) => chosen.includes(option.value)).map((option) => option.label);
  return (
    <Popover position="bottom-start" shadow="sm" trapFocus transitionProps={{ duration: 80 }}>
      <Popover.Target>
        <Button
          variant="default"
          size="sm"
          fw={400}
          className={classes.filter}
          data-chosen={words.length > 0 || undefined}
          rightSection={<ChevronDown size={14} aria-hidden="true" />}
        >
          {uiTexts.filters.chip(label, words)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="md" aria-label={label}>
        <div className="stack" style={{ gap: 8 }}>
          {options.map((option) => (
            <Checkbox
              key={option.value}
              size="sm"
              label={option.label}
              checked={chosen.includes(option.value)}
              onChange={(event) =>
                address.set({
                  [name]: event.currentTarget.checked
                    ? [...chosen, option.value]
                    : chosen.filter((value) => value !== option.value),
                })
              }
            />
          ))}
          {chosen.length > 0 && (
            <Button variant="subtle" size="xs" onClick={() => address.set({ [name]: [] })}>
              {uiTexts.filters.clearOne}
            </Button>
          )}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

/** Takes all filters away; not there when there are none. */
export function ClearFilters({ address }: { readonly address: AddressState }) {
  if (!address.hasFilters) return null;
  return (
    <Button variant="subtle" size="sm" onClick={() => address.clear()}>
      {uiTexts.filters.clear}
    </Button>
  );
}

interface PagerProps {
  readonly address: AddressState;
  readonly shownCount: number;
  readonly totalCount: number;
  readonly isTotalCountCapped: boolean;
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor?: string | null };
  /** What is listed, for one and for more: "project", "projects". */
  readonly noun: readonly [string, string];
}

/** How many there are, and the way to the next page and back. */
export function Pager({ address, shownCount, totalCount, isTotalCountCapped, pageInfo, noun }: PagerProps) {
  const { goPrevious } = address;
  const { endCursor } = pageInfo;
  const hasNext = pageInfo.hasNextPage && endCursor !== null && endCursor !== undefined;
  const isWhole = goPrevious === null && !hasNext;
  const words = totalCount === 1 ? noun[0] : noun[1];
  const total = formatTotal(totalCount, isTotalCountCapped);
  return (
    <div className={classes.pager}>
      <span className="quiet small" role="status">
        {isWhole ? texts.whole(total, words) : texts.part(shownCount, total, words)}
      </span>
      {!isWhole && (
        <nav className="row" aria-label={texts.pages}>
          <Button variant="default" size="xs" disabled={goPrevious === null} onClick={() => goPrevious?.()}>
            {texts.previous}
          </Button>
          <Button
            variant="default"
            size="xs"
            disabled={!hasNext}
            onClick={() => {
              if (hasNext) address.goNext(endCursor);
            }}
          >
            {texts.next}
          </Button>
        </nav>
      )}
    </div>
  );
}
