/** One entry of a yarn.lock of version 1. */
export interface ClassicBlock {
  readonly keys: readonly string[];
  readonly version: string;
  readonly resolved: string | null;
  readonly integrity: string | null;
  readonly dependencies: ReadonlyMap<string, string>;
  readonly optionalDependencies: ReadonlyMap<string, string>;
  /** As it stands, without the empty lines behind it. */
  readonly lines: readonly string[];
}

/** The lines before the first entry, and the entries. */
export interface ClassicLock {
  readonly preamble: readonly string[];
  readonly blocks: readonly ClassicBlock[];
}

/** Reads a lock of Yarn 1 by its lines; what is no entry is passed over. */
export function readClassicLock(text: string): ClassicLock {
  const preamble: string[] = [];
  const groups: string[][] = [];
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const isHeader = /^[^\s#].*:$/.test(line);
    if (isHeader) groups.push([line]);
    else (groups.at(-1) ?? preamble).push(line);
  }
  return { preamble, blocks: groups.map((lines) => readBlock(lines)) };
}

/** The name before the range of a key such as `@scope/a@^1.0.0`. */
export function splitKey(key: string): { readonly name: string; readonly range: string } {
  const at = key.indexOf('@', 1);
  return at === -1 ? { name: key, range: '' } : { name: key.slice(0, at), range: key.slice(at + 1) };
}

/** The package that a key leads to: behind an alias the real one. */
export function realName(key: string): string {
  const { name, range } = splitKey(key);
  return range.startsWith('npm:') ? splitKey(range.slice('npm:'.length)).name : name;
}

/** The first line of an entry with these keys, as Yarn writes it. */
export function headerOf(keys: readonly string[]): string {
  return `${keys.map((key) => quoted(key)).join(', ')}:`;
}

/** A text as Yarn 1 writes it: in quotes only where it must be. */
export function quoted(text: string): string {
  const mustBe = /^(?:true|false)/.test(text) || /[:\s\\",[\]]/.test(text) || !/^[a-zA-Z]/.test(text);
  return mustBe ? JSON.stringify(text) : text;
}

/** The lines that say what an entry asks for. */
export function dependencyLines({
  dependencies,
  optionalDependencies,
}: Pick<ClassicBlock, 'dependencies' | 'optionalDependencies'>): readonly string[] {
  return (
    [
      ['dependencies', dependencies],
      ['optionalDependencies', optionalDependencies],
    ] as const
  ).flatMap(([section, map]) =>
    map.size === 0
      ? []
      : [
          `  ${section}:`,
          ...Array.from(map, ([name, range]) => `    ${quoted(name)} ${JSON.stringify(range)}`),
        ],
  );
}

function readBlock(lines: readonly string[]): ClassicBlock {
  const last = lines.findLastIndex((line) => line.trim() !== '');
  const fields = new Map<string, string>();
  const lists = { dependencies: new Map<string, string>(), optionalDependencies: new Map<string, string>() };
  let list: Map<string, string> | null = null;
  for (const line of lines.slice(1, last + 1)) {
    const [key = '', value = ''] = words(line.trim());
    if (line.startsWith('    ')) list?.set(key, value);
    else if (key === 'dependencies:') list = lists.dependencies;
    else if (key === 'optionalDependencies:') list = lists.optionalDependencies;
    else {
      list = null;
      fields.set(key, value);
    }
  }
  return {
    keys: words((lines[0] ?? '').slice(0, -1), true),
    version: fields.get('version') ?? '',
    resolved: fields.get('resolved') ?? null,
    integrity: fields.get('integrity') ?? null,
    ...lists,
    lines: lines.slice(0, last + 1),
  };
}

/** The words of a line, out of their quotes; bare ones end at a space, or at the comma between keys. */
function words(line: string, isHeader = false): readonly string[] {
  const found: string[] = [];
  const pattern = /"((?:[^"\\]|\\.)*)"|([^\s"]+)/g;
  for (const [, inQuotes, bare] of line.matchAll(pattern)) {
    if (inQuotes !== undefined) found.push(inQuotes.replace(/\\(.)/g, '$1'));
    else if (bare !== undefined && bare !== ',') found.push(isHeader ? bare.replace(/,$/, '') : bare);
  }
  return found;
}
