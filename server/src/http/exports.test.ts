import { get } from 'node:http';
import { Readable } from 'node:stream';
import { ADVISORIES, APP, type Caller, startTestBackline, type TestBackline } from '../../test/backline.js';
import { eventually } from '../../test/jobs.js';
import type { AuditSeal, RecordWithHash } from '../audit/audit-chain.js';
import { sealAudit } from '../audit/seal-audit.js';
import { verifyChain } from '../audit/verify-chain.js';

jest.setTimeout(120_000);

let world: TestBackline;
let projectId: string;
beforeAll(async () => {
  world = await startTestBackline();
  await world.importAdvisories(ADVISORIES);
  await world.project('shop', APP);
  await world.project('cmd', APP);
  await world.connect();
  projectId = (await world.projectByPath('shop')).id;
});
afterAll(() => world.close());

async function download(file: string, query: Record<string, unknown> = {}, caller?: Caller) {
  const parameters = Object.entries(query).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  const { token, cookie, headers } = caller ?? { token: world.adminToken };
  const response = await fetch(`${world.url}/export/${file}?${new URLSearchParams(parameters).toString()}`, {
    headers: {
      ...(token == null ? {} : { authorization: `Bearer ${token}` }),
      ...(cookie === undefined ? {} : { cookie }),
      ...headers,
    },
  });
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
  return { status: response.status, headers: response.headers, text };
}

/** The rows of a table by its head; cells of these tests hold no quoted commas or breaks but in lists. */
function rowsOf(text: string): readonly Record<string, string>[] {
  const [head = '', ...lines] = text
    .replace(/^\ufeff/, '')
    .split('\r\n')
    .filter((line) => line !== '');
  const cells = (line: string) =>
    [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
      ([, quoted, plain]) => quoted ?? plain ?? '',
    );
  const titles = cells(head);
  return lines.map((line) =>
    Object.fromEntries(cells(line).map((cell, index) => [titles[index] ?? '', cell])),
  );
}

describe('tables', () => {
  it('have what the list of the API has, with its filter and order', async () => {
    const filter = { projectId, severity: ['HIGH'], state: ['OPEN'] };
    const { status, headers, text } = await download('findings.csv', { filter, orderBy: 'RISK' });
    expect(status).toBe(200);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': expect.stringMatching(
        /^attachment; filename="backline-findings-\d{4}-\d\d-\d\d\.csv"$/,
      ),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(text.startsWith('\ufeffProject,Manifest,Ecosystem,Package,')).toBe(true);
    const list = await world.graphql(
      `query ($filter: FindingFilter) { findings(first: 100, filter: $filter, orderBy: { field: RISK }) { nodes {
        packageName severity state remediationPlan { title } unfixedReason { message } dueAt project { path } } } }`,
      { filter },
    );
    const rows = rowsOf(text);
    expect(rows).toHaveLength(3);
    expect(
      rows.map((row) => [
        row['Package'],
        row['Project'],
        row['Plan'],
        row['Why there is no plan'],
        row['Due'],
      ]),
    ).toEqual(
      list.data.findings.nodes.map((node: any) => [
        node.packageName,
        node.project.path,
        node.remediationPlan?.title ?? '',
        node.unfixedReason?.message ?? '',
        node.dueAt === null ? '' : new Date(node.dueAt).toISOString(),
      ]),
    );
  });

  it.each([
    ['findings.csv', 6],
    ['projects.csv', 2],
    ['plans.csv', 2],
    ['advisories.csv', 3],
    ['merge-requests.csv', 0],
  ])('%s without a filter have every row', async (file, count) => {
    const { status, text } = await download(file);
    expect(status).toBe(200);
    expect(rowsOf(text)).toHaveLength(count);
  });

  it('have the dependencies of one project', async () => {
    const all = rowsOf((await download('dependencies.csv', { filter: { projectId } })).text);
    expect(all.map((row) => `${row['Package']}@${row['Version']}`)).toEqual([
      'deep-lib@2.0.0',
      'left-lib@1.0.0',
      'mid-lib@1.0.0',
      'stuck-lib@1.0.0',
    ]);
    const few = await download('dependencies.csv', { filter: { projectId, isDirect: false } });
    expect(rowsOf(few.text).map((row) => row['Package URL'])).toEqual(['pkg:npm/deep-lib@2.0.0']);
  });

  it.each([
    ['findings.csv', 'findings', 'FindingOrder', 'packageName', 'Package'],
    ['projects.csv', 'projects', 'ProjectOrder', 'path', 'Project'],
    ['plans.csv', 'remediationPlans', 'RemediationPlanOrder', 'title', 'Plan'],
    ['merge-requests.csv', 'mergeRequests', 'MergeRequestOrder', 'title', 'Title'],
    ['advisories.csv', 'advisories', 'AdvisoryOrder', 'advisoryId', 'Advisory'],
  ])('%s go every way that the list of the API goes', async (file, list, input, field, column) => {
    const { data } = await world.graphql(
      `{ fields: __type(name: "${input}Field") { enumValues { name } }
        directions: __type(name: "OrderDirection") { enumValues { name } } }`,
    );
    const names = (type: any): string[] => type.enumValues.map(({ name }: any) => name);
    for (const each of names(data.fields)) {
      for (const direction of [...names(data.directions), null]) {
        const orderBy = direction === null ? { field: each } : { field: each, direction };
        const { data: page } = await world.graphql(
          `query ($orderBy: ${input}!) { ${list}(first: 100, orderBy: $orderBy) { nodes { ${field} } } }`,
          { orderBy },
        );
        const expected = page[list].nodes.map((node: any) => node[field]);
        const rows = rowsOf((await download(file, { orderBy })).text);
        expect(rows.map((row) => row[column])).toEqual(expected);
        if (direction !== null) continue;
        const short = rowsOf((await download(file, { orderBy: each })).text);
        expect(short.map((row) => row[column])).toEqual(expected);
      }
    }
  });

  it.each([
    [{ orderBy: 'secret-token' }, /Values of field: (SEVERITY|[A-Z]+, .*SEVERITY).*\.$/],
    [{ orderBy: { field: 'SEVERITY', direction: 'UP' } }, /Values of direction: ASC, DESC\.$/],
    [{ orderBy: { direction: 'ASC' } }, /Fields: field, direction\.$/],
    [{ orderBy: '{"field":' }, /Fields: field, direction\.$/],
    [{ orderBy: '{"field":{"toString":1}}' }, /Values of field: /],
    [{ filter: { severity: ['x'] } }, /Values of severity: .*CRITICAL/],
    [{ filter: { constructor: 1 } }, /Fields: .*severity/],
  ])('%j is told what it may be', async (query, expected) => {
    const { status, text } = await download('findings.csv', query);
    expect(status).toBe(400);
    expect(JSON.parse(text).errors[0].message).toMatch(expected);
  });

  it('hold no formulas, whoever wrote the text', async () => {
    await world.sql(`UPDATE project SET name = name, reasons = '[{"code":"MIRROR","message":"=HYPERLINK(\\"x\\")"}]'
      WHERE path LIKE '%shop'`);
    const [row] = rowsOf((await download('projects.csv', { filter: { search: 'shop' } })).text);
    expect(row?.['Why']).toBe(`'=HYPERLINK(""x"")`);
    await world.sql(`UPDATE project SET reasons = '[]' WHERE path LIKE '%shop'`);
  });
});

describe('documents', () => {
  it('are SARIF whose results point to their rules', async () => {
    const { headers, text } = await download('findings.sarif.json', { filter: { projectId } });
    expect(headers.get('content-type')).toBe('application/sarif+json');
    const log = JSON.parse(text);
    const [run] = log.runs;
    expect(log).toMatchObject({ version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json' });
    expect(run.results).toHaveLength(3);
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe('package-lock.json');
    }
    expect(
      run.tool.driver.rules.map(({ shortDescription }: any) => shortDescription.text).toSorted(),
    ).toEqual(['deep-lib misbehaves', 'left-lib misbehaves', 'stuck-lib misbehaves']);
  });

  it('name the project where they are of several', async () => {
    const [run] = JSON.parse((await download('findings.sarif.json')).text).runs;
    const places = run.results.map(
      (result: any) => result.locations[0].physicalLocation.artifactLocation.uri,
    );
    expect(new Set(places).size).toBe(2);
    expect(places).toContain('acme/shop/package-lock.json');
  });

  it('are OpenVEX, and say what a person decided', async () => {
    const found = await world.graphql(
      `query ($id: ID!) { findings(first: 9, filter: { projectId: $id, packageName: "stuck-lib" }) { nodes { id } } }`,
      { id: projectId },
    );
    const [{ id }] = found.data.findings.nodes;
    await world.graphql(
      `mutation ($input: DismissFindingsInput!) { dismissFindings(input: $input) { userErrors { code } } }`,
      { input: { ids: [id], reason: 'NOT_USED', comment: 'Only its types.' } },
    );
    const vex = JSON.parse((await download('findings.openvex.json', { filter: { projectId } })).text);
    expect(vex).toMatchObject({
      '@context': 'https://openvex.dev/ns/v0.2.0',
      author: 'Backline',
      version: 1,
    });
    expect(vex['@id']).toMatch(/^urn:backline:vex:[0-9a-f]{64}$/);
    const statements = new Map(vex.statements.map((each: any) => [each.vulnerability.name, each]));
    expect(statements.get('GHSA-cccc-cccc-cccc')).toMatchObject({
      status: 'not_affected',
      justification: 'vulnerable_code_not_in_execute_path',
      impact_statement: expect.stringContaining('Only its types.'),
    });
    expect(statements.get('GHSA-aaaa-aaaa-aaaa') ?? statements.get('CVE-2023-0001')).toMatchObject({
      status: 'affected',
      action_statement: 'Upgrade left-lib to 1.0.1 or later.',
      products: [{ '@id': 'pkg:generic/acme%2Fshop', subcomponents: [{ '@id': 'pkg:npm/left-lib@1.0.0' }] }],
    });
    const [run] = JSON.parse((await download('findings.sarif.json', { filter: { projectId } })).text).runs;
    expect(run.results.filter((result: any) => result.suppressions !== undefined)).toHaveLength(1);
  });

  it('are an inventory as CycloneDX', async () => {
    const { headers, text } = await download('inventory.cdx.json', { filter: { projectId } });
    expect(headers.get('content-disposition')).toMatch(/"backline-inventory-\d{4}-\d\d-\d\d\.cdx\.json"/);
    const bom = JSON.parse(text);
    expect(bom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.6' });
    expect(bom.components).toHaveLength(4);
    expect(bom.vulnerabilities).toHaveLength(3);
  });
});

describe('who asks, and what', () => {
  it.each([
    ['unknown field', 'findings.csv', { filter: { nonsense: 1 } }, 'filter'],
    ['wrong value', 'findings.csv', { filter: { severity: ['secret-token'] } }, 'filter.severity.0'],
    ['wrong type', 'projects.csv', { filter: { search: 5 } }, 'filter.search'],
    ['wrong id', 'plans.csv', { filter: { projectId: 'x' } }, 'filter'],
    ['no JSON', 'plans.csv', { filter: '{' }, 'filter'],
    ['no object', 'plans.csv', { filter: '[1]' }, 'filter'],
    ['NUL', 'findings.csv', { filter: { search: 'a\0' } }, 'filter'],
    ['wrong order', 'findings.csv', { orderBy: 'secret-token' }, 'orderBy'],
    ['an order where there is none', 'audit.csv', { orderBy: 'x' }, 'orderBy'],
    ['an order of a document', 'findings.sarif.json', { orderBy: 'SEVERITY' }, 'orderBy'],
    ['unknown parameter', 'findings.csv', { first: '5' }, 'query'],
    ['no project', 'dependencies.csv', {}, 'filter.projectId'],
    ['more than the project', 'inventory.cdx.json', { filter: { projectId: 'x', isDirect: true } }, 'filter'],
  ])('%s is BAD_INPUT, names the field and repeats no value', async (_, file, query, field) => {
    const { status, headers, text } = await download(file, query);
    expect(status).toBe(400);
    expect(JSON.parse(text).errors[0].extensions).toEqual({ code: 'BAD_INPUT', field });
    expect(text).not.toContain('secret-token');
    expect(headers.get('content-disposition')).toBeNull();
  });

  it.each([
    ['nobody', {}, 'findings.csv', 401, 'UNAUTHENTICATED'],
    ['a wrong token', { token: 'bl_wrong' }, 'findings.csv', 401, 'UNAUTHENTICATED'],
  ] as const)('%s gets nothing', async (_, caller, file, status, code) => {
    const answer = await download(file, {}, caller);
    expect([answer.status, JSON.parse(answer.text).errors[0].extensions.code]).toEqual([status, code]);
  });

  it('a token that may read gets lists, and not the audit log', async () => {
    const made = await world.graphql(
      `mutation { createApiToken(input: { name: "r", scopes: [READ] }) { secret } }`,
    );
    const token = made.data.createApiToken.secret;
    expect((await download('findings.csv', {}, { token })).status).toBe(200);
    expect((await download('audit.csv', {}, { token })).status).toBe(403);
    expect(rowsOf((await download('audit.csv')).text).length).toBeGreaterThan(3);
  });

  it('an administrator gets the audit log with all by which anybody can check it', async () => {
    const { verifyAudit, inTransaction } = world.backline.core;
    await sealAudit({ inTransaction, clock: () => new Date() });
    const lines = async (file: string, query = {}) =>
      (await download(file, query)).text
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [JSON.parse(line)]));
    const seals: AuditSeal[] = await lines('audit-seals.jsonl');
    const records: RecordWithHash[] = await lines('audit.jsonl');
    const verdict = await verifyChain({
      seals: () => Readable.from([seals]),
      records: () => Promise.resolve(records.map(({ hash: _hash, seal: _seal, ...record }) => record)),
      countSettled: () => Promise.resolve(records.filter(({ seal }) => seal !== null).length),
      countWaiting: () => Promise.resolve(records.filter(({ seal }) => seal === null).length),
      firstStranger: () => Promise.resolve(null),
    });
    expect(verdict).toMatchObject({ fault: null, sealedRecords: expect.any(Number) });
    expect(verdict.sealedRecords).toBeGreaterThan(5);
    expect(verdict.lastHash).toBe((await verifyAudit()).lastHash);
    const made = await lines('audit.jsonl', { filter: { action: 'account.created' } });
    expect(made).toEqual([
      expect.objectContaining({
        operation: 'createFirstAccount',
        after: expect.objectContaining({ role: 'ADMIN' }),
      }),
    ]);
    for (const file of ['audit.jsonl', 'audit-seals.jsonl'])
      expect((await download(file, {}, { token: null })).status).toBe(401);
  });

  it('another site gets nothing, even with the cookie of a person', async () => {
    const caller = { token: world.adminToken, headers: { 'sec-fetch-site': 'cross-site' } };
    expect((await download('findings.csv', {}, caller)).status).toBe(403);
    const own = { token: world.adminToken, headers: { 'sec-fetch-site': 'same-origin' } };
    expect((await download('findings.csv', {}, own)).status).toBe(200);
  });

  it('what there is not is not found', async () => {
    expect((await download('passwords.csv')).status).toBe(404);
    const gone = Buffer.from('Project:999999').toString('base64url');
    expect((await download('dependencies.csv', { filter: { projectId: gone } })).status).toBe(404);
  });
});

describe('a file that is large', () => {
  const COUNT = 20_000;
  beforeAll(async () => {
    await world.sql(
      `INSERT INTO finding (project_id, manifest_path, ecosystem, package_name, group_id, versions, state, severity, severity_rank,
         is_direct, scope, paths, fixed_versions, because, first_seen_at)
       SELECT project_id, 'many/package-lock.json', ecosystem, 'lib-' || each || repeat('x', 900), group_id, versions, 'OPEN', 'LOW', 1, true, scope, paths,
         fixed_versions, because, first_seen_at
       FROM generate_series(1, $1::int) AS each CROSS JOIN (SELECT * FROM finding ORDER BY id LIMIT 1) AS one`,
      [COUNT],
    );
  });
  const asked = () => ({ headers: { authorization: `Bearer ${world.adminToken}` } });
  const filter = encodeURIComponent(JSON.stringify({ severity: ['LOW'] }));

  /** How many pages of findings were read; from one on the database may fail. */
  function watchPages(most = Number.POSITIVE_INFINITY) {
    const { findings } = world.backline.core.read;
    const paged = findings.paged.bind(findings);
    let read = 0;
    const spy = jest.spyOn(findings, 'paged').mockImplementation((...asked) => {
      const reader = paged(...asked);
      return {
        counts: reader.counts,
        pages: (window) => {
          read += 1;
          return read > most ? Promise.reject(new Error('gone')) : reader.pages(window);
        },
      };
    });
    return { read: () => read, restore: () => spy.mockRestore() };
  }

  it('has every row once', async () => {
    const { text } = await download('findings.csv', { filter: { severity: ['LOW'] } });
    const names = rowsOf(text).map((row) => row['Package']);
    expect(names).toHaveLength(COUNT);
    expect(new Set(names).size).toBe(COUNT);
  });

  it('is read no further than its reader takes it, and not after it left', async () => {
    const pages = watchPages();
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) => {
      get(`${world.url}/export/findings.csv?filter=${filter}`, asked(), resolve);
    });
    response.pause();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const read = pages.read();
    expect(read).toBeGreaterThan(0);
    expect(read).toBeLessThan(COUNT / 500);
    response.destroy();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(pages.read()).toBeLessThanOrEqual(read + 1);
    pages.restore();
  });

  it('is cut off where the database fails in the middle, and never ends as if it were whole', async () => {
    const pages = watchPages(2);
    await expect(download('findings.csv', { filter: { severity: ['LOW'] } })).rejects.toThrow();
    pages.restore();
  });

  it.each([
    ['taken back', 'update api_token set revoked_at = now() where id = $1'],
    ['limited meanwhile', `update api_token set limited_to = '[]' where id = $1`],
  ])('is cut off when the token is %s', async (_, statement) => {
    const made = await world.graphql(
      `mutation { createApiToken(input: { name: "x", scopes: [READ] }) { secret apiToken { id } } }`,
    );
    const { secret, apiToken } = made.data.createApiToken;
    const response = await new Promise<import('node:http').IncomingMessage>((resolve) => {
      get(
        `${world.url}/export/findings.csv?filter=${filter}`,
        { headers: { authorization: `Bearer ${secret}` } },
        resolve,
      );
    });
    response.pause();
    const [, id] = Buffer.from(apiToken.id, 'base64url').toString('utf8').split(':');
    await world.sql(statement, [id]);
    await new Promise((resolve) => setTimeout(resolve, 5_500));
    let isWhole = false;
    const ended = new Promise<void>((resolve) => {
      response.on('end', () => (isWhole = response.complete));
      response.on('error', () => undefined);
      response.on('close', () => resolve());
    });
    response.resume();
    await ended;
    expect(isWhole).toBe(false);
    await eventually(() => expect(response.destroyed).toBe(true));
  });

  it('goes on where the row after which it was to go on has gone', async () => {
    const { findings } = world.backline.core.read;
    const paged = findings.paged.bind(findings);
    let last: string | undefined;
    const spy = jest.spyOn(findings, 'paged').mockImplementation((...asked) => {
      const reader = paged(...asked);
      return {
        counts: reader.counts,
        pages: async (window) => {
          if (last !== undefined) await world.sql('DELETE FROM finding WHERE id = $1', [last]);
          const found = await reader.pages(window);
          last ??= found.get('')?.rows.at(-1)?.id;
          return found;
        },
      };
    });
    const { text } = await download('findings.csv', { filter: { severity: ['LOW'] } });
    spy.mockRestore();
    expect(rowsOf(text)).toHaveLength(COUNT);
  });
});
