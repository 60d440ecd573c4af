/** What a PackageReference says of the assets that it takes. */
export interface ReferenceAssets {
  readonly privateAssets?: string | undefined;
  readonly includeAssets?: string | undefined;
  readonly excludeAssets?: string | undefined;
}

/**
 * Whether a reference is a tool of the build and nothing that the project is compiled against or ships: it is kept to
 * itself (PrivateAssets all) and its libraries are not taken
 * (https://learn.microsoft.com/nuget/consume-packages/package-references-in-project-files#controlling-dependency-assets).
 */
export function isBuildOnly({ privateAssets, includeAssets, excludeAssets }: ReferenceAssets): boolean {
  if (!wordsOf(privateAssets).includes('all')) return false;
  const included = wordsOf(includeAssets);
  const takesAll = included.length === 0 || included.includes('all') || included.includes('compile');
  const excluded = wordsOf(excludeAssets);
  return !takesAll || excluded.includes('all') || excluded.includes('runtime');
}

function wordsOf(list: string | undefined): readonly string[] {
  return (list ?? '')
    .toLowerCase()
    .split(/[;,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
