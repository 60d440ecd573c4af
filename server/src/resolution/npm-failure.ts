import { z } from 'zod';
import type { NpmReply } from './npm-task.js';

const place = z.object({ name: z.string(), version: z.string().catch('') }).partial();
const edge = z
  .object({ type: z.string(), name: z.string(), spec: z.string(), from: place.optional() })
  .partial();
const failure = z.object({
  code: z.string().optional().catch(undefined),
  message: z.string().catch(''),
  edge: edge.nullish().catch(null),
  current: place.nullish().catch(null),
  currentEdge: edge.nullish().catch(null),
  name: z.string().optional().catch(undefined),
  wanted: z.string().optional().catch(undefined),
  type: z.string().optional().catch(undefined),
  package: z.string().optional().catch(undefined),
  pkgid: z.string().optional().catch(undefined),
});
type Failure = z.infer<typeof failure>;

const MAXIMUM_MESSAGE = 400;

/** One sentence of what npm's library threw: who asks for what. */
export function explainFailure(error: unknown): Extract<NpmReply, { kind: 'failed' }> {
  const read = failure.safeParse(fieldsOf(error));
  const found: Failure = read.success ? read.data : { message: '' };
  const conflict = (message: string, name: string | null = null): Extract<NpmReply, { kind: 'failed' }> => ({
    kind: 'failed',
    code: 'CONFLICT',
    message: oneLine(message),
    names: name === null ? [] : [name],
  });
  const { code = '' } = found;
  if (code === 'ERESOLVE') return conflict(peerConflict(found));
  if (code === 'ETARGET' || code === 'ENOVERSIONS' || code === 'E404') {
    const name =
      code === 'E404' ? nameIn(found.message) : (found.name ?? found.package ?? nameIn(found.message));
    const wanted = found.wanted === undefined ? '' : `@${found.wanted}`;
    return conflict(
      `No version of ${name ?? 'a package'} that may be taken fits ${name ?? ''}${wanted}.`,
      name ?? null,
    );
  }
  if (/^EALLOW/.test(code)) {
    const kind = code.slice('EALLOW'.length).toLowerCase();
    return conflict(
      `${found.package ?? 'A dependency'} does not come from a registry (${kind}), and nothing else is fetched.`,
    );
  }
  if (code === 'EBADPLATFORM' || code === 'EBADENGINE')
    return conflict(`${found.pkgid ?? 'A package'} does not run on the platform that resolves it.`);
  if (code === 'EMISSINGTARGET') return conflict('The lock names a folder of which it has no entry.');
  const message = `npm could not work out the dependencies: ${found.message || 'it gave no reason'}`;
  return { kind: 'failed', code: 'FAULT', message: oneLine(message), names: [] };
}

function peerConflict({ edge: asked, current, currentEdge }: Failure): string {
  const from = asked?.from;
  const who = from?.name === undefined ? 'the project' : `${from.name}@${from.version ?? ''}`;
  const what = `${asked?.name ?? 'a package'}@${asked?.spec ?? '*'}`;
  const how = asked?.type?.startsWith('peer') === true ? ' as a peer' : '';
  if (currentEdge?.name !== undefined && currentEdge.spec !== undefined) {
    const other = currentEdge.from?.name;
    const whose = other === undefined ? 'the project' : `${other}@${currentEdge.from?.version ?? ''}`;
    return `${who} asks for ${what}${how}, but ${whose} asks for ${currentEdge.name}@${currentEdge.spec}.`;
  }
  const there = current?.name === undefined ? 'another version' : `${current.name}@${current.version ?? ''}`;
  return `${who} asks for ${what}${how}, but ${there} is there.`;
}

function nameIn(message: string): string | undefined {
  return /for ((?:@[^/\s@]+\/)?[^\s@/]+)@/.exec(message.slice(0, 1_000))?.[1];
}

function fieldsOf(error: unknown): unknown {
  return error instanceof Error ? { ...error, message: error.message } : error;
}

function oneLine(message: string): string {
  const line = message
    .slice(0, 4 * MAXIMUM_MESSAGE)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MAXIMUM_MESSAGE);
  return line.endsWith('.') ? line : `${line}.`;
}
