import { askDocument } from './ask-document.client.js';
import { parseJson } from './parse-json.js';
import { readPubPackage } from './pub-package.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient } from './registry.js';

/** https://dart.dev/tools/pub/pubspec#name: a Dart identifier. */
const NAME_SHAPE = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;

/** A hosted repository of Dart packages (https://github.com/dart-lang/pub/blob/master/doc/repository-spec-v2.md). */
export function createPubRegistry(options: RegistryHttpOptions): RegistryClient {
  const registry = createRegistryHttp({ perSecond: 10, ...options });
  return createRegistryClient({
    ecosystem: 'Pub',
    address: registry.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: (question) =>
      askDocument(registry.forOnePackage(), question, {
        path: `api/packages/${question.name}`,
        accept: 'application/vnd.pub.v2+json',
        read: (text, fetchedAt) => readPubPackage(parseJson(text), question.name, fetchedAt),
      }),
  });
}
