import { ProblemList } from '../formats/problem-list.js';
import { childText, readXmlText, type XmlElement } from '../formats/xml-text.js';
import type { PackageFacts } from './registry.js';
import { isVersionText, MAXIMUM_VERSIONS, versionFacts } from './version-facts.js';

/** The folder of an artifact in a repository's layout (https://maven.apache.org/repository/layout.html); null for what is no `group:artifact`. */
export function mavenFolder(name: string): string | null {
  const shape =
    /^([A-Za-z0-9_-]{1,100}(?:\.[A-Za-z0-9_-]{1,100}){0,20}):([A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,150}))$/;
  const [, group, artifact] = shape.exec(name) ?? [];
  return group === undefined || artifact === undefined ? null : `${group.replaceAll('.', '/')}/${artifact}`;
}

/**
 * Reads maven-metadata.xml (https://maven.apache.org/repositories/metadata.html): `release` is the registry's word for the
 * latest version, else `latest`. Null where the text is no such document, or one about another artifact.
 */
export function readMavenMetadata(text: string, name: string, fetchedAt: string): PackageFacts | null {
  const problems = new ProblemList();
  const root = readXmlText('maven-metadata.xml', text, problems);
  if (root === null || root.name !== 'metadata' || problems.list().length > 0) return null;
  const [group = '', artifact = ''] = name.split(':');
  if ((childText(root, 'groupId') ?? group) !== group) return null;
  if ((childText(root, 'artifactId') ?? artifact) !== artifact) return null;
  const versioning = root.children.find((child) => child.name === 'versioning');
  const versions = new Set(versioning === undefined ? [] : listed(versioning));
  const word = versioning === undefined ? null : latestWord(versioning);
  return {
    ecosystem: 'Maven',
    name,
    latest: word !== null && versions.has(word) ? word : null,
    versions: [...versions].map((version) => versionFacts(version, {})),
    repositoryUrl: null,
    undated: [],
    fetchedAt,
  };
}

function listed(versioning: XmlElement): readonly string[] {
  const list = versioning.children.find((child) => child.name === 'versions')?.children ?? [];
  return list
    .flatMap(({ name, text }) => (name === 'version' && isVersionText(text) ? [text] : []))
    .slice(-MAXIMUM_VERSIONS);
}

function latestWord(versioning: XmlElement): string | null {
  return childText(versioning, 'release') ?? childText(versioning, 'latest');
}
