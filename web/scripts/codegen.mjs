/**
 * Writes the typed documents of every feature (and of `apollo/`) to `src/generated/<feature>/`, and those of the documentation's
 * client beside it, from the committed `schema.graphql`. With `--check` it writes nothing and fails when a file would change.
 * One folder per feature keeps a feature's documents in that feature's own chunk.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { preset } from '@graphql-codegen/client-preset';
import { codegen } from '@graphql-codegen/core';
import { gqlPluckFromCodeStringSync } from '@graphql-tools/graphql-tag-pluck';
import { buildSchema, parse } from 'graphql';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
const schemaText = readFileSync(join(web, '../schema.graphql'), 'utf8');
const generated = join(web, 'src/generated');
const examples = join(web, '../docs/examples/typescript');

const files = new Map();
for (const room of listRooms()) {
  const documents = readDocuments(room.folder);
  if (documents.length === 0) continue;
  for (const [name, text] of await generate(documents)) files.set(join(generated, room.name, name), text);
}
// As the documentation says: documents as strings, which any way to send them takes.
for (const [name, text] of await generate(readDocuments(examples), { documentMode: 'string' }))
  files.set(join(examples, 'generated', name), text);

const stale = [...listFiles(generated), ...listFiles(join(examples, 'generated'))].filter(
  (path) => !files.has(path),
);
const changed = [...files].filter(([path, text]) => !existsSync(path) || readFileSync(path, 'utf8') !== text);

if (process.argv.includes('--check')) {
  const wrong = [...stale, ...changed.map(([path]) => path)];
  for (const path of wrong) console.error(`out of date: ${relative(web, path)}`);
  if (wrong.length > 0) console.error('Run: npm run codegen -w web');
  process.exitCode = wrong.length > 0 ? 1 : 0;
} else {
  for (const path of stale) rmSync(path);
  for (const [path, text] of changed) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  console.log(`${files.size} files, ${changed.length} written, ${stale.length} removed`);
}

function listRooms() {
  const features = join(web, 'src/features');
  const rooms = readdirSync(features, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => ({ name: entry.name, folder: join(features, entry.name) }));
  return [...rooms, { name: 'apollo', folder: join(web, 'src/apollo') }].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

function readDocuments(folder) {
  const documents = [];
  for (const path of listFiles(folder).sort()) {
    if (path.includes('/generated/')) continue;
    if (!/\.tsx?$/.test(path) || /\.test\.tsx?$/.test(path)) continue;
    const sources = gqlPluckFromCodeStringSync(path, readFileSync(path, 'utf8'), {
      globalGqlIdentifierName: ['graphql'],
      skipIndent: true,
    });
    for (const source of sources) {
      documents.push({
        location: relative(web, path),
        rawSDL: source.body,
        document: parse(source.body, { noLocation: true }),
      });
    }
  }
  return documents;
}

async function generate(documents, options = {}) {
  const sections = await preset.buildGeneratesSection({
    baseOutputDir: 'out/',
    schema: parse(schemaText, { noLocation: true }),
    schemaAst: buildSchema(schemaText),
    documents,
    config: {
      useTypeImports: true,
      enumsAsTypes: true,
      strictScalars: true,
      scalars: { DateTime: 'string', Date: 'string', URL: 'string', PURL: 'string', JSON: 'unknown' },
      emitLegacyCommonJSImports: false,
      importExtension: '.js',
      ...options,
    },
    presetConfig: { fragmentMasking: false },
    plugins: [],
    pluginMap: {},
    documentTransforms: [],
  });
  const outputs = [];
  for (const section of sections) {
    const name = section.filename.replace(/^out\//, '');
    if (name !== 'gql.ts' && name !== 'graphql.ts') continue;
    outputs.push([name, await codegen(section)]);
  }
  return outputs;
}

function listFiles(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
