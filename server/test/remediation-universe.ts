import { parse } from 'yaml';
import { z } from 'zod';
import type { Advisory } from '../src/advisories/advisory.js';
import { parseAdvisory } from '../src/advisories/osv.js';
import { version, type World } from './resolution-world.js';

const universeSchema = z.object({ system: z.string(), schema: z.string() });

/**
 * A universe of guided remediation (deps.dev's schema: package, version and requirement by indentation) as registry
 * facts. Requirements for development are of no concern to who installs a package.
 */
export function readUniverse(text: string): World {
  const world = new Map<string, ReturnType<typeof version>[]>();
  let releases: ReturnType<typeof version>[] = [];
  for (const line of universeSchema.parse(parse(text)).schema.split('\n')) {
    const content = line.trim();
    const depth = line.length - line.trimStart().length;
    if (content === '' || content.startsWith('#')) continue;
    if (depth === 0) world.set(content, (releases = []));
    else if (depth <= 2) releases.push(version(content));
    else {
      const last = releases.pop();
      if (last !== undefined) releases.push(withRequirement(last, content));
    }
  }
  return Object.fromEntries(world);
}

/** The records of a scenario, each for itself as in what is recorded. Some name no date. */
export function readVulnerabilities(text: string): readonly Advisory[] {
  const { vulns } = z.object({ vulns: z.array(z.looseObject({ id: z.string() })) }).parse(JSON.parse(text));
  return vulns.map((record) => {
    const parsed = parseAdvisory({ modified: '2020-01-01T00:00:00Z', ...record, aliases: [] });
    if (parsed.kind === 'invalid') throw new Error(`${record.id}: ${parsed.reason}`);
    return parsed.advisory;
  });
}

function withRequirement(facts: ReturnType<typeof version>, content: string): ReturnType<typeof version> {
  const [kinds, requirement] = content.includes('|') ? content.split('|') : ['', content];
  const at = (requirement ?? '').lastIndexOf('@');
  const asked = { [(requirement ?? '').slice(0, at)]: (requirement ?? '').slice(at + 1) };
  const kind = (kinds ?? '').toLowerCase();
  if (kind.includes('dev') || kind.includes('test')) return facts;
  return kind.includes('opt')
    ? { ...facts, optionalDependencies: { ...facts.optionalDependencies, ...asked } }
    : { ...facts, dependencies: { ...facts.dependencies, ...asked } };
}
