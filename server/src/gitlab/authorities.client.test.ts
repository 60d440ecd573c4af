import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitLabConnector } from './connector.client.js';

const fixture = (name: string): string => join(__dirname, 'fixtures', name);

const OPENSSL = 'openssl';

let server: Server;
let baseUrl: string;

async function serve(tls: { readonly key: Buffer; readonly cert: Buffer }): Promise<[Server, string]> {
  const made = createServer(tls, (request, response) => {
    const isGit = request.url?.includes('/info/refs') === true;
    const type = isGit ? 'application/x-git-upload-pack-advertisement' : 'application/json';
    const empty = '001e# service=git-upload-pack\n000000000000';
    response.writeHead(200, { 'content-type': type }).end(isGit ? empty : '{"version":"18.0.0"}');
  });
  await new Promise<void>((resolve) => made.listen(0, '127.0.0.1', resolve));
  const address = made.address();
  return [made, `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`];
}

beforeAll(async () => {
  const key = readFileSync(fixture('loopback-key.pem'));
  const cert = readFileSync(fixture('loopback-certificate.pem'));
  [server, baseUrl] = await serve({ key, cert });
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const connect = (caFile: string | null) =>
  createGitLabConnector({
    clock: () => new Date(),
    sleep: () => Promise.resolve(),
    random: () => 0,
    allowedHosts: ['127.0.0.1'],
    caFile,
  });

test('trusts nobody else than the known authorities, in requests and in git', async () => {
  const connector = connect(null);
  const { gitlab, git } = connector.connect({ baseUrl, token: 'x' });
  await expect(gitlab.probe()).rejects.toMatchObject({ code: 'GITLAB_TLS' });
  await expect(git.readHead(`${baseUrl}/a/b.git`, 'main')).rejects.toMatchObject({ code: 'GITLAB_TLS' });
  await connector.close();
});

test("trusts the operator's own authority as well, in requests and in git", async () => {
  const connector = connect(fixture('loopback-certificate.pem'));
  const { gitlab, git } = connector.connect({ baseUrl, token: 'x' });
  await gitlab.probe();
  expect(await git.readHead(`${baseUrl}/a/b.git`, 'main')).toBeNull();
  await connector.close();
});

test('says that the file is none', () => {
  for (const file of [fixture('missing.pem'), fixture('loopback-key.pem')]) {
    expect(() => connect(file)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  }
});

/** An authority made on the spot, and the certificate of 127.0.0.1 that it signed; null without the openssl command. */
function makeAuthority(): { readonly ca: string; readonly key: Buffer; readonly cert: Buffer } | null {
  const folder = mkdtempSync(join(tmpdir(), 'backline-authority-'));
  const openssl = (...args: string[]) => execFileSync(OPENSSL, args, { cwd: folder, stdio: 'ignore' });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    openssl(
      'req',
      '-x509',
      ...key,
      '-keyout',
      'ca.key',
      '-out',
      'ca.pem',
      '-days',
      '2',
      '-subj',
      '/CN=Own authority',
    );
    openssl('req', '-new', ...key, '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=gitlab');
    writeFileSync(join(folder, 'names'), 'subjectAltName=IP:127.0.0.1\n');
    const signer = [
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-extfile',
      'names',
      '-days',
      '2',
    ];
    openssl('x509', '-req', '-in', 'leaf.csr', '-out', 'leaf.pem', ...signer);
    const read = (name: string): Buffer => readFileSync(join(folder, name));
    return { ca: read('ca.pem').toString(), key: read('leaf.key'), cert: read('leaf.pem') };
  } catch {
    return null;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const authority = makeAuthority();
const withOpenssl = authority === null ? test.skip : test;

withOpenssl(
  "trusts what an integration's own authority signed (skipped without the openssl command)",
  async () => {
    if (authority === null) return;
    const [signed, url] = await serve(authority);
    const connector = connect(fixture('loopback-certificate.pem'));
    const own = connector.connect({ baseUrl: url, token: 'x', caPem: authority.ca });
    await own.gitlab.probe();
    expect(await own.git.readHead(`${url}/a/b.git`, 'main')).toBeNull();
    const operators = connector.connect({ baseUrl, token: 'x', caPem: authority.ca });
    await operators.gitlab.probe();
    const others = connector.connect({ baseUrl: url, token: 'x' });
    await expect(others.gitlab.probe()).rejects.toMatchObject({ code: 'GITLAB_TLS' });
    await connector.close();
    signed.closeAllConnections();
    signed.close();
  },
);
