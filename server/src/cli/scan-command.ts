import type { Severity } from '../advisories/advisory.js';
import { createMemoryMatcher } from '../advisories/memory-matcher.js';
import { ECOSYSTEMS } from '../ecosystems/registry.js';
import type { CliTools } from './cli-tools.js';
import { loadAdvisories, loadManifests } from './load-project.js';
import { describeScan, failsAt, scanManifests } from './scan-report.js';
import { terminalText } from './text-table.js';

/** What `backline scan` was asked. */
export interface ScanOptions {
  readonly advisories: readonly string[];
  readonly json: boolean;
  readonly failOn: Severity | null;
}

/** Analyses a local folder. The exit code: 0, or 1 where something is found at or above `failOn`. */
export async function runScan(tools: CliTools, directory: string, options: ScanOptions): Promise<number> {
  const folder = await tools.openFolder(directory);
  for (const warning of folder.warnings) tools.warn(terminalText(warning));
  const manifests = await loadManifests(folder);
  if (manifests.length === 0) tools.warn('No manifest was found that Backline reads.');
  const advisories = await loadAdvisories(tools, options.advisories, manifests);
  const report = await scanManifests(createMemoryMatcher(advisories, ECOSYSTEMS), manifests);
  tools.print(options.json ? `${JSON.stringify(report, null, 2)}\n` : describeScan(report));
  return options.failOn !== null && failsAt(report, options.failOn) ? 1 : 0;
}
