import { askDocument } from './ask-document.client.js';
import { parseJson } from './parse-json.js';
import { readPyPiRelease, readWheelMetadata, simpleArtifacts, type VersionDetails } from './pypi-details.js';
import { normalPyPiName, readPyPiProject, readSimpleProject } from './pypi-project.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryAnswer, RegistryClient, RegistryQuestion } from './registry.js';

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
const NAME_SHAPE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?$/;
const SIMPLE_JSON = 'application/vnd.pypi.simple.v1+json';
/** Versions of one package that are asked about at a time. */
const MAXIMUM_DETAILS = 25;

/**
 * A registry of Python packages: an address that ends in `simple` is a simple index, any other one answers PyPI's own
 * JSON interface below `pypi/`. What a version asks for is asked for each version that matters.
 */
export function createPyPiRegistry(options: RegistryHttpOptions): RegistryClient {
  const http = createRegistryHttp(options);
  const isSimple = /simple\/$/.test(new URL(http.baseUrl).pathname);
  return createRegistryClient({
    ecosystem: 'PyPI',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: (question) => (isSimple ? askSimple(http, question) : askProject(http, question)),
  });
}

async function askProject(http: RegistryHttp, question: RegistryQuestion): Promise<RegistryAnswer> {
  const { name, dated } = question;
  const answer = await askDocument(http, question, {
    path: `pypi/${normalPyPiName(name)}/json`,
    read: (text, fetchedAt) => readPyPiProject(parseJson(text), name, fetchedAt),
  });
  const one = http.forOnePackage();
  return withDetails(answer, dated, async (version) => {
    const reply = await one.get(`pypi/${normalPyPiName(name)}/${encodeURIComponent(version)}/json`);
    if (reply.kind === 'failed') return 'failed';
    return reply.kind === 'document' ? readPyPiRelease(parseJson(reply.text), name, version) : null;
  });
}

/** The page tells the files; what a version asks for stands in the metadata beside a wheel, where the index serves it itself. */
async function askSimple(http: RegistryHttp, question: RegistryQuestion): Promise<RegistryAnswer> {
  const { name, dated } = question;
  let page: unknown = null;
  const isKnown = question.known === null ? false : lacking(question.known.facts, dated).length === 0;
  const answer = await askDocument(http, isKnown ? question : { ...question, known: null }, {
    path: `${normalPyPiName(name)}/`,
    accept: SIMPLE_JSON,
    read: (text, fetchedAt) => {
      page = parseJson(text);
      return readSimpleProject(page, name, fetchedAt);
    },
  });
  const one = http.forOnePackage();
  return withDetails(answer, dated, async (version) => {
    const artifacts = simpleArtifacts(page, name, version);
    const wheel = artifacts.find(({ filename, url }) => filename.endsWith('.whl') && url !== null);
    const address = wheel?.url ?? null;
    if (address === null || new URL(address).origin !== new URL(http.baseUrl).origin) return null;
    const reply = await one.get(`${address}.metadata`);
    if (reply.kind === 'failed') return 'failed';
    return reply.kind === 'document' ? readWheelMetadata(reply.text, { name, version, artifacts }) : null;
  });
}

type Facts = Extract<RegistryAnswer['result'], { readonly kind: 'facts' }>['facts'];

/** The versions that matter whose details are not known, and were not asked for in vain. */
function lacking({ versions, undated }: Facts, dated: readonly string[]): readonly string[] {
  const open = new Set(versions.flatMap((facts) => (facts.isDetailed ? [] : [facts.version])));
  return [...new Set(dated)].filter((version) => open.has(version) && undated?.includes(version) !== true);
}

async function withDetails(
  answer: RegistryAnswer,
  dated: readonly string[],
  askDetails: (version: string) => Promise<VersionDetails | null | 'failed'>,
): Promise<RegistryAnswer> {
  const { result } = answer;
  if (result.kind !== 'facts') return answer;
  const details = new Map<string, VersionDetails>();
  const vain = new Set(result.facts.undated ?? []);
  await Promise.all(
    lacking(result.facts, dated)
      .slice(0, MAXIMUM_DETAILS)
      .map(async (version) => {
        const found = await askDetails(version);
        if (found === null) vain.add(version);
        else if (found !== 'failed') details.set(version, found);
      }),
  );
  const versions = result.facts.versions.map((facts) => ({ ...facts, ...details.get(facts.version) }));
  const facts = { ...result.facts, versions, undated: vain.size === 0 ? null : [...vain].toSorted() };
  return { ...answer, result: { kind: 'facts', facts } };
}
