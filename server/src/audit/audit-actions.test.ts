import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AUDIT_ACTIONS, printAuditActions } from './audit-actions.js';

it('is the committed page: whoever adds an action says what it means', () => {
  const page = readFileSync(join(__dirname, '../../../docs/api/audit-actions.md'), 'utf8');
  expect(page).toBe(printAuditActions());
});

it('is in order, and says something of each in whole sentences', () => {
  const names = Object.keys(AUDIT_ACTIONS);
  expect(names).toEqual(names.toSorted());
  for (const [action, { when }] of Object.entries(AUDIT_ACTIONS)) {
    expect(action).toMatch(/^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$/);
    expect(when).toMatch(/^[A-Z].*\.$/);
  }
});

it('lists nothing that nobody records', () => {
  const root = join(__dirname, '..');
  const text = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.ts$/.test(path) && !/\.test\.ts$|audit-actions\.ts$/.test(path))
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const silent = Object.keys(AUDIT_ACTIONS).filter((action) => {
    const [noun, what] = action.split('.');
    // Some are put together: `<noun>.${what}`, of words that stand alone.
    const isPutTogether =
      text.includes(`\`${noun}.\${`) || text.includes(`\`${noun}.${what?.split('-')[0]}-\${`);
    return (
      !text.includes(`'${action}'`) &&
      !(isPutTogether && new RegExp(`['"\\s{]${what?.replace(/^webhook-/, '')}\\b`).test(text))
    );
  });
  expect(silent).toEqual([]);
});
