import type { Severity } from '../advisories/advisory.js';
import { createMemoryMatcher } from '../advisories/memory-matcher.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { CliTools } from './cli-tools.js';
import { loadAdvisories, loadManifests } from './load-project.js';
import type { ExportInput } from '../exports/export-input.js';
import { findLowestFixes } from './lowest-fixes.js';
import { failsAt, scanManifests, type ScanReport } from './scan-report.js';
import { describeScan } from './scan-text.js';
import { terminalText } from './text-table.js';

/** How a scan can be printed. */
export const SCAN_FORMATS = ['text', 'json', 'cyclonedx', 'sarif', 'openvex'] as const;

export type ScanFormat = (typeof SCAN_FORMATS)[number];

/** What `backline scan` was asked. */
export interface ScanOptions {
  readonly advisories: readonly string[];
  readonly format: ScanFormat;
  readonly failOn: Severity | null;
}

/** Analyses a local folder. The exit code: 0, or 1 where something is found at or above `failOn`. */
export async function runScan(tools: CliTools, directory: string, options: ScanOptions): Promise<number> {
  const folder = await tools.openFolder(directory);
  for (const warning of folder.warnings) tools.warn(terminalText(warning));
  const manifests = await loadManifests(folder);
  if (manifests.length === 0) tools.warn('No manifest was found that Backline reads.');
  const { advisories, unspoken } = await loadAdvisories(tools, options.advisories, manifests);
  const matcher = createMemoryMatcher(advisories, ECOSYSTEMS);
  const { report, findings } = await scanManifests(matcher, manifests, unspoken);
  const input = {
    subject: folder.name,
    at: tools.clock(),
    inventories: manifests.map(({ inventory }) => inventory),
    findings,
    advisories: new Map(advisories.map((advisory) => [advisory.id, advisory])),
  };
  tools.print(
    options.format === 'text'
      ? describeScan(report, await findLowestFixes(matcher, findings))
      : await describe(options.format, report, input),
  );
  return options.failOn !== null && failsAt(report, options.failOn) ? 1 : 0;
}

/** Each format's writer is loaded when it is asked for: most scans need none. */
async function describe(
  format: Exclude<ScanFormat, 'text'>,
  report: ScanReport,
  input: ExportInput,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`;
    case 'cyclonedx':
      return (await import('../exports/cyclonedx.js')).writeCycloneDx(input);
    case 'sarif':
      return (await import('../exports/sarif.js')).writeSarif(input);
    case 'openvex':
      return (await import('../exports/openvex.js')).writeOpenVex(input);
  }
}
