// Writes schema.graphql, docs/api/rights.txt and docs/api/audit-actions.md from the built server. With --check it only says whether that is what the server has, and whether clients of the
// last release could live with it; with --release it keeps the schema as the one that is released (server/README.md).
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { printAuditActions } from '../server/dist/src/audit/audit-actions.js';
import { unannouncedChanges } from '../server/dist/src/graphql/schema-changes.js';
import { printRights } from '../server/dist/src/graphql/rights.js';
import { makeSchema, printContract } from '../server/dist/src/graphql/schema.js';

const pathOf = (name) => fileURLToPath(new URL(name, import.meta.url));
const path = pathOf('../schema.graphql');
const releasedPath = pathOf('../schema.released.graphql');
const rightsPath = pathOf('../docs/api/rights.txt');
const actionsPath = pathOf('../docs/api/audit-actions.md');
const schema = await makeSchema();
const contract = printContract(schema);
const rights = printRights(schema);
if (process.argv.includes('--check')) check();
else if (process.argv.includes('--release')) writeFileSync(releasedPath, contract);
else {
  writeFileSync(path, contract);
  writeFileSync(rightsPath, rights);
  writeFileSync(actionsPath, printAuditActions());
}

function check() {
  if (readFileSync(path, 'utf8') !== contract)
    fail('schema.graphql is not what the server has. Run: npm run schema');
  if (readFileSync(rightsPath, 'utf8') !== rights)
    fail('docs/api/rights.txt is not what the server allows. Run: npm run schema');
  if (readFileSync(actionsPath, 'utf8') !== printAuditActions())
    fail('docs/api/audit-actions.md is not what the server records. Run: npm run schema');
  if (!existsSync(releasedPath)) return;
  const today = new Date().toISOString().slice(0, 10);
  const changes = unannouncedChanges(readFileSync(releasedPath, 'utf8'), contract, today);
  if (changes.length > 0) fail(`Clients of the last release would break:\n${changes.join('\n')}`);
}

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}
