import type { Inventory, InventoryPackage } from '../../inventory/inventory.js';
import { splitPath } from '../manifest-paths.js';
import type { Abilities, Changes, EditResult, ManifestFile, ManifestGroup } from '../ecosystem.js';
import { editPackagesConfig } from './edit-config.js';
import { editProject } from './edit-project.js';
import { kindOf } from './groups.js';

const NO_TOOL = 'Resolving the project anew would run what its build files say, which Backline does not do.';
const LOCKED =
  'A lock of NuGet states a hash of each package that no registry lists, and only a restore, which runs what the build files say, can write it. So neither the lock nor what it is made from is edited.';
const CONFIGURED =
  'A packages.config lists all that is installed, what other packages ask for too, and the project names the installed files by path, so no single version is moved there.';
const RESTORED = 'The file is what a restore wrote, so it is not edited.';
const CENTRAL_VERSIONS = 'directory.packages.props';

/** Declared versions can be raised in projects, in what they share, and in packages.config; nothing where a lock stands beside. */
export function abilities({ path }: Pick<Inventory, 'path'>): Abilities {
  const nothing: Abilities = {
    versions: false,
    ranges: false,
    forces: null,
    resolver: null,
    placement: 'FLAT',
    whyNot: NO_TOOL,
  };
  switch (kindOf(path)) {
    case 'LOCK':
      return { ...nothing, whyNot: LOCKED };
    case 'ASSETS':
      return { ...nothing, whyNot: RESTORED };
    case 'CONFIG':
      return { ...nothing, ranges: true, whyNot: CONFIGURED };
    default:
      return { ...nothing, ranges: true, forces: 'EVERYWHERE' };
  }
}

/** The new texts of a group's files after the changes; all of them or none. No byte moves outside of versions and new items. */
export function editFiles(files: readonly ManifestFile[], changes: Changes): EditResult {
  const of = (kind: ReturnType<typeof kindOf>): readonly ManifestFile[] =>
    files.filter(({ path }) => kindOf(path) === kind);
  const [locked] = [...of('LOCK'), ...of('ASSETS')];
  if (locked !== undefined)
    return refuse(`${locked.path} would no longer fit, and only a restore can write it`);
  const [moved] = changes.versions;
  if (moved !== undefined)
    return refuse(`${moved.name}: these files state what is declared and not what is installed`);
  const [config, ...others] = of('CONFIG');
  if (others.length > 0) return refuse('there is more than one packages.config');
  if (config !== undefined) return editPackagesConfig(config, of('PROJECT'), changes);
  const [project, ...projects] = of('PROJECT');
  if (projects.length > 0) return refuse('there is more than one project');
  const named = changes.ranges[0]?.manifestPath;
  const own = project ?? files.find(({ path }) => path === named) ?? innermostCentral(files);
  return own === null ? refuse('there is no project to edit') : editProject(own.path, files, changes);
}

/** The file that declares what a group's own package asks for: the one that names the group, unless it is a lock. */
export function manifestOf(
  { path }: Pick<ManifestGroup, 'path'>,
  { source }: Pick<InventoryPackage, 'source'>,
): string | null {
  const kind = kindOf(path);
  return source === 'ROOT' && kind !== 'LOCK' && kind !== 'ASSETS' ? path : null;
}

/** A group without a project is that of the Directory.Packages.props which lies deepest. */
function innermostCentral(files: readonly ManifestFile[]): ManifestFile | null {
  return files
    .filter(({ path }) => splitPath(path).file.toLowerCase() === CENTRAL_VERSIONS)
    .reduce<ManifestFile | null>(
      (deepest, file) => (deepest !== null && deepest.path.length >= file.path.length ? deepest : file),
      null,
    );
}

function refuse(reason: string): EditResult {
  return { kind: 'refused', reason };
}
