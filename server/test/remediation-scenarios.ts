import { join } from 'node:path';
import type { EcosystemId } from '../src/ecosystems/ecosystem.js';

/** A scenario: a project, the registry of its world, and what is recorded of it. */
export interface Scenario {
  readonly name: string;
  readonly ecosystem: EcosystemId;
  /** The folder of universe.yaml and vulnerabilities.json. */
  readonly world: string;
  /** The project's files, from the folder of the record. */
  readonly files: readonly string[];
}

const NPM = ['package.json'];
const TOP = 'testdata';
const STRATEGY = 'internal/strategy';
/** All that is recorded of guided remediation. */
export const SCENARIOS: readonly Scenario[] = [
  ...worldOf('npm', `${TOP}/npm`, {
    basic: ['package-lock.json'],
    basicrelax: ['package.json', 'package-lock.json'],
  }),
  ...worldOf('npm', `${STRATEGY}/inplace/testdata/npm`, { '.': ['package-lock.json'] }),
  ...worldOf('npm', `${STRATEGY}/relax/testdata/npm`, {
    simple: NPM,
    deepen: NPM,
    diamond: NPM,
    'introduce-vuln': NPM,
    'non-constraining': NPM,
    'removed-vuln': NPM,
    'vuln-without-fix': NPM,
  }),
  ...worldOf('Maven', `${TOP}/maven`, {
    basic: ['pom.xml'],
    patchchoice: ['pom.xml'],
    maxupgrades: ['../patchchoice/pom.xml'],
    nodepmgmt: ['../patchchoice/pom.xml'],
  }),
  ...worldOf('Maven', `${STRATEGY}/override/testdata/workaround`, {
    commons: ['pom.xml'],
    'guava/android-to-android': ['pom.xml'],
    'guava/jre-to-jre': ['pom.xml'],
    'guava/none-to-jre': ['pom.xml'],
  }),
  ...worldOf('Maven', `${STRATEGY}/override/testdata/maven-classifier`, { '.': ['pom.xml'] }),
  ...worldOf('Maven', `${STRATEGY}/override/testdata/zeppelin-server`, {
    '.': ['pom.xml', 'parent/pom.xml', 'parent/parent/pom.xml'],
    parent: ['pom.xml', 'parent/pom.xml'],
  }),
  ...worldOf('PyPI', `${TOP}/python`, {
    'relax/pipfile': ['Pipfile'],
    'relax/poetry': ['pyproject.toml'],
    'relax/requirements': ['requirements.txt'],
  }),
  ...worldOf('PyPI', `${STRATEGY}/relax/testdata/python`, {
    deepen: ['requirements.txt'],
    diamond: ['requirements.txt'],
    introduce: ['requirements.txt'],
    'max-depth': ['requirements.txt'],
    'no-fix': ['requirements.txt'],
    'non-constraining': ['requirements.txt'],
    removed: ['requirements.txt'],
    simple: ['requirements.txt'],
  }),
];

function worldOf(
  ecosystem: EcosystemId,
  world: string,
  projects: Readonly<Record<string, readonly string[]>>,
): readonly Scenario[] {
  return Object.entries(projects).map(([project, files]) => ({
    name: join(world, project),
    ecosystem,
    world,
    files,
  }));
}
