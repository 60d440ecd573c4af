import { isJsonObject, type JsonObject } from '../../formats/fields.js';
import { quote } from '../../formats/problem-list.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { type Ask, askOfAddress, askOfRange, type AskSite, lineOfEntry } from './ask.js';
import { rangeOfPoetry } from './poetry-range.js';
import { textIn, textsIn, valueIn } from './table.js';

/** The fields in which Poetry and Pipenv name a source other than a registry. */
const ADDRESS_FIELDS = ['git', 'hg', 'svn', 'url', 'file', 'path'] as const;

/** Why and where an entry is read. */
export interface EntrySite {
  readonly kind: DependencyScope;
  readonly site: AskSite;
}

/**
 * The asks of one entry of Poetry's: a constraint, a table with `version`, `extras`, `git`, `path`, `url`, or a list of
 * tables for several environments (https://python-poetry.org/docs/dependency-specification/).
 */
export function readPoetryAsk(name: string, value: unknown, { kind, site }: EntrySite): readonly Ask[] {
  if (typeof value === 'string') return [askOfRange(name, rangeOfPoetry(value), { kind })];
  if (isJsonObject(value)) return [askOfTable(name, value, kind)];
  if (Array.isArray(value)) return value.flatMap((entry) => readPoetryEntry(name, entry, { kind, site }));
  const message = `What is asked of ${quote(name)} could not be read; it was left out.`;
  site.problems.add('BAD_ENTRY', site.path, () => lineOfEntry(site, name), message);
  return [];
}

/** The ask of a table that names an address; null where it names none. */
export function askOfAddressTable(name: string, table: JsonObject, kind: DependencyScope): Ask | null {
  for (const field of ADDRESS_FIELDS) {
    const address = textIn(table, field);
    if (address === null) continue;
    const isRepository = field === 'git' || field === 'hg' || field === 'svn';
    const ask = askOfAddress(isRepository ? `${field}+${address}` : address, kind);
    return {
      ...ask,
      name,
      extras: textsIn(table, 'extras'),
      range: ask.range.replace(/^(?:git|hg|svn)\+/, ''),
    };
  }
  return null;
}

/** A list holds no lists. */
function readPoetryEntry(name: string, entry: unknown, at: EntrySite): readonly Ask[] {
  return Array.isArray(entry) ? readPoetryAsk(name, null, at) : readPoetryAsk(name, entry, at);
}

function askOfTable(name: string, table: JsonObject, declared: DependencyScope): Ask {
  const isOptional = declared === 'RUNTIME' && valueIn(table, 'optional') === true;
  const kind = isOptional ? 'OPTIONAL' : declared;
  const address = askOfAddressTable(name, table, kind);
  if (address !== null) return address;
  const range = rangeOfPoetry(textIn(table, 'version') ?? '*');
  return askOfRange(name, range, { kind, extras: textsIn(table, 'extras') });
}
