import { constants, type Dirent } from 'node:fs';
import { open, opendir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '../errors.js';
import { contentOf, type FileContent, MAX_MANIFEST_BYTES, tooLarge } from '../inventory/file-content.js';
import type { LocalFolder } from './cli-tools.js';

const SKIPPED_FOLDERS: ReadonlySet<string> = new Set(['node_modules', '.git']);
const MAXIMUM_DEPTH = 40;
const MAXIMUM_FILES = 500_000;

/** Opens a folder: walks it without following links, skipping `node_modules` and `.git`. */
export async function openLocalFolder(path: string): Promise<LocalFolder> {
  const root = await findFolder(path);
  const paths: string[] = [];
  const links: string[] = [];
  const warnings: string[] = [];
  await walk({ root, paths, links, warnings }, '', 0);
  return {
    name: basename(root),
    paths: paths.toSorted(),
    links: links.toSorted(),
    warnings,
    async read(wanted) {
      const contents = new Map<string, FileContent>();
      for (const each of wanted) {
        const content = await readContent(join(root, each));
        if (content !== null) contents.set(each, content);
      }
      return contents;
    },
    async replace(files) {
      for (const { path: each, oldText } of files) {
        const content = await readContent(join(root, each));
        if (content?.kind === 'text' && content.text === oldText) continue;
        throw new AppError(
          'CONFLICT',
          `${each} changed while it was planned. Nothing was written; run the command again.`,
        );
      }
      for (const { path: each, newText } of files) await replaceFile(join(root, each), newText);
    },
  };
}

async function findFolder(path: string): Promise<string> {
  try {
    const root = await realpath(path);
    if ((await stat(root)).isDirectory()) return root;
  } catch (cause) {
    throw new AppError('NOT_FOUND', `There is no folder ${path} that can be read.`, { cause });
  }
  throw new AppError('BAD_INPUT', `${path} is not a folder.`);
}

interface Walk {
  readonly root: string;
  readonly paths: string[];
  readonly links: string[];
  readonly warnings: string[];
}

async function walk(state: Walk, folder: string, depth: number): Promise<void> {
  if (depth > MAXIMUM_DEPTH) {
    state.warnings.push(`${folder} lies too deep and was not read.`);
    return;
  }
  for (const entry of await listFolder(state, folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name)) await walk(state, path, depth + 1);
    if (!entry.isFile() && !entry.isSymbolicLink()) continue;
    if (state.paths.length + state.links.length >= MAXIMUM_FILES) {
      throw new AppError(
        'LIMIT_EXCEEDED',
        `The folder has more than ${MAXIMUM_FILES} files. Name a part of it.`,
      );
    }
    (entry.isFile() ? state.paths : state.links).push(path);
  }
}

async function listFolder(state: Walk, folder: string): Promise<readonly Dirent[]> {
  const entries: Dirent[] = [];
  try {
    for await (const entry of await opendir(join(state.root, folder))) entries.push(entry);
  } catch (cause) {
    if (folder === '') throw new AppError('NOT_FOUND', `The folder ${state.root} cannot be read.`, { cause });
    state.warnings.push(`${folder} cannot be read.`);
  }
  return entries;
}

async function readContent(path: string): Promise<FileContent | null> {
  try {
    const file = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
    try {
      const found = await file.stat();
      if (!found.isFile()) return null;
      if (found.size > MAX_MANIFEST_BYTES) return tooLarge(found.size);
      return contentOf(await file.readFile());
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Writes beside the file and renames, so that no reader sees half of it; keeps its mode. */
async function replaceFile(path: string, text: string): Promise<void> {
  const { mode } = await stat(path);
  const temporary = `${path}.backline-${process.pid}`;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new AppError('BAD_INPUT', `${path} cannot be written.`, { cause });
  }
}
