import { type ProblemList, quote } from '../../formats/problem-list.js';
import type { DependencyScope } from '../../inventory/inventory.js';
import { isArchive, packageOfAddress, type ReadRequirement, readRequirement } from './requirement.js';
import { pinnedVersion } from './specifiers.js';

/** What a project, or a package of a lock, asks for. */
export interface Ask {
  readonly name: string;
  readonly extras: readonly string[];
  /** A specifier set, empty for any version; the address where the package has a source of its own. */
  readonly range: string;
  readonly kind: DependencyScope;
  readonly source: 'REGISTRY' | 'GIT' | 'TARBALL' | 'FILE';
  /** What is known without a lock: the version that the range or the archive's name pins; empty otherwise. */
  readonly pinned: string;
}

/** Where requirements are read, for problems. */
export interface AskSite {
  readonly path: string;
  readonly problems: ProblemList;
  lineOf(text: string): number | null;
}

/** The line of an entry `name = …`; of the name's first place where there is no such line. */
export function lineOfEntry(site: AskSite, name: string): number | null {
  const before = site.lineOf(`\n${name} =`);
  return before === null ? site.lineOf(name) : before + 1;
}

/** The ask of a dependency specifier; null, and a problem, for a text that is none. */
export function askOfText(text: string, kind: DependencyScope, site: AskSite): Ask | null {
  const requirement = readRequirement(text);
  if (requirement === null) {
    const message = `${quote(text)} is no dependency specifier and was left out.`;
    site.problems.add('BAD_ENTRY', site.path, () => site.lineOf(text), message);
    return null;
  }
  if (!requirement.isRangeReadable) {
    const message = `The range of ${quote(text)} could not be read; it is listed as it is written.`;
    site.problems.add('BAD_ENTRY', site.path, () => site.lineOf(text), message);
  }
  return askOfRequirement(requirement, kind);
}

/** The ask of a dependency specifier that is read. */
export function askOfRequirement({ name, extras, range, url }: ReadRequirement, kind: DependencyScope): Ask {
  if (url !== null) return { ...askOfAddress(url, kind), name, extras };
  return { name, extras, range, kind, source: 'REGISTRY', pinned: pinnedVersion(range) ?? '' };
}

/** The ask of a registry's package. */
export function askOfRange(
  name: string,
  range: string,
  { kind, extras = [] }: { readonly kind: DependencyScope; readonly extras?: readonly string[] },
): Ask {
  return { name, extras, range, kind, source: 'REGISTRY', pinned: pinnedVersion(range) ?? '' };
}

/** The ask of an address or a path, its name as far as that tells; the range is the address without credentials. */
export function askOfAddress(address: string, kind: DependencyScope): Ask {
  const { name, version } = packageOfAddress(address);
  return {
    name,
    extras: [],
    range: withoutCredentials(address),
    kind,
    source: sourceOfAddress(address),
    pinned: version,
  };
}

/** Whether a text is an address or a path, and not a package's name. */
export function isAddress(text: string): boolean {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(text) || /^[./~\\]/.test(text)) return true;
  const [first = ''] = text.split(/[\s;@<>=!~[(]/, 1);
  return first.includes('/') || first.includes('\\') || isArchive(first);
}

function sourceOfAddress(address: string): Ask['source'] {
  if (/^(?:git|hg|bzr|svn)(?:\+|@|:)/i.test(address)) return 'GIT';
  return /^https?:/i.test(address) ? 'TARBALL' : 'FILE';
}

/** An address without the name and password that may stand before its host. */
export function withoutCredentials(address: string): string {
  const start = address.indexOf('://');
  if (start === -1) return address;
  const end = address.indexOf('/', start + 3);
  const host = address.slice(start + 3, end === -1 ? undefined : end);
  const rest = end === -1 ? '' : address.slice(end);
  return `${address.slice(0, start + 3)}${host.slice(host.lastIndexOf('@') + 1)}${rest}`;
}
