import { isJsonObject } from '../../formats/fields.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { readTomlText } from '../../formats/toml-text.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { type Ask, askOfRange, type AskSite, lineOfEntry } from './ask.js';
import type { Manifest } from './manifest.js';
import { askOfAddressTable } from './poetry-ask.js';
import { scopeOfName } from './scopes.js';
import { textIn, textsIn } from './table.js';

const NOT_CATEGORIES: ReadonlySet<string> = new Set(['pipenv', 'pipfile', 'requires', 'scripts', 'source']);

/** Reads a Pipfile (https://pipenv.pypa.io/en/latest/pipfile.html), categories of one's own too; null where it is no TOML. */
export function readPipfile(path: string, text: string, problems: ProblemList): Manifest | null {
  const toml = readTomlText(path, text, problems);
  if (toml.value === null) return null;
  const site: AskSite = { path, problems, lineOf: (wanted) => toml.lineOf(wanted) };
  const asks = Object.entries(toml.value).flatMap(([section, entries]) =>
    NOT_CATEGORIES.has(section) || !isJsonObject(entries)
      ? []
      : Object.entries(entries).flatMap(([name, value]) =>
          readEntry(name, value, { kind: scopeOfSection(section), site }),
        ),
  );
  return { path, name: '', version: '', asks };
}

/** The scope of a section of a Pipfile or a Pipfile.lock; one of one's own by its name, else optional. */
export function scopeOfSection(section: string): DependencyScope {
  if (section === 'default' || section === 'packages') return 'RUNTIME';
  if (section === 'develop' || section === 'dev-packages') return 'DEVELOPMENT';
  return scopeOfName(section) ?? 'OPTIONAL';
}

function readEntry(
  name: string,
  value: unknown,
  { kind, site }: { readonly kind: DependencyScope; readonly site: AskSite },
): readonly Ask[] {
  if (typeof value === 'string') return [askOfRange(name, rangeOf(value), { kind })];
  if (isJsonObject(value)) {
    const address = askOfAddressTable(name, value, kind);
    if (address !== null) return [address];
    const range = rangeOf(textIn(value, 'version') ?? '*');
    return [askOfRange(name, range, { kind, extras: textsIn(value, 'extras') })];
  }
  const message = `What is asked of ${quote(name)} could not be read; it was left out.`;
  site.problems.add('BAD_ENTRY', site.path, () => lineOfEntry(site, name), message);
  return [];
}

/** In a Pipfile `*` is any version. */
function rangeOf(version: string): string {
  return version.trim() === '*' ? '' : version;
}
