import type { ManifestProblemCode } from '../inventory/inventory.js';
import { BlockLines } from './block-lines.js';
import {
  type BlockMap,
  type BlockValue,
  cutComment,
  foldLines,
  type Scanned,
  scanFlow,
  scanQuoted,
} from './yaml-scalars.js';

const MAX_DEPTH = 100;

/** The lines of a map's keys. */
export type LinesOfKeys = Map<BlockMap, ReadonlyMap<string, number>>;

/** Where a reader reports what it could not read, and keeps lines where they are wanted. */
export interface BlockReport {
  add(code: ManifestProblemCode, line: number, message: string): void;
  /** Whether reading on would only cost time. */
  isHopeless(): boolean;
  readonly keyLines: LinesOfKeys | null;
}

/** `valueAt` is null where no value follows. */
interface BlockKey {
  readonly name: string;
  readonly valueAt: number | null;
}

/** Reads one text of generated YAML from its first line to its last, each line once. */
export class BlockReader {
  readonly #lines: BlockLines;
  readonly #report: BlockReport;

  constructor(text: string, report: BlockReport) {
    this.#lines = new BlockLines(text);
    this.#report = report;
  }

  /** All documents that hold something. */
  read(): readonly BlockValue[] {
    const documents: BlockValue[] = [];
    while (this.#lines.hasMore()) {
      this.#lines.advance();
      if (!this.#lines.isInside(0)) continue;
      documents.push(this.#readNode(-1, 0));
      if (!this.#lines.isInside(0)) continue;
      this.#fault('This line stands outside of what comes before it');
      while (this.#lines.isInside(0)) this.#lines.advance();
    }
    return documents;
  }

  /** The value whose first line this is. */
  #readNode(parent: number, depth: number): BlockValue {
    if (depth > MAX_DEPTH) {
      this.#add('TOO_DEEP', `What stands here is nested deeper than ${MAX_DEPTH} levels; it was left out.`);
      this.#skipInside(parent);
      return null;
    }
    if (this.#lines.isItem()) return this.#readList(depth);
    if (this.#lines.startsWith('?') || this.#lines.key() !== null) return this.#readMap(depth);
    return this.#readScalar(this.#lines.start, parent);
  }

  #readMap(depth: number): BlockMap {
    const { indent } = this.#lines;
    const map = new Map<string, BlockValue>();
    const keyLines = this.#report.keyLines === null ? null : new Map<string, number>();
    if (keyLines !== null) this.#report.keyLines?.set(map, keyLines);
    while (this.#lines.isInside(indent)) {
      const { line } = this.#lines;
      const key = this.#lines.indent === indent ? this.#readKey(indent, depth) : null;
      if (key === null) {
        this.#fault('This line could not be read as YAML');
        this.#skipInside(indent);
        continue;
      }
      const value = key.valueAt === null ? null : this.#readValue(key.valueAt, indent, depth);
      if (map.has(key.name)) {
        this.#report.add('BAD_ENTRY', line, 'A key stands twice in its block; the first one counts.');
        continue;
      }
      map.set(key.name, value);
      keyLines?.set(key.name, line);
    }
    return map;
  }

  /** The key of this line and where its value begins; null where the line has none. */
  #readKey(indent: number, depth: number): BlockKey | null {
    if (this.#lines.isItem()) return null;
    if (this.#lines.startsWith('?')) return this.#readLongKey(indent, depth);
    const key = this.#lines.key();
    return key === null ? null : { name: key.name, valueAt: this.#lines.skipSpaces(key.end + 1) };
  }

  /** A key of more than 1,024 characters has its value on a line of its own: https://yaml.org/spec/1.2.2/#822-block-mappings. */
  #readLongKey(indent: number, depth: number): BlockKey | null {
    const name = this.#readValue(this.#lines.skipSpaces(this.#lines.start + 1), indent, depth);
    if (typeof name !== 'string') return null;
    const hasValue = this.#lines.indent === indent && this.#lines.startsWith(':');
    return { name, valueAt: hasValue ? this.#lines.skipSpaces(this.#lines.start + 1) : null };
  }

  #readList(depth: number): readonly BlockValue[] {
    const { indent } = this.#lines;
    const list: BlockValue[] = [];
    while (this.#lines.indent === indent && this.#lines.isItem()) {
      const at = this.#lines.skipSpaces(this.#lines.start + 1);
      if (this.#lines.isNothing(at)) {
        this.#lines.advance();
        list.push(this.#lines.isInside(indent + 1) ? this.#readNode(indent, depth + 1) : null);
      } else list.push(this.#readCompact(at, indent, depth));
      if (!this.#lines.isInside(indent + 1)) continue;
      this.#fault('This line could not be read as YAML');
      this.#skipInside(indent);
    }
    return list;
  }

  /** What stands behind a key: on its line, or below it and deeper; a list may stand as deep as the key. */
  #readValue(at: number, indent: number, depth: number): BlockValue {
    if (!this.#lines.isNothing(at)) {
      const isExplicit = this.#lines.startsWith(':') || this.#lines.startsWith('?');
      return isExplicit ? this.#readCompact(at, indent, depth) : this.#readScalar(at, indent);
    }
    this.#lines.advance();
    if (this.#lines.isInside(indent + 1)) return this.#readNode(indent, depth + 1);
    return this.#lines.indent === indent && this.#lines.isItem() ? this.#readList(depth + 1) : null;
  }

  /** A block that begins in the middle of a line, behind `- `, `? ` or `: `. */
  #readCompact(at: number, parent: number, depth: number): BlockValue {
    this.#lines.moveTo(at);
    return this.#readNode(parent, depth + 1);
  }

  #readScalar(at: number, parent: number): BlockValue {
    const { text, end } = this.#lines;
    const sign = text.charAt(at);
    if (sign === '"' || sign === "'") return this.#readScanned(scanQuoted(text, at), parent);
    if (sign === '{' || sign === '[') return this.#readScanned(scanFlow(text, at), parent);
    if (sign === '|' || sign === '>') return this.#readBlockScalar(at, parent);
    if (sign === '&' || sign === '*' || sign === '!') {
      this.#fault('An anchor, an alias or a tag of YAML is not read here');
      this.#skipInside(parent);
      return null;
    }
    let value = cutComment(text.slice(at, end));
    for (this.#lines.advance(); this.#lines.isInside(parent + 1); this.#lines.advance()) {
      if (this.#lines.key() !== null) {
        this.#fault('This line could not be read as YAML');
        this.#skipDeeper(parent);
        break;
      }
      value += ` ${cutComment(this.#lines.content())}`;
    }
    return value;
  }

  #readScanned(scanned: Scanned<BlockValue>, parent: number): BlockValue {
    if (scanned.kind === 'OPEN') {
      this.#add('TRUNCATED', 'The value that begins here does not end; the rest of the file was not read.');
      this.#lines.stop();
      return null;
    }
    this.#lines.leave(scanned.end);
    if (scanned.kind === 'VALUE' && this.#lines.isNothing(this.#lines.skipSpaces(scanned.end))) {
      this.#lines.advance();
      return scanned.value;
    }
    this.#fault('The value on this line could not be read as YAML');
    this.#skipInside(parent);
    return null;
  }

  /** https://yaml.org/spec/1.2.2/#81-block-scalar-styles; an indentation given by number is the one that is found. */
  #readBlockScalar(at: number, parent: number): string {
    const header = cutComment(this.#lines.text.slice(at, this.#lines.end));
    const lines: string[] = [];
    let indent: number | null = null;
    while (this.#lines.hasMore()) {
      const line = this.#lines.takeRaw(parent);
      if (line === null) break;
      const column = line.length - line.trimStart().length;
      if (line !== '') indent ??= column;
      lines.push(line.slice(Math.min(column, indent ?? 0)));
    }
    while (lines.at(-1) === '') lines.pop();
    this.#lines.advance();
    const text = lines.join('\n');
    const value = header.startsWith('>') ? foldLines(text) : text;
    return header.includes('-') || value === '' ? value : `${value}\n`;
  }

  /** Goes on behind this line and the deeper ones below it. */
  #skipInside(indent: number): void {
    this.#lines.advance();
    this.#skipDeeper(indent);
  }

  #skipDeeper(indent: number): void {
    while (this.#lines.isInside(indent + 1)) this.#lines.advance();
  }

  #fault(what: string): void {
    this.#add('NOT_YAML', `${what}; it was left out.`);
  }

  #add(code: ManifestProblemCode, message: string): void {
    this.#report.add(code, this.#lines.line, message);
    if (this.#report.isHopeless()) this.#lines.stop();
  }
}
