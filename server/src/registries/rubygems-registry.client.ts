import { askDocument } from './ask-document.client.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { PackageFacts, RegistryAnswer, RegistryClient, RegistryQuestion } from './registry.js';
import { readGemInfo, withGemInfo } from './rubygems-info.js';
import { readGemVersions } from './rubygems-versions.js';

/** https://guides.rubygems.org/name-your-gem/: letters, digits, `.`, `-` and `_`. */
const NAME_SHAPE = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,150}$/;

/**
 * A registry of gems: dates by its interface for programs, requirements and checksums by its compact index. A mirror that
 * has only the one or the other is asked for that.
 */
export function createRubyGemsRegistry(options: RegistryHttpOptions): RegistryClient {
  const registry = createRegistryHttp({ perSecond: 10, ...options, tokenForm: 'BARE' });
  return createRegistryClient({
    ecosystem: 'RubyGems',
    address: registry.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: (question) => askGem(registry.forOnePackage(), question),
  });
}

async function askGem(http: RegistryHttp, question: RegistryQuestion): Promise<RegistryAnswer> {
  const { name } = question;
  const answer = await askDocument(http, question, {
    path: `api/v1/versions/${name}.json`,
    read: (text, fetchedAt) => readGemVersions(parseJson(text), name, fetchedAt),
  });
  const { result } = answer;
  if (result.kind === 'missing') return askInfo(http, question);
  if (result.kind !== 'facts' || result.facts.versions.every(({ isDetailed }) => isDetailed)) return answer;
  const info = await askInfo(http, { ...question, known: null });
  const told = info.result.kind === 'facts' ? info.result.facts : null;
  const facts = withVain(withGemInfo(result.facts, told));
  return { ...answer, result: { kind: 'facts', facts } };
}

function askInfo(http: RegistryHttp, question: RegistryQuestion): Promise<RegistryAnswer> {
  const { name } = question;
  return askDocument(http, question, {
    path: `info/${name}`,
    accept: 'text/plain',
    read: (text, fetchedAt) => readGemInfo(text, name, fetchedAt),
  });
}

/** Notes the versions of which the compact index tells nothing. */
function withVain(facts: PackageFacts): PackageFacts {
  const vain = facts.versions.filter(({ isDetailed }) => !isDetailed).map(({ version }) => version);
  return { ...facts, undated: vain.length === 0 ? null : vain };
}
