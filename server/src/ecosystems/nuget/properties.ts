const MAX_ALTERNATIVES = 8;
const MAX_VALUE_LENGTH = 1000;
const MAX_PROPERTIES = 10_000;
const PROPERTY = /\$\(\s*([A-Za-z_][\w.-]{0,200})\s*\)/;
const IS_UNSET = /^\s*'\$\(\s*([A-Za-z_][\w.-]{0,200})\s*\)'\s*==\s*''\s*$/;

/**
 * The properties of one project (https://learn.microsoft.com/visualstudio/msbuild/msbuild-properties). Conditions are not
 * judged: what is set under one is one more value that the property may have. Names have no case.
 */
export class Properties {
  readonly #values = new Map<string, readonly string[]>();

  /** Sets a property as it is met in a file; `condition` is empty where there is none. */
  set(name: string, text: string, condition: string): void {
    const key = name.toLowerCase();
    const known = this.#values.get(key) ?? [];
    const values = this.expand(text);
    const unset = IS_UNSET.exec(condition)?.[1];
    if (unset !== undefined && (this.#values.get(unset.toLowerCase()) ?? []).some((value) => value !== ''))
      return;
    if (known.length === 0 && this.#values.size >= MAX_PROPERTIES) return;
    const isSure = condition === '' || unset !== undefined;
    this.#values.set(key, isSure ? values : [...new Set([...known, ...values])].slice(0, MAX_ALTERNATIVES));
  }

  /** Every value that a text may have; what cannot be known stays as it is written. Never empty, at most 8. */
  expand(text: string): readonly string[] {
    if (!text.includes('$(')) return [text.slice(0, MAX_VALUE_LENGTH).trim()];
    let done: readonly string[] = [''];
    let rest = text.slice(0, MAX_VALUE_LENGTH);
    for (let found = PROPERTY.exec(rest); found !== null; found = PROPERTY.exec(rest)) {
      const before = rest.slice(0, found.index);
      const values = this.#values.get((found[1] ?? '').toLowerCase()) ?? [found[0]];
      done = done.flatMap((start) => values.map((value) => `${start}${before}${value}`));
      if (done.length > MAX_ALTERNATIVES) done = done.slice(0, MAX_ALTERNATIVES);
      if ((done[0] ?? '').length > MAX_VALUE_LENGTH) return [text.slice(0, MAX_VALUE_LENGTH)];
      rest = rest.slice(found.index + found[0].length);
    }
    return [...new Set(done.map((start) => `${start}${rest}`.trim()))];
  }

  /** Whether a property may be `true`. */
  mayBeTrue(name: string): boolean {
    return (this.#values.get(name.toLowerCase()) ?? []).some((value) => value.toLowerCase() === 'true');
  }
}

/** Whether a text still holds a property that nobody set, or a function of MSBuild. */
export function isUnresolved(text: string): boolean {
  return /[$@%]\(/.test(text);
}
