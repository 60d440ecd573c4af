import { parameterError } from './api-error.js';

/** The parameters of one request, checked as GitLab's API checks them: every refusal is a 400 with `error`. */
export class Params {
  private readonly values: ReadonlyMap<string, unknown>;

  constructor(...sources: readonly unknown[]) {
    const values = new Map<string, unknown>();
    for (const source of sources) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) continue;
      for (const [key, value] of Object.entries(source)) values.set(key.replace(/\[\]$/, ''), value);
    }
    this.values = values;
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  hasAnyOf(names: readonly string[]): boolean {
    return names.some((name) => this.values.has(name));
  }

  raw(name: string): unknown {
    return this.values.get(name);
  }

  /** Throws one error for all that are missing. */
  require(...names: readonly string[]): void {
    const missing = names.filter(
      (name) => this.values.get(name) === undefined || this.values.get(name) === null,
    );
    if (missing.length > 0) throw parameterError(400, missing.map((name) => `${name} is missing`).join(', '));
  }

  text(name: string): string | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null) return undefined;
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw parameterError(400, `${name} is invalid`);
  }

  requiredText(name: string): string {
    this.require(name);
    return this.text(name) ?? '';
  }

  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    if (!/^-?\d{1,15}$/.test(value)) throw parameterError(400, `${name} is invalid`);
    return Number(value);
  }

  boolean(name: string): boolean | undefined {
    const value = this.text(name)?.toLowerCase();
    if (value === undefined || value === '') return undefined;
    if (['true', '1', 't', 'yes', 'on'].includes(value)) return true;
    if (['false', '0', 'f', 'no', 'off'].includes(value)) return false;
    throw parameterError(400, `${name} is invalid`);
  }

  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw parameterError(400, `${name} does not have a valid value`);
    return found;
  }

  /** A date or a moment. */
  date(name: string): Date | undefined {
    const value = this.text(name);
    if (value === undefined) return undefined;
    const date = new Date(value);
    if (Number.isNaN(date.getTime())) throw parameterError(400, `${name} is invalid`);
    return date;
  }

  /** A list, or text with commas between the items. */
  list(name: string): readonly string[] | undefined {
    const value = this.values.get(name);
    if (value === undefined || value === null) return undefined;
    const items = Array.isArray(value) ? value : this.requiredText(name).split(',');
    return items.map((item) => String(item).trim()).filter((item) => item !== '');
  }

  integers(name: string): readonly number[] | undefined {
    const items = this.list(name);
    if (items?.some((item) => !/^\d{1,15}$/.test(item))) throw parameterError(400, `${name} is invalid`);
    return items?.map(Number);
  }
}
