import { createHash } from 'node:crypto';
import type { Advisory, Severity } from '../advisories/advisory.js';
import { type ExportedFinding, type ExportInput, remedyOf } from './export-input.js';

export const SARIF_SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  NONE: 'warning',
  LOW: 'note',
  MEDIUM: 'warning',
  HIGH: 'error',
  CRITICAL: 'error',
  MALICIOUS: 'error',
};

/** A number for tools that sort by one, where the record has a word and no score. What nobody rated has none: 0 would mean harmless. */
const SCORES_BY_WORD: Readonly<Record<Severity, number | null>> = {
  NONE: null,
  LOW: 3,
  MEDIUM: 5.5,
  HIGH: 8,
  CRITICAL: 9.5,
  MALICIOUS: 10,
};

/**
 * The findings as SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html): a rule is an advisory, a
 * result is a package version that it concerns in one manifest. Fingerprints leave the version out, as a finding's key does.
 */
export function writeSarif(input: ExportInput): string {
  const ids = [...new Set(input.findings.map(({ advisoryId }) => advisoryId))].toSorted();
  const indexes = new Map(ids.map((id, index) => [id, index]));
  const rules = ids.map((id) =>
    sarifRule(
      id,
      input.advisories.get(id),
      input.findings.find(({ advisoryId }) => advisoryId === id),
    ),
  );
  const log = {
    $schema: SARIF_SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Backline', rules } },
        automationDetails: { id: `backline/${input.subject}/` },
        columnKind: 'utf16CodeUnits',
        results: input.findings.map((finding) => sarifResult(finding, indexes.get(finding.advisoryId) ?? -1)),
        invocations: [
          {
            executionSuccessful: true,
            endTimeUtc: input.at.toISOString(),
            toolExecutionNotifications: notifications(input),
          },
        ],
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

/** What a record says, as a rule. */
export function sarifRule(
  id: string,
  advisory: Pick<Advisory, 'summary' | 'cwes'> | undefined,
  finding: Pick<ExportedFinding, 'severity' | 'score'> | undefined,
) {
  const severity = finding?.severity ?? 'NONE';
  const score = finding?.score ?? SCORES_BY_WORD[severity];
  const summary = advisory?.summary ?? '';
  return {
    id,
    shortDescription: { text: summary === '' ? id : summary },
    fullDescription: { text: `${id}${summary === '' ? '' : `: ${summary}`}` },
    helpUri: `https://osv.dev/vulnerability/${encodeURIComponent(id)}`,
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: [
        'security',
        'vulnerability',
        ...(advisory?.cwes ?? []).map((cwe) => `external/cwe/${cwe.toLowerCase()}`),
      ],
      ...(score === null ? {} : { 'security-severity': score.toFixed(1) }),
    },
  };
}

/** One finding, of the rule at this place among the rules. */
export function sarifResult(finding: ExportedFinding, ruleIndex: number) {
  const { advisoryId, name, version, manifest, because, severity } = finding;
  return {
    ruleId: advisoryId,
    ruleIndex,
    level: LEVELS[severity],
    message: { text: `${name} ${version} is affected by ${advisoryId} (${because}). ${remedyOf(finding)}` },
    locations: [
      { physicalLocation: { artifactLocation: { uri: uriOf(manifest) }, region: { startLine: 1 } } },
    ],
    partialFingerprints: { 'backlineFinding/v1': fingerprint(finding) },
  };
}

/** Problems of manifests, so that a file that was not read is not taken for one without findings. */
function notifications({ inventories }: ExportInput) {
  return inventories.flatMap(({ problems }) =>
    problems.map(({ path, line, message, code }) => ({
      descriptor: { id: code },
      level: 'warning',
      message: { text: message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: uriOf(path) },
            ...(line === null ? {} : { region: { startLine: line } }),
          },
        },
      ],
    })),
  );
}

function uriOf(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function fingerprint({ manifest, ecosystem, name, advisoryId }: ExportedFinding): string {
  return createHash('sha256')
    .update([manifest, ecosystem, name, advisoryId].join('\n'))
    .digest('hex')
    .slice(0, 32);
}
