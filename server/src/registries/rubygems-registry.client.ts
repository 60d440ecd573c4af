import { askDocument } from './ask-document.client.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient } from './registry.js';
import { readGemInfo, readGemVersions } from './rubygems-versions.js';

/** https://guides.rubygems.org/name-your-gem/: letters, digits, `.`, `-` and `_`. */
const NAME_SHAPE = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,150}$/;

/** A registry of gems by its interface for programs; where that knows no such gem, by its compact index. */
export function createRubyGemsRegistry(options: RegistryHttpOptions): RegistryClient {
  const registry = createRegistryHttp({ perSecond: 10, ...options, tokenForm: 'BARE' });
  return createRegistryClient({
    ecosystem: 'RubyGems',
    address: registry.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: async (question) => {
      const { name } = question;
      const http = registry.forOnePackage();
      const answer = await askDocument(http, question, {
        path: `api/v1/versions/${name}.json`,
        read: (text, fetchedAt) => readGemVersions(parseJson(text), name, fetchedAt),
      });
      if (answer.result.kind !== 'missing') return answer;
      return askDocument(http, question, {
        path: `info/${name}`,
        accept: 'text/plain',
        read: (text, fetchedAt) => readGemInfo(text, name, fetchedAt),
      });
    },
  });
}
