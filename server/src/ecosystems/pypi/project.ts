import type { ProblemList } from '../../formats/problem-list.js';
import type { ManifestGroup } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { type FileKind, kindOf } from './groups.js';
import type { Manifest } from './manifest.js';
import { type Pyproject, readPyproject } from './pyproject.js';
import { readSetupCfg, type SetupCfg } from './setup-cfg.js';

/** A group with the texts of its inputs. */
export interface GroupInputs {
  readonly group: ManifestGroup;
  readonly texts: ReadonlyMap<string, string>;
  readonly problems: ProblemList;
}

/**
 * What pyproject.toml and setup.cfg in the group's folder declare together; null where there is neither and no setup.py.
 * setup.py is a program and is never run: where nothing else tells what it needs, that is a problem.
 */
export function readProject(inputs: GroupInputs): Manifest | null {
  const project = readFile(inputs, 'pyproject', readPyproject);
  const setup = readFile(inputs, 'setup-cfg', readSetupCfg);
  const program = fileOf(inputs, 'setup-py');
  if (kindOf(inputs.group.path) === 'pyproject' || setup !== null || program !== null)
    reportUnknown({ project, setup, program }, inputs);
  if (project !== null && setup !== null) return joinManifests(project, setup);
  if (project !== null || setup !== null) return project ?? setup;
  return program === null ? null : { path: program, name: '', version: '', asks: [] };
}

function fileOf({ group, texts }: GroupInputs, kind: FileKind): string | null {
  const { folder } = splitPath(group.path);
  const path = group.inputs.find((input) => kindOf(input) === kind && splitPath(input).folder === folder);
  return path !== undefined && texts.has(path) ? path : null;
}

function readFile<T>(
  inputs: GroupInputs,
  kind: FileKind,
  read: (path: string, text: string, problems: ProblemList) => T | null,
): T | null {
  const path = fileOf(inputs, kind);
  const text = path === null ? undefined : inputs.texts.get(path);
  return path === null || text === undefined ? null : read(path, text, inputs.problems);
}

function joinManifests(project: Pyproject, setup: SetupCfg): Manifest {
  return {
    path: project.path,
    name: project.name === '' ? setup.name : project.name,
    version: project.version === '' ? setup.version : project.version,
    asks: [...project.asks, ...setup.asks],
  };
}

interface ProjectFiles {
  readonly project: Pyproject | null;
  readonly setup: SetupCfg | null;
  readonly program: string | null;
}

function reportUnknown({ project, setup, program }: ProjectFiles, { problems }: GroupInputs): void {
  if (setup?.declares === true) return;
  const isDeclared =
    project !== null && !project.isDynamic && (project.name !== '' || project.asks.length > 0);
  if (program !== null && !isDeclared) {
    const message =
      'setup.py is a program, and Backline runs no code of a repository: what it declares is not known.';
    problems.add('NOT_SUPPORTED', program, () => null, message);
  } else if (project?.isDynamic === true) {
    const message =
      'The dependencies are dynamic: a build works them out, and Backline runs none, so they are not known.';
    problems.add('NOT_SUPPORTED', project.path, () => project.lineOf('dynamic'), message);
  }
}
