import { askDocument } from './ask-document.client.js';
import { crateIndexPath, readCrateDates, readCrateIndex } from './crates-index.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryAnswer, RegistryClient } from './registry.js';

/** https://doc.rust-lang.org/cargo/reference/manifest.html#the-name-field, and no longer than crates.io allows. */
const NAME_SHAPE = /^[A-Za-z0-9_][A-Za-z0-9_-]{0,63}$/;

/** A sparse index, and the web interface that dates versions where the index does not. */
export interface CratesOptions extends RegistryHttpOptions {
  /** Null: dates come from the index alone. */
  readonly apiUrl?: string | null;
}

/**
 * A registry of crates by its sparse index (https://doc.rust-lang.org/cargo/reference/registry-index.html#sparse-protocol).
 * The web interface is asked at most once a second, as https://crates.io/data-access wants it.
 */
export function createCratesRegistry(options: CratesOptions): RegistryClient {
  const http = createRegistryHttp({ ...options, tokenForm: 'BARE' });
  const { apiUrl = null, token: _, ...shared } = options;
  const api =
    apiUrl === null ? null : createRegistryHttp({ ...shared, baseUrl: apiUrl, concurrency: 1, perSecond: 1 });
  return createRegistryClient({
    ecosystem: 'crates.io',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: async (question) => {
      const { name } = question;
      const answer = await askDocument(http, question, {
        path: crateIndexPath(name),
        accept: 'text/plain',
        read: (text, fetchedAt) => readCrateIndex(text, name, fetchedAt),
      });
      return api === null ? answer : withDates(api, answer);
    },
  });
}

async function withDates(api: RegistryHttp, answer: RegistryAnswer): Promise<RegistryAnswer> {
  const { result } = answer;
  if (result.kind !== 'facts' || result.facts.versions.some(({ publishedAt }) => publishedAt !== null))
    return answer;
  const reply = await api.get(`api/v1/crates/${encodeURIComponent(result.facts.name)}/versions`);
  if (reply.kind !== 'document') return answer;
  const dates = readCrateDates(parseJson(reply.text));
  const versions = result.facts.versions.map((facts) => ({
    ...facts,
    publishedAt: dates.get(facts.version) ?? null,
  }));
  return { ...answer, result: { kind: 'facts', facts: { ...result.facts, versions } } };
}
