import { useEffect, useRef } from 'react';
import { frameTexts } from '../../texts/frame.js';
import { Keys } from '../../ui/keys.js';
import type { PaletteGroup, PaletteItem } from './palette-items.js';
import classes from './palette.module.css';

interface PaletteListProps {
  readonly groups: readonly PaletteGroup[];
  readonly current: number;
  readonly setActive: (index: number) => void;
  readonly choose: (item: PaletteItem) => void;
}

/** The lines of the palette, in their groups; the current one is always in sight. */
export function PaletteList({ groups, current, setActive, choose }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`#palette-${current}`)?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const firstOf = new Map<string, number>();
  let before = 0;
  for (const { key, items } of groups) {
    firstOf.set(key, before);
    before += items.length;
  }
  return (
    <div
      ref={list}
      id="palette-list"
      role="listbox"
      aria-label={frameTexts.palette.results}
      className={classes.list}
      tabIndex={-1}
    >
      {groups.map((group) => (
        <div key={group.key} role="group" aria-labelledby={`palette-group-${group.key}`}>
          <div id={`palette-group-${group.key}`} className={classes.group} role="presentation">
            {group.label}
          </div>
          {group.items.map((item, at) => {
            const index = (firstOf.get(group.key) ?? 0) + at;
            return (
              <div
                key={item.key}
                id={`palette-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === current}
                className={classes.item}
                onMouseMove={() => setActive(index)}
                onClick={() => choose(item)}
              >
                <span className={classes.label}>{item.label}</span>
                {item.hint !== null && <span className={classes.hint}>{item.hint}</span>}
                {item.keys !== null && <Keys keys={item.keys} />}
              </div>
            );
          })}
        </div>
      ))}
    </div>
  );
}
