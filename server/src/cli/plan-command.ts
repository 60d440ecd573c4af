import type { Advisory } from '../advisories/advisory.js';
import { ecosystemOf } from '../ecosystems/registry.js';
import type { OperatorRegistries } from '../registries/default-registries.js';
import type { PackageRegistry } from '../registries/registry.js';
import { makePlans, type AssembledPlans, type SourceReader } from '../plans/make-plan.js';
import { matchAdvisories } from '../plans/match-advisories.js';
import { findingIdentity } from '../plans/plan-findings.js';
import type { PlanInput, PlanManifest } from '../plans/plan-input.js';
import { DEFAULT_POLICY } from '../policies/policy.js';
import { type PlanDraft, type PlanKind } from '../plans/plan.js';
import type { CliTools, LocalFolder } from './cli-tools.js';
import { loadAdvisories, loadManifests } from './load-project.js';
import { createLocalSource } from './local-source.js';
import { describePlans, reportPlans } from './plan-report.js';
import type { Progress } from './progress.js';
import { terminalText } from './text-table.js';

/** What `backline plan` was asked. Of ecosystems without an address of `registries` the default ones are asked. */
export interface PlanOptions {
  readonly advisories: readonly string[];
  readonly json: boolean;
  readonly write: boolean;
  readonly kinds: readonly PlanKind[];
  readonly registries: OperatorRegistries;
}

/** Digests of local folders are bound to no branch. */
const LOCAL_BRANCH = '';

/** Plans a local folder and, where asked, writes the edits of the chosen kinds into it. The exit code is 0. */
export async function runPlan(tools: CliTools, directory: string, options: PlanOptions): Promise<number> {
  const folder = await tools.openFolder(directory);
  for (const warning of folder.warnings) tools.warn(terminalText(warning));
  const manifests = await loadManifests(folder);
  if (manifests.length === 0) tools.warn('No manifest was found that Backline reads.');
  const { advisories } = await loadAdvisories(tools, options.advisories, manifests);
  const registry = rememberAnswers(await tools.openRegistry(options.registries), tools.progress);
  const kinds = options.write ? new Set(options.kinds) : null;
  const planner = { tools, registry, advisories, source: createLocalSource(folder), kinds };
  const first = await planFolder(planner, manifests);
  const applied = options.write
    ? await applyPlans(planner, { folder, manifests, first, kinds: options.kinds })
    : null;
  const plans = applied?.plans ?? first.plans;
  const left = applied?.left ?? first;
  tools.progress.clear();
  if (options.json) {
    const recordIds = new Set(advisories.map(({ id }) => id));
    const report = reportPlans(plans, { ...left, findings: first.findings }, recordIds);
    tools.print(`${JSON.stringify(report, null, 2)}\n`);
  } else {
    tools.print(describePlans(plans, { ...left, findings: first.findings }));
    const paths = [
      ...new Set((applied?.written ?? []).flatMap((plan) => plan.edits.map((edit) => edit.path))),
    ];
    if (applied !== null)
      tools.print(
        paths.length === 0 ? 'Nothing was written.\n' : terminalText(`Wrote ${paths.join(', ')}.`) + '\n',
      );
  }
  if (!isUnanswered(first)) return 0;
  tools.warn(
    'The registry did not answer for any package, so nothing could be planned. Check its address, or name another with --registry.',
  );
  return COULD_NOT_BE_DONE;
}

const COULD_NOT_BE_DONE = 2;

/** Whether all that was found stays only because the registry gave nothing. */
function isUnanswered({ plans, unfixed }: AssembledPlans): boolean {
  return (
    plans.length === 0 &&
    unfixed.length > 0 &&
    unfixed.every(({ reason }) => reason.code === 'REGISTRY_FAILED')
  );
}

interface Planner {
  readonly tools: CliTools;
  readonly registry: PackageRegistry;
  readonly advisories: readonly Advisory[];
  readonly source: SourceReader;
  /** Of which kinds plans are wanted; null for all. */
  readonly kinds: ReadonlySet<PlanKind> | null;
}

function planFolder(
  { tools, registry, advisories, source, kinds }: Planner,
  manifests: readonly PlanManifest[],
  only?: PlanInput['only'],
): Promise<AssembledPlans> {
  return makePlans(
    { registry, resolver: tools.resolver, source, signal: new AbortController().signal },
    {
      targetBranch: LOCAL_BRANCH,
      manifests,
      match: matchAdvisories(advisories, new Map(), ecosystemOf),
      policy: DEFAULT_POLICY,
      dismissed: new Map(),
      ...(kinds === null ? {} : { kinds }),
      ...(only === undefined ? {} : { only }),
      now: tools.clock(),
      ecosystemOf,
    },
  );
}

interface Application {
  readonly folder: LocalFolder;
  readonly manifests: readonly PlanManifest[];
  readonly first: AssembledPlans;
  readonly kinds: readonly PlanKind[];
}

/**
 * Applies the plans of the chosen kinds one after the other, each worked out again on what the one before left, and
 * writes at the end. `plans` are those applied and, after them, those that were not chosen; `left` is what none closed.
 */
async function applyPlans(
  planner: Planner,
  { folder, manifests, first, kinds }: Application,
): Promise<{
  readonly plans: readonly PlanDraft[];
  readonly written: readonly PlanDraft[];
  readonly left: AssembledPlans;
}> {
  const written: PlanDraft[] = [];
  let present = manifests;
  for (const plan of first.plans.filter(({ kind }) => kinds.includes(kind))) {
    const next = written.length === 0 ? plan : await planAgain(planner, present, plan);
    if (next === null) continue;
    written.push(next);
    present = withEdits(present, next);
  }
  await folder.replace(changedFiles(manifests, present));
  const others = first.plans.filter(({ kind }) => !kinds.includes(kind));
  const closed = new Set(written.flatMap(({ proof }) => proof.fixed.map(findingIdentity)));
  const unfixed = first.unfixed.filter(({ finding }) => !closed.has(findingIdentity(finding)));
  return { plans: [...written, ...others], written, left: { ...first, plans: others, unfixed } };
}

/** The same plan on what the files hold now; null where it is no longer needed or possible. */
async function planAgain(
  planner: Planner,
  present: readonly PlanManifest[],
  { kind, group }: PlanDraft,
): Promise<PlanDraft | null> {
  const isAlone = kind === 'BREAKING' || kind === 'FORCED';
  const again = await planFolder(planner, present, isAlone ? { kind, group } : undefined);
  return again.plans.find((plan) => plan.kind === kind && plan.group === group) ?? null;
}

function withEdits(manifests: readonly PlanManifest[], plan: PlanDraft): readonly PlanManifest[] {
  const texts = new Map(plan.edits.map(({ path, newText }) => [path, newText]));
  return manifests.map(({ group, files }) => {
    const edited = files.map(({ path, text }) => ({ path, text: texts.get(path) ?? text }));
    return { group, files: edited, inventory: ecosystemOf(group.ecosystem).parse(group, edited) };
  });
}

function changedFiles(before: readonly PlanManifest[], after: readonly PlanManifest[]) {
  const newTexts = new Map(after.flatMap(({ files }) => files.map(({ path, text }) => [path, text])));
  const oldTexts = new Map(before.flatMap(({ files }) => files.map(({ path, text }) => [path, text])));
  return [...oldTexts].flatMap(([path, oldText]) => {
    const newText = newTexts.get(path) ?? oldText;
    return newText === oldText ? [] : [{ path, oldText, newText }];
  });
}

/** Asks for each package once in one run, and again for versions of it that were not asked about. */
function rememberAnswers(registry: PackageRegistry, progress: Progress): PackageRegistry {
  const known: Map<string, Awaited<ReturnType<PackageRegistry['facts']>>> = new Map();
  const keyOf = (ecosystem: string, name: string, versions: readonly string[] = []): string =>
    [ecosystem, name, ...versions].join('|');
  return {
    async facts(ecosystem, names, dated) {
      const asked = names.filter((name) => !known.has(keyOf(ecosystem, name, dated?.get(name))));
      const answers =
        asked.length === 0
          ? new Map()
          : await registry.facts(ecosystem, asked, ...(dated === undefined ? [] : [dated]));
      for (const name of asked) known.set(keyOf(ecosystem, name, dated?.get(name)), answers);
      progress.say({ what: 'Planning: packages asked of the registries', done: known.size });
      return new Map(
        names.flatMap((name) => {
          const answer = known.get(keyOf(ecosystem, name, dated?.get(name)))?.get(name);
          return answer === undefined ? [] : [[name, answer] as const];
        }),
      );
    },
  };
}
