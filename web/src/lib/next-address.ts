/** The query string after these changes; an empty list removes a name. The order of names stays. */
export function nextAddress(
  current: URLSearchParams,
  changes: Readonly<Record<string, readonly string[]>>,
): string {
  const next = new URLSearchParams(current);
  for (const [name, values] of Object.entries(changes)) {
    next.delete(name);
    for (const value of values) next.append(name, value);
  }
  const text = next.toString();
  return text === '' ? '' : `?${text}`;
}
