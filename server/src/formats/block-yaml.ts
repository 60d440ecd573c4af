import { BlockReader, type LinesOfKeys } from './block-reader.js';
import type { ProblemList } from './problem-list.js';
import { readSourceText } from './source-text.js';
import type { BlockMap, BlockValue } from './yaml-scalars.js';

/** What a generated YAML file holds. */
export interface BlockYaml {
  /** In the order of the file; empty ones are left out. */
  readonly documents: readonly BlockValue[];
  /** The line of a key in one of the documents, found by the keys that lead there. */
  lineOf(document: number, ...path: readonly string[]): number | null;
}

/**
 * Reads the YAML that tools generate (blocks, flow maps and lists, quoted and block scalars, several documents) in
 * linear time; every scalar is a text. What is no part of that (anchors, tags, broken lines) is a problem and left out.
 */
export function readBlockYaml(path: string, text: string, problems: ProblemList): BlockYaml {
  const source = readSourceText(path, text, problems);
  if (source === null) return { documents: [], lineOf: () => null };
  const reader = new BlockReader(source, {
    add: (code, line, message) => problems.add(code, path, () => line, message),
    isHopeless: () => problems.isHopeless(path),
    keyLines: null,
  });
  return { documents: reader.read(), lineOf: lineFinder(source) };
}

export function isBlockMap(value: BlockValue | undefined): value is BlockMap {
  return value instanceof Map;
}

/** Reads the text again, now with its lines, when the first one is asked for. */
function lineFinder(text: string): BlockYaml['lineOf'] {
  const keyLines: LinesOfKeys = new Map();
  let documents: readonly BlockValue[] | null = null;
  return (document, ...path) => {
    documents ??= new BlockReader(text, { add: () => undefined, isHopeless: () => false, keyLines }).read();
    let value = documents[document];
    let line: number | null = null;
    for (const key of path) {
      if (!isBlockMap(value)) return line;
      line = keyLines.get(value)?.get(key) ?? line;
      value = value.get(key);
    }
    return line;
  };
}
