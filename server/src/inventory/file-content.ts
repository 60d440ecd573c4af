import type { ManifestGroup } from '../ecosystems/ecosystem.js';
import type { Inventory, ManifestProblem } from './inventory.js';

/** A larger file is a typed problem, and is not read. */
export const MAX_MANIFEST_BYTES = 32 * 1024 * 1024;

/** What is known of a file's content: its text, or why there is none. */
export type FileContent =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'problem'; readonly problem: Pick<ManifestProblem, 'code' | 'message'> };

/** The text of a file, or NOT_TEXT. */
export function contentOf(bytes: Uint8Array): FileContent {
  const text = decodeText(bytes);
  if (text !== null) return { kind: 'text', text };
  return {
    kind: 'problem',
    problem: { code: 'NOT_TEXT', message: 'The file is not UTF-8 text, so it was not read.' },
  };
}

/** The text of a file to the byte, a byte order mark included; null for what is no UTF-8 or has a NUL in it. */
export function decodeText(bytes: Uint8Array): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes('\u0000') ? null : text;
  } catch {
    return null;
  }
}

/** What is said of a file of more than `MAX_MANIFEST_BYTES`. */
export function tooLarge(size: number): FileContent {
  const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);
  return {
    kind: 'problem',
    problem: {
      code: 'TOO_LARGE',
      message: `The file has ${megabytes(size)} MiB; Backline reads files of up to ${megabytes(MAX_MANIFEST_BYTES)} MiB, so it was not read.`,
    },
  };
}

/** The inventory of a group of which nothing was read, and why. */
export function unreadInventory(
  { ecosystem, path }: ManifestGroup,
  problems: readonly ManifestProblem[],
): Inventory {
  const format = path.split('/').at(-1) ?? path;
  return { ecosystem, path, format, isLocked: false, packages: [], problems };
}

/** The inventory of a group at which reading itself failed: a fault of ours, which takes no other group down. */
export function faultInventory(group: ManifestGroup, fault: unknown): Inventory {
  const name = fault instanceof Error ? fault.name : typeof fault;
  const message = `Backline itself failed at this file (${name}), so nothing of it was read. This is a fault of Backline and not of the file; everything else counts.`;
  return unreadInventory(group, [{ code: 'UNREADABLE', path: group.path, line: null, message }]);
}
