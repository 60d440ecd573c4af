// Writes schema.graphql from the built server; with --check only says whether it is what the server has.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { makeSchema, printContract } from '../server/dist/src/graphql/schema.js';

const path = fileURLToPath(new URL('../schema.graphql', import.meta.url));
const contract = printContract(await makeSchema());
if (!process.argv.includes('--check')) {
  writeFileSync(path, contract);
} else if (readFileSync(path, 'utf8') !== contract) {
  process.stderr.write('schema.graphql is not what the server has. Run: npm run schema\n');
  process.exit(1);
}
