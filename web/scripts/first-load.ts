import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const MOST_BYTES = 250 * 1_024;
const FIRST_PAGE = 'features/overview/overview-page.tsx';

/** Says how much script the first page needs before it can be used, and stops the build when it is more than 250 KiB compressed. */
export function limitFirstLoad(): Plugin {
  return {
    name: 'limit-first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Map<string, Rolldown.OutputChunk>();
      for (const file of Object.values(bundle)) if (file.type === 'chunk') chunks.set(file.fileName, file);
      const names = firstChunks(chunks);
      let bytes = 0;
      for (const name of names) bytes += gzipSync(chunks.get(name)?.code ?? '', { level: 9 }).length;
      const words = `First load with the overview: ${(bytes / 1_024).toFixed(1)} KiB of compressed script in ${names.size} files, at most 250.`;
      if (bytes > MOST_BYTES) this.error(words);
      console.log(words);
    },
  };
}

/** The entry, the overview, and all that they import without being asked. */
function firstChunks(chunks: ReadonlyMap<string, Rolldown.OutputChunk>): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting = [...chunks.values()]
    .filter(({ isEntry, facadeModuleId }) => isEntry || facadeModuleId?.endsWith(FIRST_PAGE) === true)
    .map(({ fileName }) => fileName);
  if (waiting.length < 2) throw new Error(`The build has no chunk for ${FIRST_PAGE}.`);
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (names.has(name)) continue;
    names.add(name);
    waiting.push(...(chunks.get(name)?.imports ?? []));
  }
  return names;
}
