import type { Advisory } from '../advisories/advisory.js';
import { mentionsAny } from '../advisories/mentions.js';
import { isAbout, type ParsedAdvisory, parseAdvisory, peekAdvisory } from '../advisories/osv.js';
import { packageKey } from '../advisories/package-key.js';
import type { Ecosystem, EcosystemId, ManifestFile, ManifestGroup } from '../ecosystems/ecosystem.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import { AppError } from '../errors.js';
import { faultInventory, unreadInventory } from '../inventory/file-content.js';
import type { Inventory, ManifestProblem } from '../inventory/inventory.js';
import type { PlanManifest } from '../plans/plan-input.js';
import { counted } from './progress.js';
import type { CliTools, LocalFolder } from './cli-tools.js';

/**
 * Reads every manifest of a folder, in all ecosystems, sorted by path. A file that cannot be read, such as a link, is a
 * problem of its group, and so is a fault of ours in reading it: neither takes another group down.
 */
export async function loadManifests(
  folder: LocalFolder,
  ecosystems: readonly Ecosystem[] = ECOSYSTEMS,
): Promise<readonly PlanManifest[]> {
  const paths = [...folder.paths, ...folder.links].toSorted();
  const links = new Set(folder.links);
  const manifests: PlanManifest[] = [];
  for (const ecosystem of ecosystems) {
    for (const group of ecosystem.groupManifests(paths)) {
      const contents = await folder.read(group.inputs.filter((path) => !links.has(path)));
      const files: ManifestFile[] = [];
      const unread: ManifestProblem[] = [];
      for (const path of group.inputs) {
        const content = contents.get(path);
        if (content?.kind === 'text') files.push({ path, text: content.text });
        else if (content?.kind === 'problem') unread.push({ path, line: null, ...content.problem });
        else unread.push(unreadProblem(path, links.has(path)));
      }
      const inventory = parseWhatWasRead(ecosystem, group, files);
      manifests.push({
        group,
        files,
        inventory: { ...inventory, problems: [...unread, ...inventory.problems] },
      });
    }
  }
  return manifests.toSorted((a, b) => (a.group.path < b.group.path ? -1 : 1));
}

function parseWhatWasRead(
  ecosystem: Ecosystem,
  group: ManifestGroup,
  files: readonly ManifestFile[],
): Inventory {
  const read = new Set(files.map((file) => file.path));
  if (!read.has(group.path)) return unreadInventory(group, []);
  try {
    return ecosystem.parse({ ...group, inputs: group.inputs.filter((input) => read.has(input)) }, files);
  } catch (fault) {
    return faultInventory(group, fault);
  }
}

function unreadProblem(path: string, isLink: boolean): ManifestProblem {
  return isLink
    ? {
        code: 'NOT_A_FILE',
        path,
        line: null,
        message: 'The file is a symbolic link. Backline follows none, so it was not read.',
      }
    : {
        code: 'UNREADABLE',
        path,
        line: null,
        message: 'The file cannot be opened, so it was not read.',
      };
}

/** Advisories sorted by id, and the ecosystems of the manifests that none of the records read is about. */
export interface LoadedAdvisories {
  readonly advisories: readonly Advisory[];
  readonly unspoken: ReadonlySet<EcosystemId>;
}

/**
 * Reads advisories and keeps those about packages of these manifests, the newest of each id. Records that cannot
 * be read are a warning, and so are ecosystems that no record speaks of; a source without a single record is
 * ADVISORY_SOURCE_INVALID.
 */
export async function loadAdvisories(
  tools: Pick<CliTools, 'readAdvisories' | 'warn' | 'progress'>,
  sources: readonly string[],
  manifests: readonly PlanManifest[],
): Promise<LoadedAdvisories> {
  const packages = manifests.flatMap(({ inventory }) =>
    inventory.packages.map(({ name }) => ({ ecosystem: inventory.ecosystem, name })),
  );
  const wanted = new Set(packages.map(({ ecosystem, name }) => packageKey(ecosystem, name)));
  const mentions = mentionsAny(packages.map(({ name }) => name));
  const kept = new Map<string, Advisory>();
  const unspoken = new Set(packages.map(({ ecosystem }) => ecosystem));
  const isWanted = (bytes: Buffer) => {
    for (const id of unspoken) if (speaksOf(bytes, id)) unspoken.delete(id);
    return mentions(bytes);
  };
  for (const source of sources) {
    let valid = 0;
    const broken: string[] = [];
    // Until one record was read, each is parsed: a file of something else must not pass for one without findings.
    const items = tools.readAdvisories(source, (bytes) => isWanted(bytes) || valid === 0);
    for await (const item of counted(items, tools.progress, `${source}: advisories read`)) {
      const read = item.kind === 'record' ? readIfAbout(item.json, wanted) : item;
      if (read.kind === 'elsewhere') valid += 1;
      else if (read.kind === 'advisory') {
        valid += 1;
        const { advisory } = read;
        const known = kept.get(advisory.id);
        if (known === undefined || known.modifiedAt < advisory.modifiedAt) kept.set(advisory.id, advisory);
      } else broken.push(`${item.where}: ${read.reason}`);
    }
    if (valid === 0) {
      throw new AppError(
        'ADVISORY_SOURCE_INVALID',
        `${source} has no advisory in OSV form${broken[0] === undefined ? '' : ` (${broken[0]})`}.`,
      );
    }
    if (broken.length > 0)
      tools.warn(`${source}: ${broken.length} records could not be read, such as ${broken[0] ?? ''}`);
  }
  tools.progress.clear();
  if (unspoken.size > 0) {
    const names = [...unspoken].toSorted().join(', ');
    tools.warn(
      `None of the advisories given is about ${names}, so nothing can be found in what is from there.`,
    );
  }
  return { advisories: [...kept.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1)), unspoken };
}

/** Whether the bytes of a record name an ecosystem, with or without a suffix; cheap, and sure enough for a warning. */
function speaksOf(bytes: Buffer, ecosystem: string): boolean {
  return bytes.includes(`"${ecosystem}"`) || bytes.includes(`"${ecosystem}:`);
}

/** Most records are about packages that nobody asks for: of those only the id and the time are checked. */
function readIfAbout(
  json: unknown,
  wanted: ReadonlySet<string>,
): ParsedAdvisory | { readonly kind: 'elsewhere' } {
  if (isAbout(json, wanted) || peekAdvisory(json) === null) return parseAdvisory(json);
  return { kind: 'elsewhere' };
}
