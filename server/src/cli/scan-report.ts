import { SEVERITIES, type AdvisoryMatcher, type Severity } from '../advisories/advisory.js';
import type { EcosystemId } from '../ecosystems/ecosystem.js';
import type { ExportedFinding } from '../exports/export-input.js';
import { collapse, createPathFinder } from '../inventory/graph.js';
import type { DependencyScope, ManifestProblem, PackageSource } from '../inventory/inventory.js';
import { isMatchable } from '../plans/plan-findings.js';
import type { PlanManifest } from '../plans/plan-input.js';

const MAXIMUM_PATHS = 5;

/** What `scan --json` prints: a contract. Fields are added, never renamed. */
export interface ScanReport {
  readonly manifests: readonly {
    readonly path: string;
    readonly ecosystem: string;
    readonly format: string;
    readonly dependencies: number;
    /** False where versions are only declared: then exact ones are matched, and ranges are listed. */
    readonly locked: boolean;
    /** How many of the dependencies have no exact version here, so that no advisory was matched with them. */
    readonly unmatched: number;
    /** Whether any of the advisories given is about packages of this ecosystem. */
    readonly hasAdvisories: boolean;
    readonly problems: readonly ManifestProblem[];
  }[];
  readonly dependencies: readonly {
    readonly ecosystem: string;
    readonly name: string;
    readonly version: string;
    readonly manifest: string;
    readonly direct: boolean;
    readonly scope: DependencyScope;
    /** REGISTRY, or GIT, TARBALL or FILE for what names another source than a registry. */
    readonly source: PackageSource;
    readonly paths: readonly (readonly string[])[];
  }[];
  readonly findings: readonly ScanFinding[];
}

/** One package version and one advisory record in one manifest. */
export interface ScanFinding {
  readonly ecosystem: string;
  readonly name: string;
  readonly version: string;
  readonly advisory: string;
  readonly aliases: readonly string[];
  readonly severity: Severity;
  readonly fixed: readonly string[];
  /** Which event or listed version of the record made it match. */
  readonly because: string;
  readonly manifest: string;
}

/** A report, and the matches that it was made from, for other formats. */
export interface ScanResult {
  readonly report: ScanReport;
  readonly findings: readonly ExportedFinding[];
}

/** Says what a folder's manifests hold and what is known against it; of `unspoken` ecosystems nothing is known. */
export async function scanManifests(
  matcher: AdvisoryMatcher,
  manifests: readonly PlanManifest[],
  unspoken: ReadonlySet<EcosystemId> = new Set(),
): Promise<ScanResult> {
  const listed: ScanReport['manifests'][number][] = [];
  const dependencies: ScanReport['dependencies'][number][] = [];
  const findings: ExportedFinding[] = [];
  for (const { inventory } of manifests) {
    const { path, ecosystem, format, isLocked, problems } = inventory;
    const rows = collapse(inventory);
    const matchable = rows.filter((row) => isMatchable(inventory, row.version));
    const finder = createPathFinder(inventory);
    listed.push({
      path,
      ecosystem,
      format,
      dependencies: rows.length,
      locked: isLocked,
      unmatched: rows.length - matchable.length,
      hasAdvisories: !unspoken.has(ecosystem),
      problems,
    });
    for (const { name, version, isDirect, scope, source, indexes } of rows) {
      const paths = indexes.flatMap((index) => finder.shortestPaths(index, MAXIMUM_PATHS));
      const shortest = paths.toSorted((a, b) => a.length - b.length).slice(0, MAXIMUM_PATHS);
      dependencies.push({
        ecosystem,
        name,
        version,
        manifest: path,
        direct: isDirect,
        scope,
        source,
        paths: shortest,
      });
    }
    const asked = matchable.map(({ name, version }) => ({ ecosystem, name, version }));
    for (const match of await matcher.match(asked)) findings.push({ ...match, manifest: path });
  }
  const sorted = findings.toSorted(compareFindings);
  return { report: { manifests: listed, dependencies, findings: sorted.map(findingOf) }, findings: sorted };
}

/** Whether a report has a finding at or above a severity. */
export function failsAt(report: ScanReport, severity: Severity): boolean {
  return report.findings.some(
    (finding) => SEVERITIES.indexOf(finding.severity) >= SEVERITIES.indexOf(severity),
  );
}

function findingOf({
  advisoryId: advisory,
  ecosystem,
  name,
  version,
  aliases,
  severity,
  fixed,
  because,
  manifest,
}: ExportedFinding): ScanFinding {
  return { ecosystem, name, version, advisory, aliases, severity, fixed, because, manifest };
}

function compareFindings(left: ExportedFinding, right: ExportedFinding): number {
  return (
    SEVERITIES.indexOf(right.severity) - SEVERITIES.indexOf(left.severity) ||
    compare(left.manifest, right.manifest) ||
    compare(left.name, right.name) ||
    compare(left.version, right.version) ||
    compare(left.advisoryId, right.advisoryId)
  );
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
