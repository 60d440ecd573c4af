import {
  readRegistrationAddress,
  readRegistrationIndex,
  readRegistrationPage,
  type RegistrationPage,
} from './nuget-registration.js';
import type { PackageVersionFacts } from '../ecosystems/ecosystem.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient, failed, missing, unchanged } from './registry-client.js';
import {
  createRegistryHttp,
  type RegistryHttp,
  type RegistryHttpOptions,
  type RegistryReply,
} from './registry-http.client.js';
import type { RegistryAnswer, RegistryClient, RegistryQuestion } from './registry.js';
import { MAXIMUM_VERSIONS } from './version-facts.js';

/** https://learn.microsoft.com/nuget/reference/nuspec#id: word characters, dots and dashes, 100 at most. */
const NAME_SHAPE = /^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,99})$/;
const SERVICE_INDEX = 'index.json';
const SERVICE_INDEX_FRESH_MS = 3_600_000;
const MAXIMUM_PAGES = 400;
const PAGES_AT_ONCE = 4;

/** A NuGet source by its service index, version 3; the address may end in `index.json`. Links that leave its origin are refused. */
export function createNuGetRegistry(options: RegistryHttpOptions): RegistryClient {
  const http = createRegistryHttp({ ...options, baseUrl: options.baseUrl.replace(/\/index\.json$/, '/') });
  let service: { readonly reply: Promise<RegistryReply>; readonly askedMs: number } | null = null;
  const askService = async (): Promise<RegistryReply> => {
    const now = Date.now();
    if (service === null || now - service.askedMs > SERVICE_INDEX_FRESH_MS)
      service = { reply: http.get(SERVICE_INDEX), askedMs: now };
    const asked = service;
    const reply = await asked.reply;
    if (reply.kind !== 'document' && service === asked) service = null;
    return reply;
  };
  return createRegistryClient({
    ecosystem: 'NuGet',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: async (question) => {
      const reply = await askService();
      if (reply.kind === 'failed') return failed(question.name, reply.status, reply.message);
      const address = reply.kind === 'document' ? readRegistrationAddress(parseJson(reply.text)) : null;
      return address === null
        ? failed(question.name, null, 'its address does not lead to a service index of NuGet, version 3.')
        : askRegistration(http.forOnePackage(), question, address);
    },
  });
}

async function askRegistration(
  http: RegistryHttp,
  question: RegistryQuestion,
  address: string,
): Promise<RegistryAnswer> {
  const { name, known } = question;
  const reply = await http.get(`${address}${name.toLowerCase()}/index.json`, {
    validators: known?.validators ?? null,
  });
  const fetchedAt = new Date().toISOString();
  if (reply.kind === 'unchanged') return unchanged(question, fetchedAt);
  if (reply.kind === 'absent') return missing(name);
  if (reply.kind === 'failed') return failed(name, reply.status, reply.message);
  const pages = readRegistrationIndex(parseJson(reply.text));
  if (pages === null) return failed(name, reply.status, 'its answer is not a document about this package.');
  const read = await readPages(http, pages.slice(0, MAXIMUM_PAGES));
  if (read.kind === 'failed') return failed(name, read.status, read.message);
  return {
    result: {
      kind: 'facts',
      facts: {
        ecosystem: 'NuGet',
        name,
        latest: null,
        versions: read.versions,
        repositoryUrl: null,
        undated: null,
        fetchedAt,
      },
    },
    validators: reply.validators,
  };
}

type PageRead =
  | { readonly kind: 'versions'; readonly versions: readonly PackageVersionFacts[] }
  | { readonly kind: 'failed'; readonly status: number | null; readonly message: string };

/** A few pages at a time, until one is broken or there are versions enough. */
async function readPages(http: RegistryHttp, pages: readonly RegistrationPage[]): Promise<PageRead> {
  const versions: PackageVersionFacts[] = [];
  for (let start = 0; start < pages.length && versions.length < MAXIMUM_VERSIONS; start += PAGES_AT_ONCE) {
    const group = pages.slice(start, start + PAGES_AT_ONCE);
    for (const page of await Promise.all(group.map((each) => readPage(http, each)))) {
      if (page.kind === 'failed') return page;
      for (const facts of page.versions) if (versions.length < MAXIMUM_VERSIONS) versions.push(facts);
    }
  }
  return { kind: 'versions', versions };
}

async function readPage(http: RegistryHttp, page: RegistrationPage): Promise<PageRead> {
  if (page.kind === 'versions') return page;
  const reply = await http.get(page.address);
  if (reply.kind === 'failed') return reply;
  const versions = reply.kind === 'document' ? readRegistrationPage(parseJson(reply.text)) : null;
  return versions === null
    ? { kind: 'failed', status: null, message: 'a page of its answer is not there or is none.' }
    : { kind: 'versions', versions };
}
