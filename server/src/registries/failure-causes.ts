/** The operating system's or undici's code of a failed connection, in brackets. */
export function codeOf(error: unknown): string {
  for (const each of causes(error)) {
    if (typeof each !== 'object' || each === null || !('code' in each)) continue;
    if (typeof each.code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(each.code)) return ` (${each.code})`;
  }
  return '';
}

/** An error and what it says caused it, outermost first, five at most. */
export function causes(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let current = error;
  while (typeof current === 'object' && current !== null && chain.length < 5) {
    chain.push(current);
    current = 'cause' in current ? current.cause : null;
  }
  return chain;
}
