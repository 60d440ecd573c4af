import type { DependencyScope } from '../../inventory/inventory.js';
import { type ProblemList, quote } from '../../formats/problem-list.js';
import { childrenOf, readXmlText, type XmlElement } from '../../formats/xml-text.js';

/** One `package` of a packages.config. */
export interface ConfiguredPackage {
  readonly name: string;
  readonly version: string;
  /** The versions that it may be raised to; the version itself where none are written. */
  readonly range: string;
  readonly kind: DependencyScope;
  readonly element: XmlElement;
}

/**
 * Reads a packages.config (https://learn.microsoft.com/nuget/reference/packages-config): all packages that are installed, also
 * those that others ask for. Null, and a problem, where there is none.
 */
export function readPackagesConfig(
  path: string,
  text: string,
  problems: ProblemList,
): readonly ConfiguredPackage[] | null {
  const root = readXmlText(path, text, problems);
  if (root === null) return null;
  if (root.name !== 'packages') {
    const message = 'The file is XML, but no packages.config, and was not read.';
    problems.add('BAD_ENTRY', path, () => root.line, message);
    return null;
  }
  const packages = new Map<string, ConfiguredPackage>();
  for (const element of childrenOf(root, 'package')) {
    const { attributes, line } = element;
    if (problems.isHopeless(path)) break;
    const name = attributes.get('id')?.trim() ?? '';
    const version = attributes.get('version')?.trim() ?? '';
    if (name === '' || version === '') {
      const message = `The entry ${quote(name)} has no id or no version and was left out.`;
      problems.add('BAD_ENTRY', path, () => line, message);
      continue;
    }
    const isTool = attributes.get('developmentDependency')?.toLowerCase() === 'true';
    const range = attributes.get('allowedVersions') ?? version;
    packages.set(`${name}/${version}`, {
      name,
      version,
      range,
      kind: isTool ? 'DEVELOPMENT' : 'RUNTIME',
      element,
    });
  }
  return [...packages.values()];
}
