import { SEVERITIES, type Severity } from '../advisories/advisory.js';
import { uniteRecords } from '../advisories/grouping.js';
import { fixKey } from './lowest-fixes.js';
import type { ScanFinding, ScanReport } from './scan-report.js';
import { terminalText, textTable } from './text-table.js';

/** How much of a list a person is shown before the rest is counted. */
const MAXIMUM_MANIFESTS = 60;
const MAXIMUM_PROBLEMS = 40;
const MAXIMUM_PLACES = 3;
const MAXIMUM_IDS = 2;

type LowestFixes = ReadonlyMap<string, string>;

/**
 * A report for a person: what was read, what could not be, and one row for each vulnerable package version, worst first.
 * What is summed up here stands in full in the JSON report. `fixes` are those of `findLowestFixes`.
 */
export function describeScan(report: ScanReport, fixes: LowestFixes): string {
  const packages = vulnerablePackages(report);
  return [
    ...describeManifests(report.manifests),
    ...describeProblems(report.manifests),
    '',
    ...(packages.length === 0 ? [] : [describePackages(packages, fixes), '']),
    describeSum(report, packages),
    '',
  ].join('\n');
}

function describeManifests(manifests: ScanReport['manifests']): readonly string[] {
  const lines = manifests.slice(0, MAXIMUM_MANIFESTS).map(({ path, format, dependencies, unmatched }) => {
    const exact = unmatched === 0 ? '' : `, ${unmatched} of them without an exact version`;
    return terminalText(
      `${path} (${format}): ${counted(dependencies, 'dependency', 'dependencies')}${exact}`,
    );
  });
  const rest = manifests.slice(MAXIMUM_MANIFESTS);
  const inRest = rest.reduce((sum, { dependencies }) => sum + dependencies, 0);
  if (rest.length > 0)
    lines.push(`and ${rest.length} more manifests with ${counted(inRest, 'dependency', 'dependencies')}`);
  return lines;
}

/** Each problem once, with the places where it was met. */
function describeProblems(manifests: ScanReport['manifests']): readonly string[] {
  const places = new Map<string, Set<string>>();
  for (const { path, line, message } of manifests.flatMap(({ problems }) => problems)) {
    const place = line === null ? path : `${path}:${line}`;
    const known = places.get(message);
    if (known === undefined) places.set(message, new Set([place]));
    else known.add(place);
  }
  const lines = [...places]
    .slice(0, MAXIMUM_PROBLEMS)
    .flatMap(([message, where]) => [
      terminalText(`  ${listed([...where], MAXIMUM_PLACES)}:`),
      terminalText(`    ${message}`),
    ]);
  if (places.size > MAXIMUM_PROBLEMS) lines.push(`  and ${places.size - MAXIMUM_PROBLEMS} more problems`);
  return lines.length === 0 ? [] : ['', 'What could not be read or found:', ...lines];
}

/** A package version with all that is known against it, however many manifests have it. */
interface VulnerablePackage {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  /** One of each record, worst first. */
  readonly findings: readonly ScanFinding[];
  /** The severity of each vulnerability: records that share an id or an alias are one. */
  readonly severities: readonly Severity[];
  readonly manifests: readonly string[];
  readonly why: string;
}

function vulnerablePackages({ findings, dependencies }: ScanReport): readonly VulnerablePackage[] {
  const byVersion = new Map<string, ScanFinding[]>();
  for (const finding of findings) {
    const known = byVersion.get(fixKey(finding));
    if (known === undefined) byVersion.set(fixKey(finding), [finding]);
    else known.push(finding);
  }
  const reasons = new Map<string, Dependency>();
  for (const dependency of dependencies) {
    const key = fixKey(dependency);
    const known = reasons.get(key);
    if (byVersion.has(key) && (known === undefined || isNearer(dependency, known)))
      reasons.set(key, dependency);
  }
  const packages = Array.from(byVersion, ([key, all]) => {
    const reason = reasons.get(key);
    return describePackage(all, reason === undefined ? '–' : describeWhy(reason));
  });
  return packages.flatMap((item) => (item === null ? [] : [item])).toSorted(comparePackages);
}

function describePackage(all: readonly ScanFinding[], why: string): VulnerablePackage | null {
  const byAdvisory = new Map(all.map((finding) => [finding.advisory, finding]));
  const findings = [...byAdvisory.values()].toSorted(
    (a, b) => rank(b.severity) - rank(a.severity) || (a.advisory < b.advisory ? -1 : 1),
  );
  const [first] = findings;
  if (first === undefined) return null;
  const { ecosystem, name, version } = first;
  const united = uniteRecords(
    findings.map(({ advisory, aliases, severity }) => ({
      id: advisory,
      aliases,
      severity,
      summary: '',
      score: null,
      isWithdrawn: false,
    })),
  );
  const severities = united.map((records) => worst(records.map(({ severity }) => severity)));
  const manifests = [...new Set(all.map(({ manifest }) => manifest))].toSorted();
  return { ecosystem, name, version, findings, severities, manifests, why };
}

type Dependency = ScanReport['dependencies'][number];

/** What the project asks for itself tells more than what something brings in, and that more than what nothing leads to. */
function isNearer(left: Dependency, right: Dependency): boolean {
  const steps = ({ direct, paths }: Dependency) => (direct ? 0 : (paths[0]?.length ?? Infinity));
  return steps(left) < steps(right);
}

function describeWhy({ direct, scope, source, paths }: Dependency): string {
  const words: string[] = [];
  const first = paths[0]?.[0];
  if (direct) words.push('direct');
  else if (first !== undefined) words.push(`by ${first}`);
  if (scope !== 'RUNTIME') words.push(scope.toLowerCase());
  if (source !== 'REGISTRY') words.push(`from a ${source.toLowerCase()} source`);
  return words.length === 0 ? '–' : words.join(', ');
}

function describePackages(packages: readonly VulnerablePackage[], fixes: LowestFixes): string {
  const rows = packages.map((item) => [
    severityWord(worst(item.severities)),
    `${item.name} ${item.version}`,
    listed(
      item.findings.map(({ advisory }) => advisory),
      MAXIMUM_IDS,
    ),
    describeFix(item, fixes),
    listed(item.manifests, 1),
    item.why,
  ]);
  return textTable(['SEVERITY', 'PACKAGE', 'ADVISORY', 'FIXED IN', 'MANIFEST', 'WHY IT IS THERE'], rows);
}

/** The version that closes what can be closed, and how many records name no fix. */
function describeFix(item: VulnerablePackage, fixes: LowestFixes): string {
  const unfixed = item.findings.filter(({ fixed }) => fixed.length === 0).length;
  const fix = fixes.get(fixKey(item)) ?? '–';
  return unfixed === 0 || unfixed === item.findings.length ? fix : `${fix}, ${unfixed} without a fix`;
}

function describeSum(report: ScanReport, packages: readonly VulnerablePackage[]): string {
  const severities = packages.flatMap((item) => item.severities);
  const lines: string[] = [];
  if (severities.length > 0) {
    const vulnerabilities = counted(severities.length, 'known vulnerability', 'known vulnerabilities');
    const versions = counted(packages.length, 'package version', 'package versions');
    lines.push(`${vulnerabilities} in ${versions}: ${countBySeverity(severities)}.`);
    if (report.findings.length !== severities.length)
      lines.push(
        `The JSON report has ${report.findings.length} findings, one for each manifest and advisory record.`,
      );
    if (severities.includes('NONE'))
      lines.push('The records of unrated ones give no severity: of --fail-on, only NONE counts them.');
  } else {
    const known = report.manifests.filter(({ hasAdvisories }) => hasAdvisories);
    const matched = known.reduce((sum, each) => sum + each.dependencies - each.unmatched, 0);
    lines.push(
      matched > 0
        ? `No known vulnerability in ${counted(matched, 'dependency', 'dependencies')}.`
        : 'Nothing was matched: there is no dependency with an exact version that the advisories could be about.',
    );
  }
  return [...lines, ...describeUnmatched(report.manifests)].join('\n');
}

/** What the sum says nothing about. */
function describeUnmatched(manifests: ScanReport['manifests']): readonly string[] {
  const lines: string[] = [];
  const unmatched = manifests.reduce((sum, each) => sum + each.unmatched, 0);
  if (unmatched > 0)
    lines.push(
      `${counted(unmatched, 'dependency has', 'dependencies have')} no exact version here, so nothing is known of ${unmatched === 1 ? 'it' : 'them'}.`,
    );
  const silent = new Set(manifests.filter((each) => !each.hasAdvisories).map(({ ecosystem }) => ecosystem));
  if (silent.size > 0)
    lines.push(
      `Nothing is known of packages from ${[...silent].join(', ')}: no advisory given is about them.`,
    );
  return lines;
}

function countBySeverity(severities: readonly Severity[]): string {
  return SEVERITIES.toReversed()
    .map((severity) => [severity, severities.filter((each) => each === severity).length] as const)
    .filter(([, count]) => count > 0)
    .map(([severity, count]) => `${count} ${severityWord(severity).toLowerCase()}`)
    .join(', ');
}

/** A record without a severity is not harmless: nobody has rated it. */
function severityWord(severity: Severity): string {
  return severity === 'NONE' ? 'UNRATED' : severity;
}

function comparePackages(left: VulnerablePackage, right: VulnerablePackage): number {
  return (
    rank(worst(right.severities)) - rank(worst(left.severities)) ||
    compareText(left.ecosystem, right.ecosystem) ||
    compareText(left.name, right.name) ||
    compareText(left.version, right.version)
  );
}

function worst(severities: readonly Severity[]): Severity {
  return severities.reduce((known, next) => (rank(next) > rank(known) ? next : known), 'NONE');
}

function rank(severity: Severity): number {
  return SEVERITIES.indexOf(severity);
}

function listed(items: readonly string[], most: number): string {
  const rest = items.length - most;
  return items.slice(0, most).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
