import { isJsonObject, type JsonObject } from '../formats/fields.js';
import {
  archiveBase,
  bundlingLocations,
  dropLocations,
  hasOrphans,
  type NpmLock,
  readNpmLock,
  shipsPackages,
  versionAt,
} from './npm-lock-drop.js';
import { mergeLocks } from './npm-lock-merge.js';
import { directNames, type FactsOfVersion, nameAt, withPeers } from './npm-old-lock.js';
import type { NpmReply, NpmSite, NpmWork } from './npm-task.js';
import { archiveAt, type ArchiveOf, isSelfContained, usualAddress } from './registry-view.js';
import { type OpenedView, refused, type ToolJob, type ToolOutcome } from './tool-job.js';

/** Runs npm's library on one task in a thread of its own; throws where the thread had to be given up. */
export type RunNpm = (task: NpmWork, signal: AbortSignal) => Promise<NpmReply>;

const WITH_PACKAGES_INSIDE =
  'ships packages inside of its archive, of which the registry does not tell; the lock cannot name them.';

/** The lock with the dropped copies worked out anew by npm's own library, as `npm ci` takes it. */
export async function resolveWithNpm(job: ToolJob, run: RunNpm): Promise<ToolOutcome> {
  const lock = readNpmLock(job.lock.text);
  if (lock === null) return refused('CONFLICT', `${job.lock.path} is no lock that npm 5 or later wrote.`);
  const base = archiveBase(lock);
  const view = await job.openView(() => archivesFrom(base));
  const site: NpmSite = {
    folder: job.folders.project,
    cache: job.folders.cache,
    lockName: job.lock.path,
    lockfileVersion: lock.lockfileVersion,
    registry: view.url,
    port: view.port,
  };
  const present = (text: string): Promise<NpmLock | NpmReply> =>
    inPresentForm(text, { site, view, run: (work) => run(work, job.signal) });
  const before = await present(job.lock.text);
  if ('kind' in before) return failed(before);
  const choice = await dropsThatMayMove(job, before, view);
  if (choice.kind === 'refused') return choice;
  const dropped = dropLocations(before, choice.locations);
  const reply = await run(
    {
      ...site,
      kind: 'resolve',
      before: JSON.stringify(before.value),
      dropped: JSON.stringify(dropped),
      hasOrphans: hasOrphans({ value: dropped }),
    },
    job.signal,
  );
  if (reply.kind !== 'resolved') return failed(reply);
  const original = job.request.files.find(({ path }) => path === job.request.group.path)?.text ?? '';
  const merged = mergeLocks({ original, baseline: reply.baseline, resolved: reply.lock });
  if (merged.kind === 'refused') return refused('CONFLICT', `${job.request.group.path}: ${merged.reason}.`);
  const strange = merged.changed
    .map((entry) => whyStrange(entry, { base, original, view }))
    .find((reason) => reason !== null);
  if (strange !== undefined && strange !== null) return refused('CONFLICT', strange);
  const after = await present(merged.text);
  if ('kind' in after) return failed(after);
  const robbed = choice.locations.find(
    (location) => choice.bundling.has(location) && versionAt(after, location) === versionAt(before, location),
  );
  if (robbed !== undefined) return refused('CONFLICT', `${nameAt(robbed, null)} ${WITH_PACKAGES_INSIDE}`);
  const checked = await run({ ...site, kind: 'check', lock: JSON.stringify(after.value) }, job.signal);
  return checked.kind === 'checked' ? { kind: 'lock', text: merged.text } : failed(checked);
}

function failed(reply: NpmReply): ToolOutcome {
  return reply.kind === 'failed'
    ? { ...refused(reply.code, reply.message), names: reply.names }
    : refused('FAULT', 'npm gave no lock.');
}

/**
 * A lock of version 1 says neither which dependencies are peers nor which it leaves out; npm's library would ask about
 * every package in it. The lock's own word, and the peers of what the project asks for itself, are enough here.
 */
async function inPresentForm(
  text: string,
  by: {
    readonly site: NpmSite;
    readonly view: OpenedView;
    readonly run: (work: NpmWork) => Promise<NpmReply>;
  },
): Promise<NpmLock | NpmReply> {
  const { site, view, run } = by;
  const lock = readNpmLock(text);
  if (lock !== null && lock.lockfileVersion !== 1) return lock;
  const reply = await run({ ...site, kind: 'upgrade', lock: text });
  const upgraded = reply.kind === 'upgraded' ? readNpmLock(reply.lock) : null;
  if (upgraded === null) return reply;
  const direct = await view.learn(directNames(upgraded.value));
  const factsOf: FactsOfVersion = (name, version) =>
    (direct.get(name) ?? view.factsOf(name))?.versions.find((each) => each.version === version) ?? null;
  return { ...upgraded, value: withPeers(upgraded.value, factsOf) };
}

/**
 * The copies that are dropped. One that ships packages inside of its archive stays as it is where its new version does so
 * too: only archives tell which, and the lock must name them.
 */
async function dropsThatMayMove(
  { request }: ToolJob,
  lock: NpmLock,
  view: OpenedView,
): Promise<
  | {
      readonly kind: 'drops';
      readonly locations: readonly string[];
      readonly bundling: ReadonlySet<string>;
    }
  | Extract<ToolOutcome, { kind: 'refused' }>
> {
  const facts = await view.learn(request.pins.map(({ name }) => name));
  const mayMove = (name: string): boolean => {
    const versions = request.pins.find((pin) => pin.name === name)?.versions ?? [];
    const told = facts.get(name)?.versions.filter(({ version }) => versions.includes(version)) ?? [];
    return told.some((each) => isSelfContained(each));
  };
  const all = request.drop.flatMap(({ locations }) => locations);
  const bundling = bundlingLocations(lock, all);
  const isPinned = (name: string): boolean =>
    request.pins.some((pin) => pin.name === name && facts.has(name));
  const stays = request.drop.filter(
    ({ name, locations }) =>
      !mayMove(name) && (isPinned(name) || locations.some((each) => bundling.has(each))),
  );
  const kept = new Set(stays.flatMap(({ locations }) => locations));
  const [first] = stays;
  if (first !== undefined && kept.size === all.length)
    return refused('CONFLICT', `${first.name} ${WITH_PACKAGES_INSIDE}`);
  return { kind: 'drops', bundling, locations: all.filter((location) => !kept.has(location)) };
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
  lock: { readonly base: string | null; readonly original: string; readonly view: OpenedView },
): string | null {
  const { base, original, view } = lock;
  const what = nameAt(String(entry['location']), entry);
  const facts = view.factsOf(what)?.versions.find(({ version }) => version === entry['version']);
  if (entry['hasShrinkwrap'] === true || shipsPackages(entry) || (facts && !isSelfContained(facts)))
    return `${what} ${WITH_PACKAGES_INSIDE}`;
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
