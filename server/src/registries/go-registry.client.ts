import { type DateAnswer, withDates } from './dated-facts.js';
import {
  bareGoVersion,
  escapeGoPath,
  highestStanding,
  readGoInfo,
  readGoModuleWord,
  readGoVersions,
} from './go-module.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient, failed, missing, unchanged } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
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

/**
 * A module proxy (https://go.dev/ref/mod#goproxy-protocol). Retractions and the deprecation are read from the go.mod of the
 * latest version; dates are asked for one by one, for the latest version and those that matter.
 */
export function createGoRegistry(options: RegistryHttpOptions): RegistryClient {
  const http = createRegistryHttp(options);
  return createRegistryClient({
    ecosystem: 'Go',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name) || GO_ITSELF.has(name),
    askOne: (question) =>
      GO_ITSELF.has(question.name)
        ? Promise.resolve(notAModule(question.name))
        : askModule(http.forOnePackage(), question),
  });
}

function notAModule(name: string): RegistryAnswer {
  const message = 'It comes with Go itself, and no module proxy lists the releases of Go.';
  return { result: { kind: 'unsupported', name, message }, validators: NO_VALIDATORS };
}

async function askModule(http: RegistryHttp, question: RegistryQuestion): Promise<RegistryAnswer> {
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
  question: RegistryQuestion,
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
  return { ...answer, result: { kind: 'facts', facts: withThem } };
}

async function askInfo(http: RegistryHttp, path: string): Promise<ReturnType<typeof readGoInfo>> {
  const reply = await http.get(path);
  return reply.kind === 'document' ? readGoInfo(parseJson(reply.text)) : null;
}
