import { askDocument } from './ask-document.client.js';
import { readPackument } from './npm-packument.js';
import { parseJson } from './parse-json.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient } from './registry.js';

const NAME_SHAPE = /^(?:@[^\s/@?#%\\]{1,200}\/)?[^\s/@?#%\\]{1,214}$/;

/** A registry that speaks npm's protocol (https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md). */
export function createNpmRegistry(options: RegistryHttpOptions): RegistryClient {
  const http = createRegistryHttp(options);
  return createRegistryClient({
    ecosystem: 'npm',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name) && name !== '.' && name !== '..',
    askOne: (question) =>
      askDocument(http, question, {
        path: encodedName(question.name),
        read: (text, fetchedAt) => readPackument(parseJson(text), { name: question.name, fetchedAt }),
      }),
  });
}

function encodedName(name: string): string {
  return name.startsWith('@') ? `@${encodeURIComponent(name.slice(1))}` : encodeURIComponent(name);
}
