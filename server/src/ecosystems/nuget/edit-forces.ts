import { indentAt, lineEndOf, type TextEdits } from '../../formats/text-edits.js';
import type { ForceChange } from '../ecosystem.js';
import { splitPath } from '../manifest-paths.js';
import { type Opener, type Refusal, refuse } from './open-files.js';
import type { ProjectFiles, ProjectItem } from './project-files.js';
import { packagesOfItem } from './references.js';
import { isVersion } from './versions.js';

const NAME = /^\w[\w.-]{0,99}$/;

/**
 * Forces versions of what other packages ask for by central versions, which hold for those only where transitive pinning is
 * switched on (https://learn.microsoft.com/nuget/consume-packages/central-package-management#transitive-pinning). Null when the
 * editor holds the rules.
 */
export function forceVersions(
  { properties, items }: ProjectFiles,
  open: Opener,
  forces: readonly ForceChange[],
): Refusal | null {
  const isPinning = ['ManagePackageVersionsCentrally', 'CentralPackageTransitivePinningEnabled'].every(
    (name) => properties.mayBeTrue(name),
  );
  if (!isPinning)
    return refuse(
      'central versions do not hold for what other packages ask for: CentralPackageTransitivePinningEnabled is not set',
    );
  const central = items.filter(
    ({ element, path, isConditional }) =>
      !isConditional &&
      element.name === 'PackageVersion' &&
      splitPath(path).file.toLowerCase() === 'directory.packages.props',
  );
  const last = central.at(-1);
  const edits = last === undefined ? null : open(last.path);
  if (last === undefined || edits === null) return refuse('there is no list of central versions to add to');
  const rules = new Map<string, string>();
  for (const { name, to, within } of forces) {
    if (!NAME.test(name) || !isVersion(to)) return refuse(`${name} cannot be forced to ${to}`);
    if (within.length > 0) return refuse(`${name}: a central version holds everywhere or nowhere`);
    if ((rules.get(name) ?? to) !== to) return refuse(`${name}: it is to be forced to two versions`);
    const isNamed = items.some((item) =>
      packagesOfItem(item, properties).some((one) => one.toLowerCase() === name.toLowerCase()),
    );
    if (isNamed) return refuse(`${name}: the files themselves say which version of it is taken`);
    rules.set(name, to);
  }
  return addRules(edits, last, rules) ? null : refuse(`${last.path} has no place for a rule`);
}

/** Behind the last central version, each on a line of its own where that one stands so. */
function addRules(edits: TextEdits, { element }: ProjectItem, rules: ReadonlyMap<string, string>): boolean {
  const indent = indentAt(edits.text, element.start);
  const isOnOwnLine = edits.text.charAt(element.start - indent.length - 1) === '\n';
  const before = isOnOwnLine ? lineEndOf(edits.text) + indent : '';
  const written = Array.from(
    rules,
    ([name, to]) => `${before}<PackageVersion Include="${name}" Version="${to}" />`,
  );
  return edits.replace(element.end, element.end, written.join(''));
}
