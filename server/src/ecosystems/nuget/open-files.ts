import { ProblemList } from '../../formats/problem-list.js';
import { TextEdits } from '../../formats/text-edits.js';
import { readXmlText } from '../../formats/xml-text.js';
import type { EditResult } from '../ecosystem.js';

/** Why a change cannot be made, as the end of a sentence; `needs` where only other changes lack. */
export type Refusal = Extract<EditResult, { kind: 'refused' }>;

/** Opens files for editing; null for what cannot be read whole. */
export interface Opener {
  readonly opened: ReadonlyMap<string, TextEdits>;
  (path: string): TextEdits | null;
}

/** A refusal for one reason. */
export function refuse(reason: string): Refusal {
  return { kind: 'refused', reason };
}

/** Opens each of these files at most once. */
export function createOpener(texts: ReadonlyMap<string, string>): Opener {
  const opened = new Map<string, TextEdits>();
  const open = (path: string): TextEdits | null => {
    const known = opened.get(path);
    const text = texts.get(path);
    if (known !== undefined || text === undefined) return known ?? null;
    const problems = new ProblemList();
    const isWhole = readXmlText(path, text, problems) !== null && problems.list().length === 0;
    const edits = isWhole ? TextEdits.open(text) : null;
    if (edits !== null) opened.set(path, edits);
    return edits;
  };
  return Object.assign(open, { opened });
}
