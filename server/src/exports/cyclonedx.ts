import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import type { Advisory, Severity } from '../advisories/advisory.js';
import { isOwn, SCOPE_ORDER } from '../inventory/graph.js';
import type { DependencyScope, Inventory, InventoryPackage } from '../inventory/inventory.js';
import { isMatchable } from '../plans/plan-findings.js';
import { type ExportedFinding, type ExportInput, remedyOf } from './export-input.js';
import { packageUrl } from './package-url.js';

const ROOT = 'subject';

const SCOPES: Readonly<Record<DependencyScope, Enums.ComponentScope>> = {
  RUNTIME: Enums.ComponentScope.Required,
  PEER: Enums.ComponentScope.Required,
  OPTIONAL: Enums.ComponentScope.Optional,
  TEST: Enums.ComponentScope.Excluded,
  DEVELOPMENT: Enums.ComponentScope.Excluded,
};

/** CycloneDX has no word for malware: it is the worst there is, and a property says so. */
const SEVERITY_WORDS: Readonly<Record<Severity, Enums.Vulnerability.Severity>> = {
  NONE: Enums.Vulnerability.Severity.Unknown,
  LOW: Enums.Vulnerability.Severity.Low,
  MEDIUM: Enums.Vulnerability.Severity.Medium,
  HIGH: Enums.Vulnerability.Severity.High,
  CRITICAL: Enums.Vulnerability.Severity.Critical,
  MALICIOUS: Enums.Vulnerability.Severity.Critical,
};

/**
 * The inventory, its graph and its findings as CycloneDX 1.6 JSON (https://cyclonedx.org/docs/1.6/json/). A package version
 * is one component however often it is installed; its manifests are properties. What is only used to develop or test has
 * the scope `excluded`, as the specification has it. A declared range is no version: it is a property too.
 */
export function writeCycloneDx(input: ExportInput): string {
  const bom = new Models.Bom();
  bom.metadata.timestamp = input.at;
  bom.metadata.tools.components.add(new Models.Component(Enums.ComponentType.Application, 'backline'));
  const root = new Models.Component(Enums.ComponentType.Application, input.subject, { bomRef: ROOT });
  bom.metadata.component = root;
  const components = new Map<string, Models.Component>();
  for (const inventory of input.inventories) addInventory(inventory, root, components);
  for (const component of components.values()) bom.components.add(component);
  for (const [id, findings] of groupByAdvisory(input.findings))
    bom.vulnerabilities.add(vulnerability(id, findings, { components, advisory: input.advisories.get(id) }));
  const factory = new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6);
  return new Serialize.JsonSerializer(factory).serialize(bom, { sortLists: true, space: 2 });
}

function groupByAdvisory(findings: readonly ExportedFinding[]): ReadonlyMap<string, ExportedFinding[]> {
  const groups = new Map<string, ExportedFinding[]>();
  for (const finding of findings) {
    const known = groups.get(finding.advisoryId);
    if (known === undefined) groups.set(finding.advisoryId, [finding]);
    else known.push(finding);
  }
  return groups;
}

function addInventory(
  inventory: Inventory,
  root: Models.Component,
  components: Map<string, Models.Component>,
): void {
  const own = inventory.packages.map((item) =>
    isOwn(item) ? root : componentFor(inventory, item, components),
  );
  inventory.packages.forEach((item, index) => {
    const from = own[index];
    for (const { target } of item.requires) {
      const to = target === null ? undefined : own[target];
      if (from !== undefined && to !== undefined && to !== root && from !== to)
        from.dependencies.add(to.bomRef);
    }
  });
}

function componentFor(
  inventory: Inventory,
  item: InventoryPackage,
  components: Map<string, Models.Component>,
): Models.Component {
  const { ecosystem, path } = inventory;
  const { name, version } = item;
  const isRange = version !== '' && !isMatchable(inventory, version);
  const ref = isRange ? `${ecosystem}:${name}@${version}` : refOf({ ecosystem, name, version });
  const known = components.get(ref);
  const component =
    known ??
    new Models.Component(Enums.ComponentType.Library, name, {
      bomRef: ref,
      ...(isRange ? {} : { version }),
      scope: SCOPES[item.scope],
    });
  if (known === undefined) {
    components.set(ref, component);
    const purl = item.source === 'REGISTRY' ? packageUrl(ecosystem, name, isRange ? '' : version) : null;
    if (purl !== null) component.purl = purl;
    component.properties.add(new Models.Property('backline:ecosystem', ecosystem));
    if (isRange) component.properties.add(new Models.Property('backline:range', version));
  }
  const before = component.scope ?? Enums.ComponentScope.Excluded;
  if (strength(SCOPES[item.scope]) < strength(before)) component.scope = SCOPES[item.scope];
  if (![...component.properties].some(({ name, value }) => name === 'backline:manifest' && value === path))
    component.properties.add(new Models.Property('backline:manifest', path));
  return component;
}

/** The stronger scope of several comes first. */
function strength(scope: Enums.ComponentScope): number {
  return SCOPE_ORDER.findIndex((ours) => SCOPES[ours] === scope);
}

function refOf(item: Pick<ExportedFinding, 'ecosystem' | 'name' | 'version'>): string {
  return (
    packageUrl(item.ecosystem, item.name, item.version) ?? `${item.ecosystem}:${item.name}@${item.version}`
  );
}

function vulnerability(
  id: string,
  findings: readonly ExportedFinding[],
  {
    components,
    advisory,
  }: { readonly components: ReadonlyMap<string, Models.Component>; readonly advisory: Advisory | undefined },
): Models.Vulnerability.Vulnerability {
  const [first] = findings;
  const entry = new Models.Vulnerability.Vulnerability({
    bomRef: `vulnerability:${id}`,
    id,
    source: new Models.Vulnerability.Source({ name: 'OSV', url: `https://osv.dev/vulnerability/${id}` }),
    ...(advisory === undefined || advisory.summary === '' ? {} : { description: advisory.summary }),
    ...(first === undefined ? {} : { recommendation: remedyOf(first) }),
  });
  if (first !== undefined) {
    const rating = new Models.Vulnerability.Rating({ severity: SEVERITY_WORDS[first.severity] });
    if (first.score !== null) rating.score = first.score;
    const vector = advisory?.vector ?? null;
    if (vector !== null) Object.assign(rating, { vector, method: methodOf(vector) });
    entry.ratings.add(rating);
    if (first.severity === 'MALICIOUS')
      entry.properties.add(new Models.Property('backline:malicious', 'true'));
    for (const alias of first.aliases)
      entry.references.add(
        new Models.Vulnerability.Reference(
          alias,
          new Models.Vulnerability.Source({ name: 'OSV', url: `https://osv.dev/vulnerability/${alias}` }),
        ),
      );
  }
  for (const cwe of advisory?.cwes ?? []) entry.cwes.add(Number(cwe.slice('CWE-'.length)));
  for (const ref of new Set(findings.map(refOf))) {
    const component = components.get(ref);
    if (component !== undefined) entry.affects.add(new Models.Vulnerability.Affect(component.bomRef));
  }
  return entry;
}

function methodOf(vector: string): Enums.Vulnerability.RatingMethod {
  if (vector.startsWith('CVSS:4.0/')) return Enums.Vulnerability.RatingMethod.CVSSv4;
  if (vector.startsWith('CVSS:3.1/')) return Enums.Vulnerability.RatingMethod.CVSSv31;
  if (vector.startsWith('CVSS:3.0/')) return Enums.Vulnerability.RatingMethod.CVSSv3;
  return Enums.Vulnerability.RatingMethod.CVSSv2;
}
