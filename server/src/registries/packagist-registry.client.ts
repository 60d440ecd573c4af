import { askDocument } from './ask-document.client.js';
import { readPackagistMetadata } from './packagist-metadata.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient, RegistryQuestion } from './registry.js';

/** https://getcomposer.org/doc/04-schema.md#name, in capitals too, as old locks write them. */
const NAME_SHAPE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,150})\/[A-Za-z0-9](?:[A-Za-z0-9._-]{0,150})$/;

/** A Composer repository with metadata below `p2/` (https://getcomposer.org/doc/05-repositories.md#metadata-url). */
export function createPackagistRegistry(options: RegistryHttpOptions): RegistryClient {
  const registry = createRegistryHttp(options);
  const ask = (http: RegistryHttp, question: RegistryQuestion, suffix: '' | '~dev') => {
    const { name } = question;
    return askDocument(http, question, {
      path: `p2/${name.toLowerCase()}${suffix}.json`,
      read: (text, fetchedAt) => readPackagistMetadata(parseJson(text), name, fetchedAt),
    });
  };
  return createRegistryClient({
    ecosystem: 'Packagist',
    address: registry.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: async (question) => {
      const http = registry.forOnePackage();
      const answer = await ask(http, question, '');
      const isEmpty = answer.result.kind === 'facts' && answer.result.facts.versions.length === 0;
      // Branches have a document of their own; it matters only where nothing was ever tagged.
      return isEmpty ? ask(http, { ...question, known: null }, '~dev') : answer;
    },
  });
}
