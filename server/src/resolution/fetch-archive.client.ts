import { EnvHttpProxyAgent, fetch } from 'undici';
import type { FetchArchive } from './yarn-berry.client.js';

const MAXIMUM_BYTES = 60 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/**
 * Gets archives of one registry: what has another origin, or redirects to one, is not fetched. `registry` may be known late;
 * null while it is not.
 */
export function createArchiveFetch(registry: () => string | null): FetchArchive {
  const dispatcher = new EnvHttpProxyAgent();
  return async (url, signal) => {
    const address = registry();
    if (address === null || !URL.canParse(url) || new URL(url).origin !== new URL(address).origin)
      return null;
    try {
      const response = await fetch(url, {
        dispatcher,
        redirect: 'error',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      if (!response.ok) return null;
      const chunks: Uint8Array[] = [];
      let size = 0;
      for await (const chunk of response.body ?? []) {
        size += chunk.byteLength;
        if (size > MAXIMUM_BYTES) return null;
        chunks.push(chunk);
      }
      return Buffer.concat(chunks);
    } catch {
      return null;
    }
  };
}
