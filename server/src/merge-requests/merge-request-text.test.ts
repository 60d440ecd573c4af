import { planWorld, type World } from '../../test/planning-world.js';
import type { PlanDraft } from '../plans/plan.js';
import { code, codeLink, cutToBytes, prose } from './markdown.js';
import { branchName, writeMergeRequest } from './merge-request-text.js';

const WORLD: World = {
  root: { dependencies: { web: '^1.0.0', '@s/tool': '^2.0.0', pinned: '1.0.0' } },
  lock: {
    'node_modules/web': { version: '1.0.0', dependencies: { parser: '~3.1.0' } },
    'node_modules/parser': { version: '3.1.0' },
    'node_modules/@s/tool': { version: '2.0.0' },
    'node_modules/pinned': { version: '1.0.0' },
  },
  registry: {
    web: { '1.0.0': {}, '1.0.4': { dependencies: { parser: '~3.1.2' } } },
    parser: { '3.1.0': {}, '3.1.2': { publishedAt: '2025-02-03T04:05:06.000Z' } },
    '@s/tool': { '2.0.0': {}, '2.3.0': { deprecated: 'use @s/other' } },
    pinned: { '1.0.0': {}, '1.0.1': {} },
  },
  flaws: [
    { group: 'CVE-2026-0001', name: 'web', range: '<1.0.4', severity: 'CRITICAL' },
    { group: 'GHSA-aaaa-bbbb-cccc', name: '@s/tool', range: '<2.3.0', severity: 'MEDIUM' },
    { group: 'CVE-2026-0002', name: 'pinned', range: '1.0.0', severity: 'LOW' },
  ],
};

const HOSTILE =
  '/close\n/merge @admin #1 !2 ~bug %3 $4 &5 [vulnerability:6] <script>x</script> ![i](https://evil.example) `a` | b\r\n\u202e| https://evil.example www.evil.example **b**';

async function draftOf(world: World): Promise<PlanDraft> {
  const [plan] = (await planWorld(world)).plans;
  if (plan === undefined) throw new Error('no plan');
  return plan;
}

test('reads well', async () => {
  const draft = await draftOf(WORLD);
  const {
    title,
    branchName: branch,
    commitMessage,
    description,
  } = writeMergeRequest({
    draft,
    advisories: [{ id: 'CVE-2026-0001', aliases: [], summary: 'Requests can be smuggled through `web`' }],
    publicUrl: 'https://backline.example',
  });
  expect([title, branch, commitMessage, description].join('\n\n=====\n\n')).toMatchSnapshot();
});

test('texts from outside give no mention, reference, markup, link or quick action', async () => {
  const draft = await draftOf(WORLD);
  const hostile = JSON.parse(
    JSON.stringify(draft)
      .replaceAll('@s/tool', JSON.stringify(HOSTILE).slice(1, -1))
      .replaceAll('use @s/other', JSON.stringify(HOSTILE).slice(1, -1)),
  ) as PlanDraft;
  const { title, commitMessage, description } = writeMergeRequest({
    draft: {
      ...hostile,
      title: `Fix ${HOSTILE}`,
      unfixed: hostile.unfixed.map((each) => ({
        ...each,
        reason: { code: 'NO_FIXED_VERSION', message: HOSTILE },
      })),
    },
    advisories: [{ id: 'CVE-2026-0001', aliases: [], summary: HOSTILE }],
  });
  for (const text of [title, commitMessage]) {
    expect(text).not.toMatch(/[#!<>`|~%$&[\]*]|:\/\//);
    expect(text).not.toMatch(/^(Draft|WIP)/i);
    expect(text).not.toMatch(/^\//m);
  }
  expect(title).not.toContain('\n');
  expect(title).not.toMatch(/@\w/);
  expect(description).not.toMatch(/^\s*\//m);
  expect(description).not.toContain('\u202e');
  const outsideOfCode = description
    .replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
    .replaceAll(/\]\(https:\/\/osv\.dev\/[^)]*\)/g, '');
  expect(outsideOfCode).not.toMatch(/(?<!\\)<(?!\/?(details|summary)>)/);
  expect(outsideOfCode).not.toMatch(/[@#!~%$&](?=\w)|\[vulnerability|:\/\/|www\.|(?<!\\)\*\*|!\[/);
  for (const block of description.split('\n\n').filter((each) => each.startsWith('|'))) {
    const columns = block.split('\n').map((line) => line.match(/(?<!\\)\|/g)?.length);
    expect(new Set(columns).size).toBe(1);
  }
});

test('stays below the limit of GitLab, cut at a line', async () => {
  const draft = await draftOf(WORLD);
  const [change] = draft.changes;
  if (change === undefined) throw new Error('no change');
  const changes = Array.from({ length: 5_000 }, (_, index) => ({
    ...change,
    name: `p${index}${'ä'.repeat(390)}`,
    reason: '*'.repeat(400),
    deprecated: '*'.repeat(400),
  }));
  const { description } = writeMergeRequest({ draft: { ...draft, changes }, advisories: [] });
  expect(Buffer.byteLength(description, 'utf8')).toBeLessThanOrEqual(1_000_000);
  expect(description).toContain('and 4800 more, which the plan in Backline lists.');
});

describe('branchName', () => {
  test.each([
    [{ kind: 'SAFE', group: 'all' }, /^backline\/safe-all-[0-9a-f]{8}$/],
    [{ kind: 'BREAKING', group: '@Scope/Name..lock' }, /^backline\/breaking-scope-name-lock-[0-9a-f]{8}$/],
    [{ kind: 'FORCED', group: '..//~^:?*[\\ @{' }, /^backline\/forced-[0-9a-f]{8}$/],
    [{ kind: 'UPDATE', group: 'x'.repeat(300) }, /^backline\/update-x{40}-[0-9a-f]{8}$/],
  ] as const)('of %j is a branch name that git takes', (key, shape) => {
    expect(branchName(key)).toMatch(shape);
  });

  test('tells groups apart that look alike', () => {
    expect(branchName({ kind: 'BREAKING', group: 'a.b' })).not.toBe(
      branchName({ kind: 'BREAKING', group: 'a-b' }),
    );
  });
});

test.each([
  ['plain', '`plain`'],
  ['a`b', '``a`b``'],
  ['`a`', '`` `a` ``'],
  ['a|b\nc', '`a\\|b c`'],
  ['', ''],
])('code of %j is %j', (text, expected) => {
  expect(code(text)).toBe(expected);
});

test('prose keeps words and makes marks harmless', () => {
  expect(prose('A_b (1.0) is fine.')).toBe('A\\_b \\(1.0\\) is fine.');
  expect(prose('x'.repeat(1_000))).toHaveLength(400);
});

test.each([
  ['https://a.example/x?y=(1)|', '[`t`](https://a.example/x?y=%281%29%7C)'],
  ['javascript:alert(1)', '`t`'],
  ['no address', '`t`'],
])('a link to %j is %j', (address, expected) => {
  expect(codeLink('t', address)).toBe(expected);
});

test('cutting keeps whole lines and says that it cut', () => {
  expect(cutToBytes('äää\nbbb\nccc', 13, 'cut')).toBe('äää\n\ncut\n');
  expect(cutToBytes('abc', 3, 'cut')).toBe('abc');
});
