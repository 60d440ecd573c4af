import { askDocument } from './ask-document.client.js';
import { parseJson } from './parse-json.js';
import { normalPyPiName, readPyPiProject, readSimpleProject } from './pypi-project.js';
import { createRegistryClient } from './registry-client.js';
import { createRegistryHttp, type RegistryHttpOptions } from './registry-http.client.js';
import type { RegistryClient } from './registry.js';

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
const NAME_SHAPE = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,200}[A-Za-z0-9])?$/;
const SIMPLE_JSON = 'application/vnd.pypi.simple.v1+json';

/**
 * A registry of Python packages: an address that ends in `simple` is a simple index, any other one answers PyPI's own
 * JSON interface below `pypi/`.
 */
export function createPyPiRegistry(options: RegistryHttpOptions): RegistryClient {
  const http = createRegistryHttp(options);
  const isSimple = /simple\/$/.test(new URL(http.baseUrl).pathname);
  return createRegistryClient({
    ecosystem: 'PyPI',
    address: http.baseUrl,
    isName: (name) => NAME_SHAPE.test(name),
    askOne: (question) => {
      const { name } = question;
      return isSimple
        ? askDocument(http, question, {
            path: `${normalPyPiName(name)}/`,
            accept: SIMPLE_JSON,
            read: (text, fetchedAt) => readSimpleProject(parseJson(text), name, fetchedAt),
          })
        : askDocument(http, question, {
            path: `pypi/${normalPyPiName(name)}/json`,
            read: (text, fetchedAt) => readPyPiProject(parseJson(text), name, fetchedAt),
          });
    },
  });
}
