import { createHash } from 'node:crypto';
import { type ExportedFinding, type ExportInput, remedyOf } from './export-input.js';
import { packageUrl } from './package-url.js';

export const VEX_CONTEXT = 'https://openvex.dev/ns/v0.2.0';

/**
 * The findings as OpenVEX 0.2.0 (https://github.com/openvex/spec/blob/main/OPENVEX-SPEC.md): one statement for each advisory
 * and package version, status `affected`, with what to do. The product is the analysed subject, the package its
 * subcomponent. The document's id comes from its content without the time: the same findings have the same id.
 */
export function writeOpenVex(input: ExportInput): string {
  const timestamp = input.at.toISOString();
  const product = packageUrlOfSubject(input.subject);
  const statements = statementsOf(input.findings).map((finding) => ({
    ...vexSubject(product, finding),
    status: 'affected',
    status_notes: `${finding.name} ${finding.version}: ${finding.because}.`,
    action_statement: remedyOf(finding),
  }));
  const digest = createHash('sha256')
    .update(JSON.stringify([product, statements]))
    .digest('hex');
  const document = {
    '@context': VEX_CONTEXT,
    '@id': `urn:backline:vex:${digest}`,
    author: 'Backline',
    timestamp,
    version: 1,
    tooling: 'Backline',
    statements: statements.map((statement) => ({
      ...statement,
      timestamp,
      action_statement_timestamp: timestamp,
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** What a statement is about: a vulnerability, and the package in the product that it is in. */
export function vexSubject(
  product: string,
  finding: Pick<ExportedFinding, 'advisoryId' | 'aliases' | 'ecosystem' | 'name' | 'version'>,
) {
  return {
    vulnerability: {
      '@id': `https://osv.dev/vulnerability/${encodeURIComponent(finding.advisoryId)}`,
      name: finding.advisoryId,
      ...(finding.aliases.length === 0 ? {} : { aliases: finding.aliases }),
    },
    products: [{ '@id': product, subcomponents: [{ '@id': subcomponent(finding) }] }],
  };
}

/** One for each advisory and package version: the same one in several manifests is said once. */
function statementsOf(findings: readonly ExportedFinding[]): readonly ExportedFinding[] {
  const distinct = new Map<string, ExportedFinding>();
  for (const finding of findings) {
    const key = [finding.advisoryId, finding.ecosystem, finding.name, finding.version].join('\n');
    if (!distinct.has(key)) distinct.set(key, finding);
  }
  return [...distinct.values()];
}

function subcomponent({
  ecosystem,
  name,
  version,
}: Pick<ExportedFinding, 'ecosystem' | 'name' | 'version'>): string {
  return packageUrl(ecosystem, name, version) ?? `${ecosystem}:${name}@${version}`;
}

/** A product that no registry knows, by its name. */
export function packageUrlOfSubject(subject: string): string {
  return `pkg:generic/${encodeURIComponent(subject)}`;
}
