import { findingsOf } from './plan-findings.js';
import type { Opened, Part, PartResult } from './part.js';
import type { PlanInput } from './plan-input.js';
import type { PlanFinding, UnfixedReason } from './plan.js';
import { openSite } from './planning-site.js';

/** The parts of one plan, the reasons of manifests that have none, and whether somebody must be asked first. */
export interface Parts {
  readonly parts: readonly Part[];
  readonly reasons: readonly UnfixedReason[];
  readonly isWaiting: boolean;
  /** Of manifests that have no part but share files with one that has: what is known against them afterwards. */
  readonly shared: ReadonlyMap<string, readonly PlanFinding[]>;
}

/**
 * Works through the manifests in their order. A file that belongs to several of them and was edited for an earlier one is
 * read again as it stands then.
 */
export function acrossManifests(
  input: PlanInput,
  opened: readonly Opened[],
  work: (opened: Opened) => PartResult,
): Parts {
  const texts = new Map<string, string>();
  const parts: Part[] = [];
  const reasons: UnfixedReason[] = [];
  const shared = new Map<string, readonly PlanFinding[]>();
  let isWaiting = false;
  for (const each of opened) {
    const present = reopen(input, each, texts);
    const result = work(present);
    if (present !== each) shared.set(each.site.manifest.inventory.path, present.findings);
    if (result.kind === 'waiting') isWaiting = true;
    if (result.kind === 'none' && result.reason !== null) reasons.push(result.reason);
    if (result.kind !== 'part') continue;
    parts.push(result);
    for (const [path, text] of result.edited.texts) texts.set(path, text);
  }
  return { parts, reasons, isWaiting, shared };
}

function reopen(input: PlanInput, opened: Opened, texts: ReadonlyMap<string, string>): Opened {
  const { manifest, ecosystem, knowledge } = opened.site;
  if (!manifest.files.some(({ path }) => texts.has(path))) return opened;
  const files = manifest.files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
  const inventory = ecosystem.parse(manifest.group, files);
  const site = openSite(input, { ...manifest, files, inventory }, knowledge);
  return { site, findings: findingsOf(inventory, input.match) };
}
