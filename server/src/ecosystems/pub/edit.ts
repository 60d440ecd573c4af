import { type Document, isScalar, parseDocument, Scalar } from 'yaml';
import { TextEdits } from '../../formats/text-edits.js';
import { MAX_YAML_LENGTH } from '../../formats/yaml-text.js';
import type { Changes, EditResult, ManifestFile, RangeChange } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';

/** Why a lock is left alone: who asks for which version of a package does not stand in it. */
export const WHY_NOT =
  'A pubspec.lock does not say which package asks for which version, so that no other version can be shown to fit in it.';

const TABLES = ['dependencies', 'dev_dependencies', 'dependency_overrides'];
/** What YAML takes for a text where no quotes are. */
const PLAIN = /^[\^<\d][0-9A-Za-z.+<>=^ -]*$|^any$/;

/**
 * The new text of a pubspec.yaml that no lock covers, its constraints rewritten where they stand, in their own quotes.
 * A lock, and what it locks, is never edited.
 */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  if (changes.forces.length > 0) return refuse('Backline does not write overrides for pub');
  if (changes.versions.length > 0 || files.some(({ path }) => splitPath(path).file === 'pubspec.lock'))
    return refuse(WHY_NOT);
  const byFile = new Map<ManifestFile, RangeChange[]>();
  for (const change of changes.ranges) {
    const targets = files.filter(({ path }) => change.manifestPath === null || path === change.manifestPath);
    if (targets.length === 0) return refuse(`${change.name}: there is no pubspec.yaml that declares it`);
    for (const file of targets) byFile.set(file, [...(byFile.get(file) ?? []), change]);
  }
  const edited: ManifestFile[] = [];
  for (const [{ path, text }, ranges] of byFile) {
    const result = editPubspec(text, ranges);
    if (result.kind === 'refused') return refuse(`${path}: ${result.reason}`);
    if (result.text !== text) edited.push({ path, text: result.text });
  }
  return { kind: 'edited', files: edited };
}

type PubspecEdit =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'refused'; readonly reason: string };

function editPubspec(text: string, ranges: readonly RangeChange[]): PubspecEdit {
  const edits = TextEdits.open(text);
  const document = edits === null ? null : readDocument(edits.text);
  if (edits === null || document === null) return refuse('the file is not YAML that could be edited');
  for (const change of ranges) {
    const reason = editRange(edits, document, change);
    if (reason !== null) return refuse(`${change.name}: ${reason}`);
  }
  const edited = edits.finish();
  return edited === null ? refuse('two changes are of the same place') : { kind: 'text', text: edited };
}

function readDocument(text: string): Document.Parsed | null {
  if (text.length > MAX_YAML_LENGTH || text.includes('\0')) return null;
  try {
    const document = parseDocument(text, { schema: 'failsafe', uniqueKeys: true, logLevel: 'silent' });
    return document.errors.length === 0 ? document : null;
  } catch {
    return null;
  }
}

function editRange(
  edits: TextEdits,
  document: Document.Parsed,
  { name, from, range }: RangeChange,
): string | null {
  let isFound = false;
  for (const table of TABLES) {
    const node = constraintAt(document, [table, name]) ?? constraintAt(document, [table, name, 'version']);
    if (node === null || (node.value !== from && node.value !== range)) continue;
    isFound = true;
    if (node.value === range) continue;
    const reason = rewrite(edits, node, range);
    if (reason !== null) return reason;
  }
  return isFound ? null : `the file does not ask for it by ${from}`;
}

function constraintAt(document: Document.Parsed, path: readonly string[]): Scalar | null {
  const node: unknown = document.getIn(path, true);
  return isScalar(node) ? node : null;
}

function rewrite(edits: TextEdits, { range: place, type, anchor }: Scalar, range: string): string | null {
  const [start, end] = place ?? [];
  if (start === undefined || end === undefined || anchor !== undefined)
    return 'its range could not be found, or others refer to it';
  if (!/^[0-9A-Za-z.+<>=^ -]{1,512}$/.test(range)) return 'its new range is none that pub could read';
  const quote = type === Scalar.QUOTE_DOUBLE ? '"' : type === Scalar.QUOTE_SINGLE ? "'" : '';
  if (quote === '' && type !== Scalar.PLAIN) return 'its range is written as a block of text';
  const written = quote === '' && !PLAIN.test(range) ? `"${range}"` : quote + range + quote;
  return edits.replace(start, end, written) ? null : 'its range is to be changed twice';
}

function refuse(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}
