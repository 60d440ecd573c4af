/** One entry of a lock of Yarn 2 or later; the metadata and the lines before it have no resolution. */
interface BerryBlock {
  readonly resolution: string | null;
  readonly lines: readonly string[];
}

/** What the metadata of a lock says of the program that wrote it. */
export interface BerryMetadata {
  readonly version: string;
  readonly cacheKey: string | null;
}

export function readBerryMetadata(text: string): BerryMetadata | null {
  const block = readBlocks(text).find(({ lines }) => lines[0] === '__metadata:');
  if (block === undefined) return null;
  const field = (name: string): string | null =>
    block.lines.map((line) => new RegExp(`^  ${name}: "?([^"\\s]+)"?$`).exec(line)?.[1]).find(Boolean) ??
    null;
  const version = field('version');
  return version === null ? null : { version, cacheKey: field('cacheKey') };
}

/** The lock without the entries of these resolutions. */
export function dropResolutions(text: string, locations: readonly string[]): string {
  const dropped = new Set(locations);
  return writeBlocks(
    readBlocks(text).filter(({ resolution }) => resolution === null || !dropped.has(resolution)),
  );
}

/** What Yarn wrote, with every entry that says the same in the bytes that it had before, and with the old line ends. */
export function mergeBerryLocks(original: string, resolved: string): string {
  const known = new Map(readBlocks(original).map((block) => [nameOf(block), block]));
  const merged = readBlocks(resolved).map((block) => {
    const before = known.get(nameOf(block));
    return before !== undefined && wordsOf(before) === wordsOf(block) ? before : block;
  });
  const text = writeBlocks(merged);
  return original.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text;
}

/** The resolutions that the second lock has and the first has not. */
export function newResolutions(before: string, after: string): readonly string[] {
  const known = new Set(readBlocks(before).map(({ resolution }) => resolution));
  return readBlocks(after).flatMap(({ resolution }) =>
    resolution === null || known.has(resolution) ? [] : [resolution],
  );
}

function readBlocks(text: string): readonly BerryBlock[] {
  const groups: string[][] = [];
  let isOpen = false;
  for (const line of text.replaceAll('\r\n', '\n').split('\n')) {
    const isBlank = line.trim() === '';
    if (isBlank) isOpen = false;
    else if (isOpen && /^[\s#]/.test(line)) groups.at(-1)?.push(line);
    else {
      groups.push([line]);
      isOpen = true;
    }
  }
  return groups.map((lines) => ({
    lines,
    resolution: lines.map((line) => /^ {2}resolution: "(.*)"$/.exec(line)?.[1]).find(Boolean) ?? null,
  }));
}

function nameOf({ resolution, lines }: BerryBlock): string {
  return resolution ?? lines[0] ?? '';
}

function wordsOf({ lines }: BerryBlock): string {
  return lines.map((line) => line.trimEnd()).join('\n');
}

function writeBlocks(blocks: readonly BerryBlock[]): string {
  return `${blocks.map(({ lines }) => lines.join('\n')).join('\n\n')}\n`;
}
