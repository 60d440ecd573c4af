import { readFileSync, readdirSync, statSync } from 'node:fs';
import { npm } from '../index.js';
import { createPathFinder, collapse } from '../../../inventory/graph.js';
function walk(d: string, out: string[] = []): string[] {
  for (const e of readdirSync(d)) {
    const p = d + '/' + e;
    if (statSync(p).isDirectory()) walk(p, out);
    else out.push(p);
  }
  return out;
}
it('tries', () => {
  const lines: string[] = [];
  for (const proj of readdirSync('/tmp/data/corpus')) {
    const root = '/tmp/data/corpus/' + proj;
    if (!statSync(root).isDirectory()) continue;
    const paths = walk(root).map((p) => p.slice(root.length + 1));
    for (const g of npm.groupManifests(paths)) {
      const files = g.inputs.map((p) => ({ path: p, text: readFileSync(root + '/' + p, 'utf8') }));
      let best = 1e9;
      let inv = npm.parse(g, files);
      for (let i = 0; i < 5; i++) {
        const t = performance.now();
        inv = npm.parse(g, files);
        best = Math.min(best, performance.now() - t);
      }
      const t = performance.now();
      const f = createPathFinder(inv);
      let np = 0;
      inv.packages.forEach((_, i) => {
        np += f.shortestPaths(i).length;
      });
      const tp = performance.now() - t;
      const sc: Record<string, number> = {};
      for (const p of inv.packages) sc[p.scope] = (sc[p.scope] ?? 0) + 1;
      const un = inv.packages
        .flatMap((p) => p.requires)
        .filter((r) => r.target === null && r.kind !== 'PEER').length;
      lines.push(
        [
          proj,
          g.path,
          inv.format,
          inv.packages.length,
          inv.packages.filter((p) => p.isDirect).length,
          best.toFixed(1) + 'ms',
          'paths ' + np + ' ' + tp.toFixed(1) + 'ms',
          JSON.stringify(sc),
          'unmet ' + un,
          collapse(inv).length,
          inv.problems.length,
        ].join(' | '),
      );
      for (const p of inv.problems.slice(0, 3)) lines.push('    ' + JSON.stringify(p));
    }
  }
  console.log(lines.join('\n'));
});
