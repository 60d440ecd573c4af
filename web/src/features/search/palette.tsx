import { useQuery } from '@apollo/client/react';
import { Modal, useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { frameTexts } from '../../texts/frame.js';
import type { Shortcut } from '../../ui/shortcuts.js';
import { type PaletteGroup, paletteGroups, type PaletteItem } from './palette-items.js';
import { PaletteList } from './palette-list.js';
import classes from './palette.module.css';
import { keepRecent, readRecent } from './recent-items.js';
import { searchDocument } from './search-query.js';

const texts = frameTexts.palette;

interface PaletteProps {
  /** Of the page that it was opened on. */
  readonly shortcuts: readonly Shortcut[];
  /** `left`: nothing was chosen. */
  readonly onClose: (how: 'left' | 'chosen') => void;
}

/** Finds projects, packages, advisories, places and commands, all by keyboard. */
export function Palette({ shortcuts, onClose }: PaletteProps) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const { groups, status } = usePalette(text, shortcuts);
  const items = groups.flatMap((group) => group.items);
  const current = Math.min(active, items.length - 1);
  const choose = ({ label, action }: PaletteItem) => {
    onClose('chosen');
    if ('run' in action) {
      // After the palette is gone: what it does may open a dialog of its own.
      setTimeout(action.run);
      return;
    }
    keepRecent({ label, to: action.to });
    void navigate(action.to);
  };
  return (
    <Modal
      opened
      onClose={() => onClose('left')}
      withCloseButton={false}
      returnFocus={false}
      size="lg"
      yOffset="10vh"
      padding={0}
      attributes={{ content: { 'aria-label': texts.label } }}
    >
      <input
        className={classes.input}
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls="palette-list"
        aria-autocomplete="list"
        aria-activedescendant={current < 0 ? undefined : `palette-${current}`}
        aria-label={texts.label}
        placeholder={texts.placeholder}
        value={text}
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={(event) => {
          setText(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={(event) => onKey(event, { items, current, setActive, choose })}
      />
      <PaletteList groups={groups} current={current} setActive={setActive} choose={choose} />
      <p className={classes.status} role="status">
        {status}
      </p>
    </Modal>
  );
}

/** What fits the text now. While the server looks, what it found last stays if it is still for the beginning of the text. */
function usePalette(
  text: string,
  shortcuts: readonly Shortcut[],
): { readonly groups: readonly PaletteGroup[]; readonly status: string } {
  const { setColorScheme } = useMantineColorScheme();
  const [recent] = useState(readRecent);
  const wanted = text.trim();
  const [asked] = useDebouncedValue(wanted, 150);
  const { data, previousData, error, loading } = useQuery(searchDocument, {
    variables: { text: asked },
    skip: asked === '',
    fetchPolicy: 'cache-and-network',
  });
  const results = wanted === '' ? null : ((data ?? previousData)?.search ?? null);
  const groups = paletteGroups({ text, results, shortcuts, recent, setScheme: setColorScheme });
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  const isBusy = wanted !== '' && (loading || wanted !== asked);
  if (error !== undefined && !isBusy) return { groups, status: texts.failed };
  if (isBusy && data === undefined) return { groups, status: texts.busy };
  return { groups, status: count === 0 ? texts.none(wanted) : texts.found(count) };
}

function onKey(
  event: KeyboardEvent,
  {
    items,
    current,
    setActive,
    choose,
  }: {
    readonly items: readonly PaletteItem[];
    readonly current: number;
    readonly setActive: (index: number) => void;
    readonly choose: (item: PaletteItem) => void;
  },
): void {
  const { length } = items;
  if (event.nativeEvent.isComposing || length === 0) return;
  const item = items[current];
  if (event.key === 'ArrowDown') setActive((current + 1) % length);
  else if (event.key === 'ArrowUp') setActive((current - 1 + length) % length);
  else if (event.key === 'Enter' && item !== undefined) choose(item);
  else return;
  event.preventDefault();
}
