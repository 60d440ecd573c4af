import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { BulkAdvisory } from '../bench/bulk-advisories.js';
import { addressOf, listen, stop } from './http-server.js';

/** What npm asked, and what it said: each advisory with the folders of the lock that it names. */
export interface NpmAudit {
  readonly asked: ReadonlyMap<string, readonly string[]>;
  readonly reported: readonly {
    readonly name: string;
    readonly url: string;
    readonly range: string;
    readonly nodes: readonly string[];
  }[];
}

const askedSchema = z.record(z.string(), z.array(z.string()));
const reportSchema = z.object({
  vulnerabilities: z.record(
    z.string(),
    z.object({
      nodes: z.array(z.string()),
      via: z.array(z.union([z.string(), z.object({ name: z.string(), url: z.string(), range: z.string() })])),
    }),
  ),
});

/**
 * Runs the installed npm's `audit` on a lock, in its folder, against a registry on loopback that holds these
 * advisories and nothing else. Nothing is installed and no other host is asked.
 */
export async function runNpmAudit(
  lock: string,
  advisories: ReadonlyMap<string, readonly BulkAdvisory[]>,
): Promise<NpmAudit> {
  const home = mkdtempSync(join(tmpdir(), 'backline-audit-'));
  const asked = new Map<string, readonly string[]>();
  const server = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url !== '/-/npm/v1/security/advisories/bulk') {
        // A package without versions: npm works out from its versions only what depends on what is vulnerable.
        const name = decodeURIComponent((request.url ?? '/').slice(1));
        response.end(JSON.stringify({ name, 'dist-tags': {}, versions: {} }));
        return;
      }
      const question = askedSchema.parse(JSON.parse(gunzipSync(Buffer.concat(chunks)).toString('utf8')));
      for (const [name, versions] of Object.entries(question)) asked.set(name, versions);
      const known = Object.keys(question).map((name) => [name, advisories.get(name) ?? []] as const);
      response.end(JSON.stringify(Object.fromEntries(known.filter(([, list]) => list.length > 0))));
    });
  });
  try {
    const text = await runNpm(dirname(lock), addressOf(server).url, home);
    const { vulnerabilities } = reportSchema.parse(JSON.parse(text));
    const reported = Object.values(vulnerabilities).flatMap(({ nodes, via }) =>
      via.flatMap((each) => (typeof each === 'string' ? [] : [{ ...each, nodes }])),
    );
    return { asked, reported };
  } finally {
    await stop(server);
    rmSync(home, { recursive: true, force: true });
  }
}

/** Its exit code is 1 when it found something; without a report it failed. */
function runNpm(folder: string, registry: string, home: string): Promise<string> {
  const options = ['--json', '--package-lock-only', '--ignore-scripts', '--no-update-notifier'];
  const places = [
    `--registry=${registry}`,
    `--cache=${join(home, 'cache')}`,
    `--userconfig=${join(home, 'npmrc')}`,
  ];
  return new Promise((resolve, reject) => {
    execFile(
      'npm',
      ['audit', ...options, ...places],
      { cwd: folder, env: { PATH: process.env['PATH'], HOME: home }, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (stdout.includes('"vulnerabilities"')) resolve(stdout);
        else
          reject(
            new Error(`npm audit failed: ${stdout.slice(0, 500)} ${stderr.slice(0, 500)}`, { cause: error }),
          );
      },
    );
  });
}
