import { type ProblemList, quote } from '../../formats/problem-list.js';
import { childrenOf, readXmlText, type XmlElement } from '../../formats/xml-text.js';
import type { GraphNode } from '../../inventory/reach.js';
import { rootOf } from './gradle-lockfile.js';
import { MAX_NAME_LENGTH } from './names.js';

/**
 * Reads Gradle's dependency verification (https://docs.gradle.org/current/userguide/dependency_verification.html): every
 * component that some configuration of the build, its plugins included, ever downloaded. Why it is there is not said.
 * What `trusted-artifacts` lets pass is in no list.
 */
export function packagesOfVerification(
  path: string,
  text: string,
  problems: ProblemList,
): readonly GraphNode[] {
  const metadata = readXmlText(path, text, problems);
  if (metadata === null) return [];
  const packages = new Map<string, GraphNode>();
  for (const component of below(metadata, 'components', 'component')) {
    const [group = '', name = '', version = ''] = ['group', 'name', 'version'].map(
      (attribute) => component.attributes.get(attribute) ?? '',
    );
    if ([group, name, version].some((part) => part.length > MAX_NAME_LENGTH)) {
      const message = `The component ${quote(name)} has a name longer than ${MAX_NAME_LENGTH} characters and was left out.`;
      problems.add('BAD_ENTRY', path, () => component.line, message);
      continue;
    }
    if (group === '' || name === '' || version === '') {
      const message = `The component ${quote(`${group}:${name}:${version}`)} lacks its group, name or version; it is listed as it stands.`;
      problems.add('BAD_ENTRY', path, () => component.line, message);
    }
    const location = `${group}:${name}:${version}`;
    packages.set(location, {
      name: `${group}:${name}`,
      version,
      source: 'REGISTRY',
      location,
      flaggedScope: 'RUNTIME',
      isBundled: false,
      requires: [],
    });
  }
  reportTrusted(path, metadata, problems);
  const listed = [...packages.values()];
  return [rootOf(path, listed), ...listed];
}

/** Rules for sources and documentation of everything say nothing of what is used; rules about a group do. */
function reportTrusted(path: string, metadata: XmlElement, problems: ProblemList): void {
  const rules = childrenOf(metadata, 'configuration')
    .flatMap((configuration) => below(configuration, 'trusted-artifacts', 'trust'))
    .filter(({ attributes }) => attributes.has('group') || attributes.has('name'));
  const [first] = rules;
  if (first === undefined) return;
  const message = `The file trusts what ${rules.length} of its rules name without listing it, so that part of the dependencies is not known.`;
  problems.add('NOT_RESOLVED', path, () => first.line, message);
}

function below(element: XmlElement, outer: string, inner: string): readonly XmlElement[] {
  return childrenOf(element, outer).flatMap((each) => childrenOf(each, inner));
}
