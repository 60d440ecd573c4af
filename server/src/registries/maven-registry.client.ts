import { askDocument } from './ask-document.client.js';
import { type DateAnswer, withDates } from './dated-facts.js';
import { mavenFolder, readMavenMetadata } from './maven-metadata.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryAnswer, RegistryClient, RegistryQuestion } from './registry.js';
import { readDate } from './release-date.js';

const MAXIMUM_BYTES = 8 * 1024 * 1024;

/** A Maven repository. A version is dated by when its POM was last changed, for the latest one and those that matter. */
export function createMavenRegistry(options: RegistryHttpOptions): RegistryClient {
  const registry = createRegistryHttp({ maximumBytes: MAXIMUM_BYTES, ...options });
  return createRegistryClient({
    ecosystem: 'Maven',
    address: registry.baseUrl,
    isName: (name) => mavenFolder(name) !== null,
    askOne: async (question) => {
      const { name } = question;
      const http = registry.forOnePackage();
      const folder = mavenFolder(name) ?? '';
      const answer = await askDocument(http, question, {
        path: `${folder}/maven-metadata.xml`,
        accept: 'application/xml, text/xml',
        read: (text, fetchedAt) => readMavenMetadata(text, name, fetchedAt),
      });
      return dated(http, question, answer, folder);
    },
  });
}

async function dated(
  http: RegistryHttp,
  question: RegistryQuestion,
  answer: RegistryAnswer,
  folder: string,
): Promise<RegistryAnswer> {
  if (answer.result.kind !== 'facts') return answer;
  const { facts } = answer.result;
  const artifact = folder.slice(folder.lastIndexOf('/') + 1);
  const versions = facts.latest === null ? question.dated : [facts.latest, ...question.dated];
  const withThem = await withDates(
    facts,
    { known: question.known, dated: versions },
    async (version): Promise<DateAnswer> => {
      const part = encodeURIComponent(version);
      const reply = await http.get(`${folder}/${part}/${artifact}-${part}.pom`, { method: 'HEAD' });
      if (reply.kind === 'failed') return { kind: 'failed' };
      const date = reply.kind === 'document' ? readDate(reply.validators.lastModified) : null;
      return date === null ? { kind: 'unknown' } : { kind: 'date', date };
    },
  );
  return { ...answer, result: { kind: 'facts', facts: withThem } };
}
