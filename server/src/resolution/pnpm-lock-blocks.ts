import { parse } from 'yaml';

/** One entry of a section of a pnpm lock, or a section that has none: its lines as they stand. */
interface Block {
  readonly section: string;
  /** Unquoted; empty for the section's own line or a section on its own. */
  readonly key: string;
  readonly lines: readonly string[];
}

/** The lock without the snapshots at these locations, and without packages of which no snapshot is left. */
export function dropSnapshots(text: string, locations: readonly string[]): string {
  const blocks = readBlocks(text);
  const dropped = new Set(locations);
  const kept = blocks.filter(
    ({ section, key }) => section !== 'snapshots' || key === '' || !dropped.has(key),
  );
  const alive = new Set(
    kept.flatMap(({ section, key }) => (section === 'snapshots' ? [packageKey(key)] : [])),
  );
  const gone = new Set(locations.map((location) => packageKey(location)).filter((key) => !alive.has(key)));
  return writeBlocks(kept.filter(({ section, key }) => section !== 'packages' || !gone.has(key)));
}

/**
 * What pnpm wrote, with every entry that says the same as before in the bytes that it had before, and with the line ends
 * of the old lock.
 */
export function mergePnpmLocks(original: string, resolved: string): string {
  const newline = original.includes('\r\n') ? '\r\n' : '\n';
  const known = new Map(readBlocks(original).map((block) => [`${block.section}\n${block.key}`, block]));
  const merged = readBlocks(resolved).map((block): Block => {
    const before = known.get(`${block.section}\n${block.key}`);
    return before !== undefined && saysSame(before, block) ? before : block;
  });
  const text = writeBlocks(merged);
  return newline === '\n' ? text : text.replaceAll('\n', newline);
}

/** The names of the top-level sections. */
export function sectionsOf(text: string): ReadonlySet<string> {
  return new Set(readBlocks(text).map(({ section }) => section));
}

function readBlocks(text: string): readonly Block[] {
  const blocks: Block[] = [];
  let section = '';
  let lines: string[] = [];
  let key = '';
  const close = (): void => {
    if (lines.length > 0) blocks.push({ section, key, lines });
    lines = [];
  };
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const top = /^([A-Za-z]+):/.exec(line)?.[1];
    const entry = /^ {2}(\S.*?):(?: \{\})?$/.exec(line)?.[1];
    if (top !== undefined) {
      close();
      section = top;
      key = '';
    } else if (entry !== undefined && isListed(section)) {
      close();
      key = unquoted(entry);
    }
    lines.push(line);
  }
  close();
  return blocks;
}

/** Of these sections each entry counts alone; every other section counts as a whole. */
function isListed(section: string): boolean {
  return section === 'packages' || section === 'snapshots' || section === 'importers';
}

function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map(({ lines }) => lines.join('\n')).join('\n');
}

function saysSame(before: Block, after: Block): boolean {
  const [left, right] = [before.lines.join('\n'), after.lines.join('\n')];
  if (left.trimEnd() === right.trimEnd()) return true;
  try {
    return JSON.stringify(parse(left)) === JSON.stringify(parse(right));
  } catch {
    return false;
  }
}

function packageKey(key: string): string {
  const peers = key.indexOf('(');
  return peers === -1 ? key : key.slice(0, peers);
}

function unquoted(key: string): string {
  return /^'.*'$/.test(key) ? key.slice(1, -1).replaceAll("''", "'") : key.replace(/^"(.*)"$/, '$1');
}
