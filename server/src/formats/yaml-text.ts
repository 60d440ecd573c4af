import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import type { ProblemList } from './problem-list.js';
import { readSourceText } from './source-text.js';

/** A general YAML parser takes seconds for more; large generated files have readers of their own. */
export const MAX_YAML_LENGTH = 1024 * 1024;
const MAX_ALIASES = 100;

/** What a YAML text holds; every scalar is a text. `value` is null where not even a part could be read. */
export interface YamlText {
  readonly value: unknown;
  lineOf(...path: readonly (string | number)[]): number | null;
}

/**
 * Reads a YAML file (https://yaml.org/spec/1.2.2/) without giving types to scalars, so that `1.10` stays `1.10`. Of a
 * damaged one what the parser makes of the rest counts. More than 1 MiB, or aliases beyond 100, are a problem.
 */
export function readYamlText(path: string, text: string, problems: ProblemList): YamlText {
  const nothing: YamlText = { value: null, lineOf: () => null };
  if (text.length > MAX_YAML_LENGTH) {
    const message = `The file has ${text.length} characters of YAML; more than ${MAX_YAML_LENGTH} are not read.`;
    problems.add('TOO_LARGE', path, () => null, message);
    return nothing;
  }
  const source = readSourceText(path, text, problems);
  if (source === null) return nothing;
  const lines = new LineCounter();
  try {
    const document = parseDocument(source, {
      schema: 'failsafe',
      uniqueKeys: false,
      lineCounter: lines,
      logLevel: 'silent',
    });
    const [error] = document.errors;
    if (error !== undefined) {
      const message = 'The file is not valid YAML from this line on; what could be read around it counts.';
      problems.add('NOT_YAML', path, () => lines.linePos(error.pos[0]).line, message);
    }
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    return { value, lineOf: (...at) => lineOfPath(document, lines, at) };
  } catch (error) {
    const isDeep = error instanceof RangeError;
    const message = isDeep
      ? 'The file is nested too deeply and was not read.'
      : 'The file refers to its own parts too often and was not read.';
    problems.add(isDeep ? 'TOO_DEEP' : 'NOT_YAML', path, () => null, message);
    return nothing;
  }
}

function lineOfPath(
  document: Document.Parsed,
  lines: LineCounter,
  path: readonly (string | number)[],
): number | null {
  const node: unknown = document.getIn(path, true);
  const start = isNode(node) ? node.range?.[0] : undefined;
  return start === undefined ? null : lines.linePos(start).line;
}
