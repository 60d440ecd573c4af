/** By what a browser is known; the first that is named counts, because browsers also name those that they resemble. */
const BROWSERS: readonly (readonly [part: string, name: string])[] = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['CriOS/', 'Chrome'],
  ['Chrom', 'Chrome'],
  ['Safari/', 'Safari'],
];

const SYSTEMS: readonly (readonly [part: string, name: string])[] = [
  ['iPhone', 'iOS'],
  ['iPad', 'iPadOS'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['CrOS', 'ChromeOS'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
];

const MAX_READ = 1_000;

/**
 * What a person recognises a client by, such as `Firefox on Linux`: no version, no device, so that it tells nobody apart from others.
 * Null where the header says nothing.
 */
export function clientName(userAgent: string | undefined): string | null {
  const text = (userAgent ?? '').slice(0, MAX_READ);
  const named = (names: typeof BROWSERS) => names.find(([part]) => text.includes(part))?.[1];
  const system = named(SYSTEMS);
  const browser = named(BROWSERS) ?? (text.startsWith('Mozilla/') ? undefined : productOf(text));
  if (browser === undefined) return system ?? null;
  return system === undefined ? browser : `${browser} on ${system}`;
}

/** A program's name before its version: https://www.rfc-editor.org/rfc/rfc9110#name-user-agent. */
function productOf(text: string): string | undefined {
  return /^[A-Za-z][A-Za-z-]{1,39}(?=[/ ]|$)/.exec(text)?.[0];
}
