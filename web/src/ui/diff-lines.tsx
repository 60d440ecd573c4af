import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useMemo, useRef } from 'react';
import { parseDiff } from '../lib/diff.js';
import { columnsOf, splitRows, unifiedRows } from '../lib/diff-rows.js';
import { diffTexts } from '../texts/diff.js';
import { DiffFind } from './diff-find.js';
import { SplitLine, UnifiedLine } from './diff-line.js';
import classes from './diff-view.module.css';
import type { DiffLayout } from './diff-view.js';

/** A diff up to here is on the page as a whole, where the browser's own search sees all of it. */
const WHOLE_UP_TO = 600;
const LINE_HEIGHT = 20;
const MOST_COLUMNS = 1_000;

/** The lines of a diff, in a box of their own; of a long one only those in view are on the page. */
export function DiffLines({
  path,
  diff,
  layout,
}: {
  readonly path: string;
  readonly diff: string;
  readonly layout: DiffLayout;
}) {
  const lines = useMemo(() => parseDiff(diff), [diff]);
  const list = useMemo(() => listOf(layout, lines), [layout, lines]);
  const isLong = list.count > WHOLE_UP_TO;
  const columns = useMemo(() => widestOf(lines), [lines]);
  const style = { '--columns': columns } as CSSProperties;
  const box = useRef<HTMLDivElement>(null);
  // Its functions are used in this component only, which asks them anew each time.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: isLong ? list.count : 0,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 12,
    initialRect: { width: 800, height: 640 },
  });
  return (
    <>
      {isLong && (
        <DiffFind
          path={path}
          count={list.count}
          textAt={list.textAt}
          go={(index) => virtual.scrollToIndex(index, { align: 'center' })}
        />
      )}
      <div
        ref={box}
        className={classes.body}
        data-layout={layout}
        role="region"
        aria-label={diffTexts.region(path)}
        tabIndex={0}
      >
        <div className={classes.lines} style={style}>
          {!isLong &&
            Array.from({ length: list.count }, (_, index) => <Row key={index}>{list.render(index)}</Row>)}
          {isLong && (
            <div style={{ position: 'relative', height: virtual.getTotalSize() }}>
              {virtual.getVirtualItems().map((item) => (
                <Row
                  key={item.key}
                  index={item.index}
                  measure={layout === 'split' ? virtual.measureElement : undefined}
                  top={item.start}
                >
                  {list.render(item.index)}
                </Row>
              ))}
            </div>
          )}
        </div>
      </div>
    </>
  );
}

function Row({
  index,
  top,
  measure,
  children,
}: {
  readonly index?: number;
  readonly top?: number;
  /** Lines that wrap have heights of their own. */
  readonly measure?: ((element: HTMLElement | null) => void) | undefined;
  readonly children: ReactNode;
}) {
  if (top === undefined) return children;
  return (
    <div
      ref={measure}
      data-index={index}
      className={classes.placed}
      style={{ transform: `translateY(${top}px)` }}
    >
      {children}
    </div>
  );
}

interface RowList {
  readonly count: number;
  readonly textAt: (index: number) => string;
  readonly render: (index: number) => ReactNode;
}

function listOf(layout: DiffLayout, lines: ReturnType<typeof parseDiff>): RowList {
  if (layout === 'unified') {
    const rows = unifiedRows(lines);
    return {
      count: rows.length,
      textAt: (index) => rows[index]?.line.text ?? '',
      render: (index) => {
        const row = rows[index];
        return row === undefined ? null : <UnifiedLine key={index} row={row} />;
      },
    };
  }
  const rows = splitRows(lines);
  return {
    count: rows.length,
    textAt: (index) => {
      const row = rows[index];
      if (row === undefined) return '';
      return row.kind === 'whole' ? row.line.text : `${row.old?.text ?? ''}\n${row.new?.text ?? ''}`;
    },
    render: (index) => {
      const row = rows[index];
      return row === undefined ? null : <SplitLine key={index} row={row} />;
    },
  };
}

function widestOf(lines: ReturnType<typeof parseDiff>): number {
  let widest = 0;
  for (const { text } of lines) {
    const columns = columnsOf(text, MOST_COLUMNS);
    if (columns > widest) widest = columns;
  }
  return widest;
}
