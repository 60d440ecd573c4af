import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { createGitLabConnector } from './connector.client.js';

const fixture = (name: string): string => join(__dirname, 'fixtures', name);

let server: Server;
let baseUrl: string;

beforeAll(async () => {
  const key = readFileSync(fixture('loopback-key.pem'));
  const cert = readFileSync(fixture('loopback-certificate.pem'));
  server = createServer({ key, cert }, (request, response) => {
    const isGit = request.url?.includes('/info/refs') === true;
    const type = isGit ? 'application/x-git-upload-pack-advertisement' : 'application/json';
    const empty = '001e# service=git-upload-pack\n000000000000';
    response.writeHead(200, { 'content-type': type }).end(isGit ? empty : '{"version":"18.0.0"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = `https://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
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
