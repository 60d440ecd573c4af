const GAP = '  ';
/** No column is made narrower than this. */
const NARROWEST = 8;

/**
 * Aligned columns under a head, for a terminal. Nothing in the cells can steer it. Where the lines would be wider than `columns`, the
 * widest cells are cut.
 */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  columns: number | null = null,
): string {
  const lines = [head, ...rows].map((row) => row.map(terminalText));
  const widths = fitting(
    head.map((_, column) =>
      lines.reduce((widest, line) => Math.max(widest, [...(line[column] ?? '')].length), 0),
    ),
    columns,
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          const text = cutText(cell, width);
          return text + ' '.repeat(width - [...text].length);
        })
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** Takes from the widest columns until all fit, or none can give any more. */
function fitting(widths: readonly number[], columns: number | null): readonly number[] {
  const fitted = [...widths];
  if (columns === null) return fitted;
  let over = fitted.reduce((sum, width) => sum + width, GAP.length * (fitted.length - 1)) - columns;
  while (over > 0) {
    const widest = fitted.reduce((most, width) => Math.max(most, width), 0);
    if (widest <= NARROWEST) break;
    const next = fitted.reduce((most, width) => (width < widest ? Math.max(most, width) : most), NARROWEST);
    const widestColumns = fitted.flatMap((width, column) => (width === widest ? [column] : []));
    const each = Math.max(1, Math.min(widest - next, Math.ceil(over / widestColumns.length)));
    for (const column of widestColumns) {
      const given = Math.min(each, widest - NARROWEST, over);
      if (given <= 0) break;
      fitted[column] = widest - given;
      over -= given;
    }
  }
  return fitted;
}

/** At most so many characters; `…` stands for what was left out. */
export function cutText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}

/** A text from outside on one line, without control or invisible characters (escape sequences among them). */
export function terminalText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Cf}/gu, '');
}

/** Lines of which parts come from outside: nothing in them can steer the terminal. */
export function terminalLines(text: string): string {
  return text.split('\n').map(terminalText).join('\n');
}
