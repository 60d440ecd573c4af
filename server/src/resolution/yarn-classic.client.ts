import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { dependencyFields, usualAddress } from './registry-view.js';
import { stubArchive } from './stub-archive.js';
import { refused, type ToolJob, type ToolOutcome } from './tool-job.js';
import { runTool, type ToolProgram } from './tool-process.client.js';
import { mergeClassic, prepareClassic } from './yarn-classic-lock.js';

const LOCK = 'yarn.lock';

/**
 * The lock with the dropped entries worked out anew by Yarn 1. It unpacks every archive to do so: the view gives it ones
 * that hold a manifest and nothing else.
 */
export async function resolveWithYarnClassic(job: ToolJob, program: ToolProgram): Promise<ToolOutcome> {
  const stubs = new Map<string, Readonly<Record<string, unknown>>>();
  const standIn = (name: string, facts: PackageVersionFacts): Buffer => {
    const { version } = facts;
    return stubArchive(stubs.get(`${name}@${version}`) ?? { name, version, ...dependencyFields(facts) });
  };
  const view = await job.openView(
    (viewUrl) => (name, facts) => ({
      tarball: usualAddress(viewUrl, name, facts.version),
      integrity: `sha512-${createHash('sha512').update(standIn(name, facts)).digest('base64')}`,
    }),
    async (name, version, facts) => {
      const known = stubs.get(`${name}@${version}`);
      if (known !== undefined) return stubArchive(known);
      const found = await facts();
      return found === null ? null : standIn(name, found);
    },
  );
  const locations = job.request.drop.flatMap((drop) => drop.locations);
  const setting = prepareClassic(job.lock.text, job.manifests, { viewUrl: view.url, locations });
  for (const [key, manifest] of setting.stubs) stubs.set(key, manifest);
  const { project, home, cache } = job.folders;
  for (const { path, text } of setting.manifests) await writeFile(join(project, path), text);
  await writeFile(join(project, LOCK), setting.lock);
  // Yarn looks for workspaces in every folder above, up to the first that has some.
  await writeFile(join(project, '..', 'package.json'), '{"private":true,"workspaces":["none"]}');
  const end = await runTool({
    script: program.script,
    args: [
      'install',
      '--no-default-rc',
      '--ignore-scripts',
      '--non-interactive',
      '--no-progress',
      '--ignore-engines',
      '--ignore-platform',
      '--no-bin-links',
      '--json',
      `--registry=${view.url}`,
      `--cache-folder=${join(cache, 'classic')}`,
    ],
    folder: project,
    home,
    // What a project's or a person's .yarnrc says of the program to run counts for nothing.
    env: { YARN_IGNORE_PATH: '1', YARN_REGISTRY: view.url, npm_config_registry: view.url },
    port: view.port,
    signal: job.signal,
    codeFolder: program.codeFolder,
  });
  if (end.exitCode !== 0) return explain(end.output);
  const merged = mergeClassic(job.lock.text, await readFile(join(project, LOCK), 'utf8'), {
    placeholders: setting.placeholders,
    factsOf: (name, version): PackageVersionFacts | null =>
      view.factsOf(name)?.versions.find((each) => each.version === version) ?? null,
  });
  if (merged.kind === 'unknown')
    return refused(
      'CONFLICT',
      `Where the archive of ${merged.name} is to be fetched from cannot be told from the lock.`,
    );
  return { kind: 'lock', text: merged.text };
}

/** Yarn 1 writes one JSON object a line; its errors have a text alone. */
function explain(output: string): ToolOutcome {
  const line = output
    .split('\n')
    .find((each) => each.startsWith('{"type":"error"') && !each.includes('An unexpected error occurred'));
  const told = line ?? output.split('\n').find((each) => each.startsWith('{"type":"error"'));
  const message = textOf(told ?? '');
  if (message === null) return refused('FAULT', 'Yarn ended without a lock and did not say why.');
  const name = /any versions? for "((?:@[^/@"]+\/)?[^@"]+)/.exec(message.slice(0, 2_000))?.[1] ?? null;
  const missing = /127\.0\.0\.1:\d+\/[0-9a-f]+\/([^\s:"]+): Not found/.exec(message.slice(0, 2_000))?.[1];
  const about = missing === undefined ? name : missing.replace(/%2f/i, '/').replace(/^%40/, '@');
  const sentence = message
    .replace(/https?:\/\/127\.0\.0\.1\S*/g, 'the registry')
    .replace(/\n\s+at [\s\S]*$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
  return {
    ...refused('CONFLICT', `Yarn says: ${sentence.replace(/\.?$/, '.')}`),
    names: about === null ? [] : [about],
  };
}

function textOf(line: string): string | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'data' in value && typeof value.data === 'string'
      ? value.data
      : null;
  } catch {
    return null;
  }
}
