import { isJsonObject, type JsonObject } from '../formats/fields.js';
import { archiveBase, dropLocations, readNpmLock } from './npm-lock-drop.js';
import { mergeLocks } from './npm-lock-merge.js';
import type { NpmCheck, NpmReply, NpmTask } from './npm-task.js';
import { archiveAt, type ArchiveOf, usualAddress } from './registry-view.js';
import { refused, type ToolJob, type ToolOutcome } from './tool-job.js';

/** Runs npm's library on one task in a thread of its own; throws where the thread had to be given up. */
export type RunNpm = (task: NpmTask | NpmCheck, signal: AbortSignal) => Promise<NpmReply>;

/** The lock with the dropped copies worked out anew by npm's own library, as `npm ci` takes it. */
export async function resolveWithNpm(job: ToolJob, run: RunNpm): Promise<ToolOutcome> {
  const lock = readNpmLock(job.lock.text);
  if (lock === null) return refused('CONFLICT', `${job.lock.path} is no lock that npm 5 or later wrote.`);
  const base = archiveBase(lock);
  const view = await job.openView(() => archivesFrom(base));
  const site = {
    folder: job.folders.project,
    cache: job.folders.cache,
    lockName: job.lock.path,
    lockfileVersion: lock.lockfileVersion,
    registry: view.url,
    port: view.port,
  };
  const locations = job.request.drop.flatMap((drop) => drop.locations);
  const reply = await run(
    { ...site, kind: 'resolve', before: job.lock.text, dropped: dropLocations(lock, locations) },
    job.signal,
  );
  if (reply.kind === 'failed') return { ...refused(reply.code, reply.message), name: reply.name };
  if (reply.kind !== 'resolved') return refused('FAULT', 'npm gave no lock.');
  const original = job.request.files.find(({ path }) => path === job.request.group.path)?.text ?? '';
  const merged = mergeLocks({ original, baseline: reply.baseline, resolved: reply.lock });
  if (merged.kind === 'refused') return refused('CONFLICT', `${job.request.group.path}: ${merged.reason}.`);
  const strange = merged.changed
    .map((entry) => whyStrange(entry, { base, original }))
    .find((reason) => reason !== null);
  if (strange !== undefined && strange !== null) return refused('CONFLICT', strange);
  const checked = await run({ ...site, kind: 'check', lock: merged.text }, job.signal);
  if (checked.kind === 'failed') return refused(checked.code, checked.message);
  return { kind: 'lock', text: merged.text };
}

/** New entries are fetched from where the lock fetches the others, if the registry's own address is of the usual form. */
function archivesFrom(base: string | null): ArchiveOf {
  return (name, facts) => {
    const usual = usualAddress('/', name, facts.version);
    const own = facts.tarballUrl;
    return archiveAt(base !== null && (own === null || own.endsWith(usual)) ? base + usual : own, facts);
  };
}

/** Why a changed entry cannot be taken over; null where it can. */
function whyStrange(
  entry: JsonObject,
  lock: { readonly base: string | null; readonly original: string },
): string | null {
  const { base, original } = lock;
  const what = String(entry['location']).split('node_modules/').at(-1) ?? '';
  const bundled = entry['bundleDependencies'];
  if (entry['hasShrinkwrap'] === true || bundled === true || (Array.isArray(bundled) && bundled.length > 0))
    return `${what} ships packages inside of its archive, of which the registry does not tell; the lock cannot name them.`;
  if (entry['link'] === true)
    return `${what} would become a link to a folder, which only the project itself may add.`;
  const { resolved } = entry;
  if (
    typeof resolved === 'string' &&
    base !== null &&
    originOf(resolved) !== originOf(base) &&
    !original.includes(JSON.stringify(resolved))
  )
    return `${what} would be fetched from ${originOf(resolved) ?? 'another place'}, which the lock does not name.`;
  const { dependencies } = entry;
  if (!isJsonObject(dependencies)) return null;
  for (const [name, nested] of Object.entries(dependencies)) {
    const reason = isJsonObject(nested) ? whyStrange({ ...nested, location: name }, lock) : null;
    if (reason !== null) return reason;
  }
  return null;
}

function originOf(url: string): string | null {
  return URL.canParse(url) ? new URL(url).origin : null;
}
