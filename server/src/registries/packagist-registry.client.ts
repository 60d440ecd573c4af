import { askDocument } from './ask-document.client.js';
import { hasDates } from './dated-facts.js';
import { readPackagistMetadata } from './packagist-metadata.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient, RegistryQuestion } from './registry.js';

/** https://getcomposer.org/doc/04-schema.md#name, in capitals too, as old locks write them. */
const NAME_SHAPE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,150})\/[A-Za-z0-9](?:[A-Za-z0-9._-]{0,150})$/;

const MAXIMUM_DESCRIBED = 60;

/** A Composer repository with metadata below `p2/` (https://getcomposer.org/doc/05-repositories.md#metadata-url). */
export function createPackagistRegistry(options: RegistryHttpOptions): RegistryClient {
  const registry = createRegistryHttp(options);
  const ask = (http: RegistryHttp, question: RegistryQuestion, suffix: '' | '~dev') => {
    const { name } = question;
    return askDocument(http, withoutStale(question), {
      path: `p2/${name.toLowerCase()}${suffix}.json`,
      read: (text, fetchedAt) =>
        readPackagistMetadata(parseJson(text), { name, fetchedAt, dated: datedWithKnown(question) }),
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

/** What is known of before is kept as it is only where it holds the descriptions that are wanted now. */
function withoutStale(question: RegistryQuestion): RegistryQuestion {
  const { known, dated } = question;
  return known === null || hasDates(known.facts, dated) ? question : { ...question, known: null };
}

/** The versions that matter now and those that did before, at most 60: those before are wanted again as a rule. */
function datedWithKnown({ known, dated }: RegistryQuestion): readonly string[] {
  const before = known?.facts.versions.filter(({ isDetailed }) => isDetailed).map(({ version }) => version);
  return [...new Set([...dated, ...(before ?? [])])].slice(0, Math.max(MAXIMUM_DESCRIBED, dated.length));
}
