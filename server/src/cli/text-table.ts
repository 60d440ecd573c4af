const GAP = '  ';

/** Aligned columns under a head, for a terminal. Nothing in the cells can steer it. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(terminalText));
  const widths = head.map((_, column) =>
    lines.reduce((widest, line) => Math.max(widest, [...(line[column] ?? '')].length), 0),
  );
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - [...cell].length))
        .join(GAP)
        .trimEnd(),
    )
    .join('\n');
}

/** A text from outside on one line, without control or invisible characters (escape sequences among them). */
export function terminalText(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').replace(/\p{Cf}/gu, '');
}

/** Lines of which parts come from outside: nothing in them can steer the terminal. */
export function terminalLines(text: string): string {
  return text.split('\n').map(terminalText).join('\n');
}
