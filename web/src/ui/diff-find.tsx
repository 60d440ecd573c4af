import { TextInput } from '@mantine/core';
import { useMemo, useState } from 'react';
import { diffTexts } from '../texts/diff.js';
import classes from './diff-view.module.css';

/** Search in a diff of which only a part is on the page: Enter goes to the next place, Shift+Enter to the one before. */
export function DiffFind({
  path,
  count,
  textAt,
  go,
}: {
  readonly path: string;
  readonly count: number;
  readonly textAt: (index: number) => string;
  readonly go: (index: number) => void;
}) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(-1);
  const found = useMemo(() => placesOf(text.toLowerCase(), count, textAt), [text, count, textAt]);
  function step(by: number) {
    if (found.length === 0) return;
    const next = (at + by + found.length) % found.length;
    setAt(next);
    go(found[next] ?? 0);
  }
  return (
    <div className={classes.find} role="search" aria-label={diffTexts.find(path)}>
      <TextInput
        type="search"
        size="xs"
        aria-label={diffTexts.find(path)}
        placeholder={diffTexts.findShort}
        value={text}
        maxLength={200}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(-1);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey && at >= 0 ? -1 : 1);
        }}
      />
      <span className="quiet small" role="status">
        {text === '' ? diffTexts.findNote(count) : diffTexts.found(at + 1, found.length)}
      </span>
    </div>
  );
}

function placesOf(text: string, count: number, textAt: (index: number) => string): readonly number[] {
  const places: number[] = [];
  if (text === '') return places;
  for (let index = 0; index < count; index += 1)
    if (textAt(index).toLowerCase().includes(text)) places.push(index);
  return places;
}
