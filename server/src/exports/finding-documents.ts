import { createHash } from 'node:crypto';
import type { Advisory } from '../advisories/advisory.js';
import type { Dismissal } from '../findings/finding.js';
import { remedyOf, type ExportedFinding } from './export-input.js';
import { packageUrlOfSubject, VEX_CONTEXT, vexSubject } from './openvex.js';
import { SARIF_SCHEMA, sarifResult, sarifRule } from './sarif.js';
import { aliasesOf, type FindingRow } from './tables.js';

/** Pages of findings, ordered by project, and what documents need beside them. */
export interface FindingDocumentInput {
  readonly at: Date;
  readonly pages: AsyncIterable<readonly FindingRow[]>;
  readonly advisories: (ids: readonly string[]) => Promise<readonly Advisory[]>;
  /** Whether all are of one project: then manifests are named by their paths in it. */
  readonly isOfOneProject: boolean;
}

/** Records that are read at once for the rules. */
const RULES_AT_ONCE = 200;

/**
 * Findings of any number of projects as SARIF 2.1.0, piece by piece: results come before the rules that they point to, so that only
 * the names of the rules are kept. What is fixed passes its rule; what is dismissed is suppressed, with the reason.
 */
export async function* sarifDocument(input: FindingDocumentInput): AsyncGenerator<string> {
  const rules = new Map<string, Rule>();
  yield `{"$schema":${JSON.stringify(SARIF_SCHEMA)},"version":"2.1.0","runs":[{"columnKind":"utf16CodeUnits","results":[`;
  let separator = '\n';
  for await (const page of input.pages) {
    let text = '';
    for (const row of page) {
      const finding = exported(row, input.isOfOneProject);
      const { advisoryId } = finding;
      const rule = rules.get(advisoryId) ?? ruleOf(row, rules.size);
      rules.set(advisoryId, rule);
      text += separator + JSON.stringify({ ...sarifResult(finding, rule.index), ...standing(row) });
      separator = ',\n';
    }
    yield text;
  }
  const end = { executionSuccessful: true, endTimeUtc: input.at.toISOString() };
  yield `],"invocations":[${JSON.stringify(end)}],"tool":{"driver":{"name":"Backline","rules":[`;
  const ids = [...rules.keys()];
  for (let at = 0; at < ids.length; at += RULES_AT_ONCE) {
    const some = ids.slice(at, at + RULES_AT_ONCE);
    const texts = await ruleTexts(
      some.flatMap((id) => rules.get(id) ?? []),
      input.advisories,
    );
    yield `${at === 0 ? '\n' : ',\n'}${texts.join(',\n')}`;
  }
  yield ']}}}]}\n';
}

/** What is kept of a rule until the end. */
interface Rule {
  readonly index: number;
  readonly id: string;
  readonly recordIds: readonly string[];
  readonly summary: string;
  readonly severity: ExportedFinding['severity'];
  readonly score: number | null;
}

function ruleOf({ finding: { groupId, severity, score }, group }: FindingRow, index: number): Rule {
  const id = group?.primaryId ?? groupId;
  return { index, id, recordIds: group?.ids ?? [], summary: group?.summary ?? '', severity, score };
}

/** The weaknesses are those of all records of the group. */
async function ruleTexts(
  rules: readonly Rule[],
  read: FindingDocumentInput['advisories'],
): Promise<readonly string[]> {
  const records = new Map(
    (await read(rules.flatMap(({ recordIds }) => recordIds))).map((record) => [record.id, record]),
  );
  return rules.map((rule) => {
    const cwes = new Set(rule.recordIds.flatMap((id) => records.get(id)?.cwes ?? []));
    return JSON.stringify(sarifRule(rule.id, { summary: rule.summary, cwes: [...cwes] }, rule));
  });
}

/** How a result stands that nobody has to act on. */
function standing({ finding: { state, dismissal } }: FindingRow) {
  if (state === 'FIXED') return { kind: 'pass', level: 'none' };
  if (dismissal === null) return {};
  return { suppressions: [{ kind: 'external', status: 'accepted', justification: wordsOf(dismissal) }] };
}

/**
 * Findings of any number of projects as OpenVEX 0.2.0, piece by piece: one statement for each project, advisory and package version.
 * Its id is worked out while it is written, so it stands at the end.
 */
export async function* vexDocument(input: FindingDocumentInput): AsyncGenerator<string> {
  const digest = createHash('sha256');
  const timestamp = input.at.toISOString();
  const head = { '@context': VEX_CONTEXT, author: 'Backline', timestamp, version: 1, tooling: 'Backline' };
  yield `${JSON.stringify(head).slice(0, -1)},"statements":[`;
  let said = { projectId: '', keys: new Set<string>() };
  let separator = '\n';
  for await (const page of input.pages) {
    let text = '';
    for (const row of page) {
      const { projectId, versions } = row.finding;
      if (said.projectId !== projectId) said = { projectId, keys: new Set() };
      for (const version of versions) {
        const statement = statementOf(row, version);
        const key = JSON.stringify(statement);
        if (said.keys.has(key)) continue;
        said.keys.add(key);
        digest.update(key);
        text += separator + JSON.stringify({ ...statement, timestamp });
        separator = ',\n';
      }
    }
    yield text;
  }
  yield `],"@id":"urn:backline:vex:${digest.digest('hex')}"}\n`;
}

function statementOf(row: FindingRow, version: string) {
  const { finding, project } = row;
  const product = packageUrlOfSubject(project?.path ?? `project ${finding.projectId}`);
  // What is fixed is not there in that version any more.
  const subject = { ...exported(row, true), version: finding.state === 'FIXED' ? '' : version };
  return { ...vexSubject(product, subject), ...statusOf(row) };
}

/** https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md#status-labels: not affected says why, affected says what to do. */
function statusOf({ finding }: FindingRow) {
  const { state, dismissal } = finding;
  if (state === 'FIXED') return { status: 'fixed' };
  const remedy = remedyOf({ name: finding.packageName, fixed: finding.fixedVersions });
  if (dismissal === null) return { status: 'affected', action_statement: remedy };
  const words = wordsOf(dismissal);
  switch (dismissal.reason) {
    case 'NOT_USED':
      return {
        status: 'not_affected',
        justification: 'vulnerable_code_not_in_execute_path',
        impact_statement: words,
      };
    case 'MITIGATED':
      return {
        status: 'not_affected',
        justification: 'inline_mitigations_already_exist',
        impact_statement: words,
      };
    case 'FALSE_POSITIVE':
      return { status: 'not_affected', impact_statement: words };
    default:
      return { status: 'affected', action_statement: `${remedy} ${words}` };
  }
}

function wordsOf({ reason, comment, by, until }: Dismissal): string {
  const end = until === null ? '' : ` until ${until.slice(0, 10)}`;
  const why = comment === null ? '' : `: ${comment}`;
  return `Dismissed by ${by} as ${reason.toLowerCase().replaceAll('_', ' ')}${end}${why}`;
}

function exported({ finding, project, group }: FindingRow, isOfOneProject: boolean): ExportedFinding {
  return {
    ecosystem: finding.ecosystem,
    name: finding.packageName,
    version: finding.versions.join(', '),
    advisoryId: group?.primaryId ?? finding.groupId,
    aliases: aliasesOf(group),
    severity: finding.severity,
    score: finding.score,
    fixed: finding.fixedVersions,
    because: finding.because,
    manifest: isOfOneProject ? finding.manifestPath : `${project?.path ?? ''}/${finding.manifestPath}`,
  };
}
