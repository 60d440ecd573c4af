import { isBlockMap } from '../../formats/block-yaml.js';
import type { BlockMap, BlockValue } from '../../formats/yaml-scalars.js';

/** Keys whose values stand on one line, as pnpm writes them. */
const ON_ONE_LINE: ReadonlySet<string> = new Set(['cpu', 'engines', 'os', 'libc', 'resolution']);
/** Keys whose `true` and `false` are no texts. */
const FLAGS: ReadonlySet<string> = new Set([
  'dev',
  'optional',
  'hasBin',
  'requiresBuild',
  'prepare',
  'injected',
  'autoInstallPeers',
  'excludeLinksFromLockfile',
]);
/** What a reader of YAML would take for something else than a text: https://yaml.org/spec/1.2.2/#103-core-schema. */
const AMBIGUOUS: readonly RegExp[] = [
  /^(?:~|null|Null|NULL|true|True|TRUE|false|False|FALSE|<<)$/,
  /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0o[0-7_]+|\d[\d_]*)$/,
  /^[-+]?(?:\d[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|\.(?:inf|Inf|INF))$/,
  /^\.(?:[\d_]+(?:[eE][-+]?\d+)?|nan|NaN|NAN)$/,
  /^\d{4}-\d\d?-\d\d?(?:$|[Tt \t])/,
];
const FIRST_SIGNS = ' \t-?:,[]{}#&*!|=>\'"%@`';
const FLOW_SIGNS = ',[]{}';

/**
 * The lines of a map as pnpm writes it into its lock, two spaces deeper than `indent`; null where a text in it would
 * take several lines, or signs that must be escaped.
 */
export function writeBlockMap(map: BlockMap, indent: string): readonly string[] | null {
  const lines: string[] = [];
  for (const [name, value] of map) {
    const key = writeScalar(name, { isInFlow: false });
    const written = key === null ? null : writeValue(name, value, indent);
    if (key === null || written === null) return null;
    const [first = '', ...rest] = written;
    lines.push(`${indent}${key}:${first === '' ? '' : ` ${first}`}`);
    for (const line of rest) lines.push(line);
  }
  return lines;
}

/** A text as a key or value, in quotes where it needs them; null where quotes are not enough. */
export function writeScalar(text: string, { isInFlow }: { readonly isInFlow: boolean }): string | null {
  if (text === '') return "''";
  if (text.length > 1000 || !/^[\u0020-\u007e\u00a1-\u2027\u2030-\ud7ff\ue000-\ufefe]*$/.test(text))
    return null;
  const isPlain = isPlainScalar(text, isInFlow) && !AMBIGUOUS.some((pattern) => pattern.test(text));
  return isPlain ? text : `'${text.replaceAll("'", "''")}'`;
}

/** The rest of the key's own line, then the lines below it. */
function writeValue(name: string, value: BlockValue, indent: string): readonly string[] | null {
  if (value === null) return null;
  if (typeof value === 'string') {
    const text = isFlag(name, value) ? value : writeScalar(value, { isInFlow: false });
    return text === null ? null : [text];
  }
  if (ON_ONE_LINE.has(name) || (isBlockMap(value) && value.size === 0)) {
    const text = writeFlow(value);
    return text === null ? null : [text];
  }
  if (isBlockMap(value)) {
    const lines = writeBlockMap(value, `${indent}  `);
    return lines === null ? null : ['', ...lines];
  }
  const items = value.map((item) =>
    typeof item === 'string' ? writeScalar(item, { isInFlow: false }) : null,
  );
  return items.includes(null) || items.length === 0
    ? null
    : ['', ...items.map((item) => `${indent}  - ${item}`)];
}

function writeFlow(value: BlockValue): string | null {
  if (value === null) return null;
  if (typeof value === 'string') return writeScalar(value, { isInFlow: true });
  if (!isBlockMap(value)) {
    const items = value.map(writeFlow);
    return items.includes(null) ? null : `[${items.join(', ')}]`;
  }
  const items = Array.from(value, ([name, item]) => {
    const [key, text] = [writeScalar(name, { isInFlow: true }), writeFlow(item)];
    return key === null || text === null ? null : `${key}: ${text}`;
  });
  return items.includes(null) ? null : `{${items.join(', ')}}`;
}

function isFlag(name: string, value: string): boolean {
  return FLAGS.has(name) && (value === 'true' || value === 'false');
}

function isPlainScalar(text: string, isInFlow: boolean): boolean {
  if (FIRST_SIGNS.includes(text.charAt(0)) || /[\s:]$/.test(text)) return false;
  for (let at = 1; at < text.length; at += 1) {
    const [char, before] = [text.charAt(at), text.charAt(at - 1)];
    const isSpace = char === ' ' || char === '\t';
    if (before === ':') {
      if (isSpace) return false;
    } else if (char === '#') {
      if (before === ' ' || before === '\t') return false;
    } else if (isInFlow && FLOW_SIGNS.includes(char)) return false;
  }
  return true;
}
