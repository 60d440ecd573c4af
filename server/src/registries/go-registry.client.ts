import { type DateAnswer, withDates } from './dated-facts.js';
import { isInTree } from './go-checksum-tree.js';
import {
  type ChecksumKey,
  PUBLIC_CHECKSUM_KEY,
  readChecksumKey,
  readChecksumRecord,
} from './go-checksums.js';
import {
  bareGoVersion,
  escapeGoPath,
  highestStanding,
  readGoInfo,
  readGoModuleWord,
  readGoRequirements,
  readGoVersions,
} from './go-module.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient, failed, missing, unchanged } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { Artifact, PackageVersionFacts } from '../ecosystems/ecosystem.js';
import {
  NO_VALIDATORS,
  type PackageFacts,
  type RegistryAnswer,
  type RegistryClient,
  type RegistryQuestion,
} from './registry.js';
import { versionFacts } from './version-facts.js';

/** https://go.dev/ref/mod#go-mod-file-ident: a host with a dot first, and no element that is only dots. */
const NAME_SHAPE =
  /^(?=[^/]*\.)(?!.*(?:^|\/)\.+(?:\/|$))[A-Za-z0-9._~-]{1,200}(?:\/[A-Za-z0-9._~-]{1,200}){0,20}$/;

/** What advisories call Go's own packages and tools. */
const GO_ITSELF: ReadonlySet<string> = new Set(['stdlib', 'toolchain']);

/** A proxy, and the database whose sums are believed. */
export interface GoOptions extends RegistryHttpOptions {
  /** The database's key as Go writes it (`name+hash+key`); null: no sums are asked for. */
  readonly checksumKey?: string | null;
}

/** Requests about one module, and whom to believe its sums. */
interface ModuleQuestion extends RegistryQuestion {
  readonly checksumKey: ChecksumKey | null;
}

/** Versions of one module that are described in full in one answer. */
const MAXIMUM_DETAILS = 25;

/**
 * A module proxy (https://go.dev/ref/mod#goproxy-protocol). Retractions and the deprecation are read from the go.mod of the
 * latest version; dates, requirements and sums are asked for one by one, for the versions that matter. Sums come from the
 * checksum database that the proxy stands before (https://go.dev/ref/mod#goproxy-protocol), its signature and tree verified.
 */
export function createGoRegistry(options: GoOptions): RegistryClient {
  const http = createRegistryHttp(options);
  const { checksumKey: written = PUBLIC_CHECKSUM_KEY } = options;
  const checksumKey = written === null ? null : readChecksumKey(written);
  return createRegistryClient({
    ecosystem: 'Go',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name) || GO_ITSELF.has(name),
    askOne: (question) =>
      GO_ITSELF.has(question.name)
        ? Promise.resolve(notAModule(question.name))
        : askModule(http.forOnePackage(), { ...question, checksumKey }),
  });
}

function notAModule(name: string): RegistryAnswer {
  const message = 'It comes with Go itself, and no module proxy lists the releases of Go.';
  return { result: { kind: 'unsupported', name, message }, validators: NO_VALIDATORS };
}

async function askModule(http: RegistryHttp, question: ModuleQuestion): Promise<RegistryAnswer> {
  const { name, known } = question;
  const base = escapeGoPath(name);
  const reply = await http.get(`${base}/@v/list`, {
    accept: 'text/plain',
    validators: known?.validators ?? null,
  });
  const fetchedAt = new Date().toISOString();
  if (reply.kind === 'failed') return failed(name, reply.status, reply.message);
  if (reply.kind === 'unchanged') {
    const answer = unchanged(question, fetchedAt);
    return answer.result.kind === 'facts' ? dated(http, question, answer, answer.result.facts) : answer;
  }
  const listed = reply.kind === 'document' ? readGoVersions(reply.text) : [];
  const latest = await askInfo(http, `${base}/@latest`);
  const versions = latest === null || listed.includes(latest.version) ? listed : [...listed, latest.version];
  if (versions.length === 0) return missing(name);
  const newest = latest?.version ?? versions.at(-1) ?? '';
  const mod = await http.get(`${base}/@v/v${escapeGoPath(newest)}.mod`, { accept: 'text/plain' });
  const word = readGoModuleWord(mod.kind === 'document' ? mod.text : '');
  const facts: PackageFacts = {
    ecosystem: 'Go',
    name,
    latest: latest?.version ?? null,
    versions: versions.map((version) =>
      versionFacts(version, {
        publishedAt: version === latest?.version ? latest.time : null,
        deprecated: word.deprecated,
        yanked: word.retractionOf(version),
      }),
    ),
    repositoryUrl: null,
    undated: [],
    fetchedAt,
  };
  const validators = reply.kind === 'document' ? reply.validators : NO_VALIDATORS;
  const standing = word.retractionOf(newest) === null ? null : highestStanding(versions, word);
  const asked = standing === null ? question : { ...question, dated: [standing, ...question.dated] };
  return dated(http, asked, { result: { kind: 'facts', facts }, validators }, facts);
}

async function dated(
  http: RegistryHttp,
  question: ModuleQuestion,
  answer: RegistryAnswer,
  facts: PackageFacts,
): Promise<RegistryAnswer> {
  const base = escapeGoPath(question.name);
  const withThem = await withDates(
    facts,
    { ...question, dated: question.dated.map(bareGoVersion) },
    async (version): Promise<DateAnswer> => {
      const reply = await http.get(`${base}/@v/v${escapeGoPath(version)}.info`);
      if (reply.kind === 'failed') return { kind: 'failed' };
      const time = reply.kind === 'document' ? (readGoInfo(parseJson(reply.text))?.time ?? null) : null;
      return time === null ? { kind: 'unknown' } : { kind: 'date', date: time };
    },
  );
  return { ...answer, result: { kind: 'facts', facts: await detailed(http, question, withThem) } };
}

/** The facts with what the versions that matter require, and their sums: what was known, and what is lacking asked for. */
async function detailed(
  http: RegistryHttp,
  { name, known, dated: wanted, checksumKey }: ModuleQuestion,
  facts: PackageFacts,
): Promise<PackageFacts> {
  const details = new Map<string, Partial<PackageVersionFacts>>();
  for (const before of known?.facts.versions ?? [])
    if (before.isDetailed) details.set(before.version, detailsOf(before));
  const listed = new Set(facts.versions.map(({ version }) => version));
  const undated = new Set(facts.undated);
  const lacking = [...new Set(wanted.map(bareGoVersion))].filter(
    (version) =>
      listed.has(version) && !details.has(version) && known?.facts.undated?.includes(version) !== true,
  );
  await Promise.all(
    lacking.slice(0, MAXIMUM_DETAILS).map(async (version) => {
      const path = `${escapeGoPath(name)}/@v/v${escapeGoPath(version)}.mod`;
      const reply = await http.get(path, { accept: 'text/plain' });
      if (reply.kind === 'failed') return;
      const requirements = reply.kind === 'document' ? readGoRequirements(reply.text) : null;
      if (requirements === null) undated.add(version);
      else
        details.set(version, {
          ...requirements,
          artifacts: await askSums(http, { name, version, checksumKey }),
        });
    }),
  );
  return {
    ...facts,
    versions: facts.versions.map((version) => ({ ...version, ...details.get(version.version) })),
    undated: [...undated].toSorted(),
  };
}

function detailsOf(facts: PackageVersionFacts): Partial<PackageVersionFacts> {
  const { dependencies, peerDependencies, optionalPeers, engines, artifacts, isDetailed } = facts;
  return { dependencies, peerDependencies, optionalPeers, engines, artifacts, isDetailed };
}

/** The sums of a version's content and of its go.mod; none where no database vouches for them. */
async function askSums(
  http: RegistryHttp,
  { name, version, checksumKey }: { name: string; version: string; checksumKey: ChecksumKey | null },
): Promise<readonly Artifact[]> {
  if (checksumKey === null) return [];
  const base = `sumdb/${checksumKey.name}`;
  const reply = await http.get(`${base}/lookup/${escapeGoPath(name)}@v${escapeGoPath(version)}`, {
    accept: 'text/plain',
  });
  const about = { module: name, version: `v${version}`, key: checksumKey };
  const record = reply.kind === 'document' ? readChecksumRecord(reply.text, about) : null;
  if (record === null) return [];
  const isTold = await isInTree(record, async (path) => {
    const tile = await http.get(`${base}/${path}`, { accept: '*/*', encoding: 'latin1' });
    return tile.kind === 'document' ? Buffer.from(tile.text, 'latin1') : null;
  });
  if (!isTold) return [];
  const sum = (filename: string, hash: string): Artifact => ({
    filename,
    url: null,
    hash,
    size: null,
    uploadedAt: null,
  });
  return [sum(`v${version}`, record.content), sum(`v${version}/go.mod`, record.goMod)];
}

async function askInfo(http: RegistryHttp, path: string): Promise<ReturnType<typeof readGoInfo>> {
  const reply = await http.get(path);
  return reply.kind === 'document' ? readGoInfo(parseJson(reply.text)) : null;
}
