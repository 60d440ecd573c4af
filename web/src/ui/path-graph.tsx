import { layOutPaths, type PathNode } from '../lib/path-layout.js';
import { cutMiddle } from '../lib/text.js';
import { uiTexts } from '../texts/ui.js';
import { DependencyPaths } from './dependency-paths.js';
import classes from './path-graph.module.css';

const texts = uiTexts.paths;
const NODE = { width: 212, height: 44 };
const GAP = { x: 40, y: 20 };
const LONGEST_NAME = 27;

interface PathGraphProps {
  /** What the paths begin with: the project's own name. */
  readonly project: string;
  readonly paths: readonly (readonly string[])[];
}

/**
 * How packages come in, drawn from the project on the left to what is vulnerable on the right. The same paths are a list
 * for those who listen, and for everybody where there is no room.
 */
export function PathGraph({ project, paths }: PathGraphProps) {
  if (paths.length === 0) return <DependencyPaths paths={paths} />;
  const { nodes, edges, columns, rows } = layOutPaths(project, paths);
  const width = columns * (NODE.width + GAP.x) - GAP.x + 4;
  const needsLane = edges.some((edge) => !isNext(edge) && Math.min(edge.from.row, edge.to.row) === rows - 1);
  const height = rows * (NODE.height + GAP.y) - (needsLane ? 0 : GAP.y) + 4;
  return (
    <div className={classes.frame}>
      <div className={classes.box} tabIndex={0} role="group" aria-label={texts.graph}>
        <svg
          width={width}
          height={height}
          viewBox={`-2 -2 ${width} ${height}`}
          aria-hidden="true"
          focusable="false"
        >
          {edges.map(({ from, to }) => (
            <path key={`${from.name} > ${to.name}`} className={classes.edge} d={curve(from, to)} />
          ))}
          {nodes.map((node) => (
            <Node key={`${node.role} ${node.name}`} node={node} />
          ))}
        </svg>
      </div>
      <div className={classes.list}>
        <DependencyPaths paths={paths} />
      </div>
    </div>
  );
}

/** A package in its shape: the project round, what it asks for itself with a bar, what is vulnerable with cut corners; each with its word. */
function Node({ node }: { readonly node: PathNode }) {
  const { x, y } = placeOf(node);
  return (
    <g className={classes.node} data-role={node.role} transform={`translate(${x} ${y})`}>
      <title>{node.name}</title>
      <Shape role={node.role} />
      {node.isDirect && <rect className={classes.bar} width="4" height={NODE.height} />}
      <text x="14" y="18" className={classes.name}>
        {cutMiddle(node.name, LONGEST_NAME)}
      </text>
      <text x="14" y="34" className={classes.word}>
        {wordsOf(node)}
      </text>
    </g>
  );
}

function Shape({ role }: { readonly role: PathNode['role'] }) {
  const { width, height } = NODE;
  if (role === 'vulnerable') {
    return (
      <path
        className={classes.shape}
        d={`M8 0H${width - 8}L${width} 8V${height - 8}L${width - 8} ${height}H8L0 ${height - 8}V8Z`}
      />
    );
  }
  return (
    <rect className={classes.shape} width={width} height={height} rx={role === 'project' ? height / 2 : 2} />
  );
}

function wordsOf({ role, isDirect }: PathNode): string {
  if (role === 'project') return texts.own;
  if (role === 'vulnerable') return isDirect ? `${texts.vulnerable}, ${texts.direct}` : texts.vulnerable;
  return role === 'direct' ? texts.direct : '';
}

function placeOf({ column, row }: PathNode): { readonly x: number; readonly y: number } {
  return { x: column * (NODE.width + GAP.x), y: row * (NODE.height + GAP.y) };
}

/** A step to the next column is a curve; any other goes through the lane below a row, so that it passes behind no package. */
function curve(from: PathNode, to: PathNode): string {
  const start = placeOf(from);
  const end = placeOf(to);
  const [x1, y1] = [start.x + NODE.width, start.y + NODE.height / 2];
  const [x2, y2] = [end.x, end.y + NODE.height / 2];
  const reach = GAP.x / 2;
  if (isNext({ from, to })) return `M${x1} ${y1}C${x1 + reach} ${y1} ${x2 - reach} ${y2} ${x2} ${y2}`;
  const lane = Math.min(start.y, end.y) + NODE.height + GAP.y / 2;
  const down = `C${x1 + reach} ${y1} ${x1 + reach / 2} ${lane} ${x1 + reach} ${lane}`;
  const up = `C${x2 - reach / 2} ${lane} ${x2 - reach} ${y2} ${x2} ${y2}`;
  return `M${x1} ${y1}${down}L${x2 - reach} ${lane}${up}`;
}

function isNext({ from, to }: { readonly from: PathNode; readonly to: PathNode }): boolean {
  return to.column === from.column + 1;
}
