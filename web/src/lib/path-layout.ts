/** One package of the drawing: its column from the left, its row in the column, and what it is to the reader. */
export interface PathNode {
  readonly name: string;
  readonly column: number;
  readonly row: number;
  readonly role: 'project' | 'direct' | 'between' | 'vulnerable';
  /** Asked for by the project itself and vulnerable too. */
  readonly isDirect: boolean;
}

export interface PathLayout {
  readonly nodes: readonly PathNode[];
  readonly edges: readonly { readonly from: PathNode; readonly to: PathNode }[];
  readonly columns: number;
  readonly rows: number;
}

/**
 * Paths that bring packages in, merged where they meet, in columns from the project to what is vulnerable. A package
 * stands where its longest way reaches it; of cycles the way back is an edge like any other.
 */
export function layOutPaths(project: string, paths: readonly (readonly string[])[]): PathLayout {
  const columns = columnsOf(paths);
  const direct = new Set(paths.flatMap(([first]) => (first === undefined ? [] : [first])));
  const ends = new Set(paths.flatMap((path) => path.slice(-1)));
  const rows = new Map<number, number>();
  const root: PathNode = { name: project, column: 0, row: 0, role: 'project', isDirect: false };
  const nodes = new Map<string, PathNode>();
  for (const [name, column] of columns) {
    const row = rows.get(column) ?? 0;
    rows.set(column, row + 1);
    const isDirect = direct.has(name);
    const role = ends.has(name) ? 'vulnerable' : isDirect ? 'direct' : 'between';
    nodes.set(name, { name, column, row, role, isDirect });
  }
  return {
    nodes: [root, ...nodes.values()],
    edges: edgesOf(root, nodes, paths),
    columns: largest(columns.values()) + 1,
    rows: Math.max(1, largest(rows.values())),
  };
}

function columnsOf(paths: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const columns = new Map<string, number>();
  for (const path of paths) {
    path.forEach((name, index) => columns.set(name, Math.max(columns.get(name) ?? 0, index + 1)));
  }
  return columns;
}

function edgesOf(
  root: PathNode,
  nodes: ReadonlyMap<string, PathNode>,
  paths: readonly (readonly string[])[],
): PathLayout['edges'] {
  const seen = new Map<PathNode, Set<PathNode>>();
  const edges: { from: PathNode; to: PathNode }[] = [];
  for (const path of paths) {
    let from = root;
    for (const name of path) {
      const to = nodes.get(name);
      if (to === undefined) continue;
      const known = seen.get(from) ?? new Set();
      seen.set(from, known);
      if (from !== to && !known.has(to)) edges.push({ from, to });
      known.add(to);
      from = to;
    }
  }
  return edges;
}

function largest(numbers: Iterable<number>): number {
  let most = 0;
  for (const number of numbers) most = Math.max(most, number);
  return most;
}
