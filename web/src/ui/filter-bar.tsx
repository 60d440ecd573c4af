import { Button, Menu } from '@mantine/core';
import { Plus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import type { AddressState } from '../lib/address-state.js';
import { uiTexts } from '../texts/ui.js';
import classes from './filter-bar.module.css';
import { FilterChip } from './filter-chip.js';
import { type FilterField, valueWords } from './filter-field.js';
import { ClearFilters, SearchField } from './list-controls.js';

const texts = uiTexts.filters;

interface FilterBarProps {
  readonly address: AddressState;
  readonly fields: readonly FilterField[];
  /** What the search looks in; no search without it. */
  readonly search?: string;
  /** Its name in the address, where it is not `search`. */
  readonly searchName?: string;
  /** What else belongs to the list: its order, its export. */
  readonly children?: ReactNode;
}

/** A list's filters: those that hold as chips that can be changed and taken away, the others behind "Add filter". All of it is in the address. */
export function FilterBar({ address, fields, search, searchName, children }: FilterBarProps) {
  const [openName, setOpenName] = useState<string | null>(null);
  const adding = useRef<HTMLButtonElement>(null);
  const isSet = (field: FilterField) => valueWords(field, address).length > 0;
  const isShown = (field: FilterField) => field.isPinned === true || field.name === openName || isSet(field);
  const hidden = fields.filter((field) => field.kind !== 'given' && !isShown(field));
  const leave = (field: FilterField) => {
    setOpenName(null);
    if (field.isPinned !== true) setTimeout(() => adding.current?.focus());
  };
  return (
    <div className={classes.bar} role="search" aria-label={texts.bar}>
      {search !== undefined && <SearchField address={address} label={search} name={searchName} />}
      {fields.filter(isShown).map((field) => (
        <FilterChip
          key={field.name}
          field={field}
          address={address}
          isOpen={openName === field.name}
          onOpen={() => setOpenName(field.name)}
          onClose={() => (isSet(field) ? setOpenName(null) : leave(field))}
          onRemove={() => {
            address.set({ [field.name]: [] });
            leave(field);
          }}
        />
      ))}
      {hidden.length > 0 && (
        <AddFilter fields={hidden} target={adding} choose={(field) => setOpenName(field.name)} />
      )}
      <ClearFilters address={address} />
      {children !== undefined && <div className={classes.rest}>{children}</div>}
    </div>
  );
}

function AddFilter({
  fields,
  target,
  choose,
}: {
  readonly fields: readonly FilterField[];
  readonly target: React.RefObject<HTMLButtonElement | null>;
  readonly choose: (field: FilterField) => void;
}) {
  return (
    <Menu position="bottom-start" shadow="sm" transitionProps={{ duration: 80 }} returnFocus={false}>
      <Menu.Target>
        <Button
          ref={target}
          variant="subtle"
          size="sm"
          fw={400}
          px={8}
          leftSection={<Plus size={14} aria-hidden="true" />}
        >
          {texts.add}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        {fields.map((field) => (
          <Menu.Item key={field.name} onClick={() => choose(field)}>
            {field.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
