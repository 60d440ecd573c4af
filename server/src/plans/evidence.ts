import type { Ecosystem, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import type { PackageFacts } from '../registries/registry.js';
import { epochMs } from '../registries/release-date.js';
import { assessBreaking } from './breaking-risk.js';
import type { PlanManifest } from './plan-input.js';
import type {
  BreakingRisk,
  ChangeEvidence,
  EvidenceLink,
  PlanChange,
  UnmetRequirement,
  Usage,
} from './plan.js';
import { declaredEngines } from './declared-engines.js';

/** What is known of a change, to be weighed for the person who approves. */
export interface EvidenceInput {
  readonly change: Omit<PlanChange, 'evidence'>;
  readonly ecosystem: Ecosystem;
  /** The manifest group in which the change is made, before it. */
  readonly manifest: PlanManifest;
  /** What the registry says of the package; null where it said nothing. */
  readonly facts: PackageFacts | null;
  readonly usage: Usage | null;
  readonly now: Date;
}

/** Release, links, use, unmet requirements and the risk of breaking that follows from them. Pure. */
export function gatherEvidence(input: EvidenceInput): ChangeEvidence {
  const { change, facts, usage, now } = input;
  const target = facts?.versions.find(({ version }) => version === change.to) ?? null;
  const present = facts?.versions.find(({ version }) => version === change.from) ?? null;
  const unmet = target === null ? [] : unmetRequirements(input, target, present);
  const copies = input.manifest.inventory.packages.filter(
    ({ name, version }) => name === change.name && version === change.from,
  );
  const published = change.publishedAt === null ? Number.NaN : epochMs(change.publishedAt);
  const risk = assessBreaking({
    change,
    usage,
    unmet,
    isDevelopmentOnly:
      copies.length > 0 && copies.every(({ scope }) => scope === 'DEVELOPMENT' || scope === 'TEST'),
    ageDays: Number.isNaN(published) ? null : Math.floor((now.getTime() - published) / DAY_MS),
    bringsInstallScript: target?.hasInstallScript === true && present?.hasInstallScript === false,
  });
  return { risk, links: linksOf(change, facts), usage, unmet };
}

const DAY_MS = 86_400_000;
const ORDER = { LOW: 0, MEDIUM: 1, HIGH: 2 } as const;
const MAXIMUM_REASONS = 6;

/** The highest risk among changes, with the reasons of those that have it, each led by the package; null without evidence. */
export function riskOfPlan(changes: readonly PlanChange[]): BreakingRisk | null {
  const known = changes.flatMap(({ name, evidence }) =>
    evidence === null ? [] : [{ name, risk: evidence.risk }],
  );
  const [first, ...others] = known;
  if (first === undefined) return null;
  const { level } = others.reduce(
    (worst, { risk }) => (ORDER[risk.level] > ORDER[worst.level] ? risk : worst),
    first.risk,
  );
  const reasons = known
    .filter(({ risk }) => risk.level === level)
    .flatMap(({ name, risk }) => risk.reasons.slice(0, 2).map((reason) => `${name}: ${reason}`));
  if (reasons.length <= MAXIMUM_REASONS) return { level, reasons };
  const left = reasons.length - MAXIMUM_REASONS;
  const more = `And ${left} more ${left === 1 ? 'reason' : 'reasons'}.`;
  return { level, reasons: [...reasons.slice(0, MAXIMUM_REASONS), more] };
}

const MAXIMUM_UNMET = 20;

/** Engines are told only where the new version asks for others than the present one, peers where no copy fits. */
function unmetRequirements(
  { ecosystem, manifest, change }: EvidenceInput,
  target: PackageVersionFacts,
  present: PackageVersionFacts | null,
): readonly UnmetRequirement[] {
  const unmet: UnmetRequirement[] = [];
  const declared = declaredEngines(ecosystem, manifest.files);
  for (const [name, range] of Object.entries(target.engines)) {
    if (name === 'npm' || (present !== null && engineOf(present, name) === range)) continue;
    const own = declared.get(name) ?? null;
    if (own === null || !own.isWithin(range))
      unmet.push({ kind: 'ENGINE', name, range, present: own?.text ?? null });
  }
  const optional = new Set(target.optionalPeers);
  for (const [name, range] of Object.entries(target.peerDependencies)) {
    const copies = manifest.inventory.packages.filter((each) => each.name === name);
    if (copies.length === 0 && optional.has(name)) continue;
    if (copies.some(({ version }) => ecosystem.satisfies(version, range))) continue;
    unmet.push({ kind: 'PEER', name, range, present: copies[0]?.version ?? null });
  }
  return change.means === 'LIFT' ? unmet.slice(0, 5) : unmet.slice(0, MAXIMUM_UNMET);
}

function engineOf(facts: PackageVersionFacts, name: string): string | undefined {
  return Object.hasOwn(facts.engines, name) ? facts.engines[name] : undefined;
}

/** Pages of the registry for a person, where one exists for its public packages. */
const PACKAGE_PAGES: ReadonlyMap<string, (name: string, version: string) => string> = new Map([
  ['PyPI', (name, version) => `https://pypi.org/project/${name}/${version}/`],
  ['Go', (name, version) => `https://pkg.go.dev/${name}@${version}`],
  ['crates.io', (name, version) => `https://crates.io/crates/${name}/${version}`],
  ['RubyGems', (name, version) => `https://rubygems.org/gems/${name}/versions/${version}`],
  ['Packagist', (name) => `https://packagist.org/packages/${name}`],
  ['NuGet', (name, version) => `https://www.nuget.org/packages/${name}/${version}`],
  ['Pub', (name, version) => `https://pub.dev/packages/${name}/versions/${version}`],
]);

/** Where the two versions can be compared and read about. Tags are assumed to be `v` and the version, as is the custom. */
function linksOf(change: EvidenceInput['change'], facts: PackageFacts | null): readonly EvidenceLink[] {
  const links: EvidenceLink[] = [];
  const repository = facts?.repositoryUrl ?? null;
  const match =
    repository === null ? null : /^https:\/\/(github\.com|gitlab\.com)(\/[\w.-]+\/[\w.-]+)/.exec(repository);
  const tagOf = (version: string): string => `v${encodeURIComponent(version.replace(/^v/, ''))}`;
  if (match?.[1] !== undefined && match[2] !== undefined) {
    const home = `https://${match[1]}${match[2]}`;
    const below = match[1] === 'gitlab.com' ? `${home}/-` : home;
    links.push(
      { kind: 'COMPARISON', url: `${below}/compare/${tagOf(change.from)}...${tagOf(change.to)}` },
      { kind: 'RELEASE', url: `${below}/releases` },
    );
  }
  if (repository !== null && URL.canParse(repository) && repository.startsWith('https://'))
    links.push({ kind: 'REPOSITORY', url: repository });
  const page = PACKAGE_PAGES.get(change.ecosystem)?.(
    change.name.split('/').map(encodeURIComponent).join('/'),
    encodeURIComponent(change.to),
  );
  if (page !== undefined) links.push({ kind: 'PACKAGE', url: page });
  return links;
}
