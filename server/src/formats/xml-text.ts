import { SaxesParser } from 'saxes';
import type { ProblemList } from './problem-list.js';
import { lineAt, readSourceText } from './source-text.js';

const MAX_XML_DEPTH = 200;

/** One element; `text` is its own text without its children's, trimmed. Attribute names are data. */
export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** Where it lies in the text without its byte order mark: from the `<` that opens it to behind the `>` that closes it. */
  readonly start: number;
  readonly end: number;
  /** What stands between its tags; both are `end` where it has just one tag. */
  readonly contentStart: number;
  readonly contentEnd: number;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
  end: number;
  contentEnd: number;
}

/**
 * Reads an XML file (https://www.w3.org/TR/xml/) to its outermost element; null, and a problem, where there is none.
 * No entity is defined or fetched: one that XML itself does not know is a problem. Of a damaged file what was read
 * before the damage counts.
 */
export function readXmlText(path: string, text: string, problems: ProblemList): XmlElement | null {
  const source = readSourceText(path, text, problems);
  if (source === null) return null;
  const parser = new SaxesParser();
  const open: OpenElement[] = [];
  let root: OpenElement | null = null;
  let depth = 0;
  let failedAt: { readonly line: number; readonly isDeep: boolean } | null = null;
  parser.on('error', () => {
    failedAt ??= { line: parser.line, isDeep: false };
  });
  parser.on('opentag', (tag) => {
    depth += 1;
    if (failedAt !== null) return;
    if (open.length >= MAX_XML_DEPTH) {
      failedAt = { line: parser.line, isDeep: true };
      return;
    }
    const element: OpenElement = {
      name: localName(tag.name),
      attributes: new Map(Object.entries(tag.attributes)),
      children: [],
      text: '',
      line: parser.line,
      start: source.lastIndexOf('<', parser.position - 1),
      end: parser.position,
      contentStart: parser.position,
      contentEnd: parser.position,
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
  });
  const addText = (chunk: string): void => {
    const element = open.at(-1);
    if (element !== undefined && failedAt === null) element.text += chunk;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    depth -= 1;
    const element = open.length > depth ? open.pop() : undefined;
    if (element === undefined) return;
    element.text = element.text.trim();
    element.end = parser.position;
    element.contentEnd =
      parser.position === element.contentStart
        ? parser.position
        : source.lastIndexOf('<', parser.position - 1);
  });
  try {
    parser.write(source).close();
  } catch {
    failedAt ??= { line: parser.line, isDeep: false };
  }
  report(path, source, { problems, root, failedAt });
  return root;
}

/** The children of an element that bear a name. */
export function childrenOf(element: XmlElement, name: string): readonly XmlElement[] {
  return element.children.filter((child) => child.name === name);
}

/** The text of the first child that bears a name; null where there is none. */
export function childText(element: XmlElement, name: string): string | null {
  return element.children.find((child) => child.name === name)?.text ?? null;
}

function report(
  path: string,
  source: string,
  found: {
    readonly problems: ProblemList;
    readonly root: XmlElement | null;
    readonly failedAt: { readonly line: number; readonly isDeep: boolean } | null;
  },
): void {
  const { problems, root, failedAt } = found;
  if (failedAt === null && root !== null) return;
  const line = failedAt?.line ?? lineAt(source, source.length);
  if (root === null) problems.add('NOT_XML', path, () => line, 'The file is not XML and was not read.');
  else if (failedAt?.isDeep === true) {
    const message = `The file is nested deeper than ${MAX_XML_DEPTH} levels from this line on; what stands before it was read.`;
    problems.add('TOO_DEEP', path, () => line, message);
  } else {
    const message = 'The file is not valid XML from this line on; what stands before it was read.';
    problems.add('NOT_XML', path, () => line, message);
  }
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
}
