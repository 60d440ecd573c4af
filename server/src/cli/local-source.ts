import type { SourceReader } from '../plans/make-plan.js';
import { chooseSource, findUsage, type ImportIndex, indexImports } from '../usage/find-usage.js';
import type { LocalFolder } from './cli-tools.js';

const FILES_AT_ONCE = 200;

/** Where the files of a folder import packages; the folder is read at the first question. */
export function createLocalSource(folder: Pick<LocalFolder, 'paths' | 'read'>): SourceReader {
  let index: ImportIndex | null = null;
  return {
    async usage(packages) {
      if (packages.length === 0) return new Map();
      index ??= await indexFolder(folder);
      return findUsage(index, packages);
    },
  };
}

async function indexFolder(folder: Pick<LocalFolder, 'paths' | 'read'>): Promise<ImportIndex> {
  const chosen = chooseSource(folder.paths);
  const texts: (readonly [string, string])[] = [];
  for (let at = 0; at < chosen.paths.length; at += FILES_AT_ONCE) {
    const contents = await folder.read(chosen.paths.slice(at, at + FILES_AT_ONCE));
    for (const [path, content] of contents) if (content.kind === 'text') texts.push([path, content.text]);
  }
  return indexImports(texts, chosen.isComplete);
}
