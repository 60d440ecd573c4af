import fc from 'fast-check';
import { planWorld, type World } from '../../test/planning-world.js';
import type { ChangeEvidence, PlanChange, PlanDraft } from '../plans/plan.js';
import { code, codeLink, cutToBytes, prose } from './markdown.js';
import { branchName, writeMergeRequest } from './merge-request-text.js';
import { asksForRebuild, REBUILD_MARKER } from './rebuild-request.js';

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
    pinned: { '1.0.0': {}, '2.0.0': {} },
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

const EVIDENCE: ChangeEvidence = {
  risk: { level: 'HIGH', reasons: ['It is a major step.', '2 files of the project import it.'] },
  links: [
    { kind: 'COMPARISON', url: 'https://code.example/web/compare/v1.0.0...v2.0.0' },
    { kind: 'CHANGELOG', url: 'https://code.example/web/blob/main/CHANGELOG.md' },
  ],
  usage: { files: ['src/app.js', 'src/server.js'], count: 2, isComplete: false },
  unmet: [
    { kind: 'ENGINE', name: 'node', range: '>=18', present: '16.x' },
    { kind: 'PEER', name: 'react', range: '^19.0.0', present: null },
  ],
};

/** The same draft as one that may break something, with evidence for its changes. */
function asBreaking(draft: PlanDraft, kind: PlanDraft['kind'], evidence = EVIDENCE): PlanDraft {
  const [change] = draft.changes;
  if (change === undefined) throw new Error('no change');
  const manifests = [
    'a/package-lock.json',
    'b/package-lock.json',
    'c/package-lock.json',
    'd/package-lock.json',
  ];
  const means = kind === 'FORCED' ? 'FORCE' : 'RAISE';
  const changes = [
    { ...change, step: 'MAJOR' as const, means: means as PlanChange['means'], manifests, evidence },
  ];
  return { ...draft, kind, group: change.name, changes, risk: evidence.risk, unfixed: [] };
}

test.each(['BREAKING', 'FORCED'] as const)('reads well where it is %s', async (kind) => {
  const draft = asBreaking(await draftOf(WORLD), kind);
  expect(writeMergeRequest({ draft, advisories: [] }).description).toMatchSnapshot();
});

test('an update that fixes nothing says so', async () => {
  const draft = asBreaking(await draftOf(WORLD), 'UPDATE');
  const { description } = writeMergeRequest({
    draft: { ...draft, proof: { fixed: [], remaining: [], introduced: [] } },
    advisories: [],
  });
  expect(description).toMatch(
    /^This moves 1 package to newer versions\. It fixes no known vulnerability\.$/m,
  );
});

test.each<[string, Partial<ChangeEvidence>, RegExp | null]>([
  ['nobody looked', { usage: null, unmet: [] }, null],
  ['nothing imports it', { usage: { files: [], count: 0, isComplete: true } }, /^- No file .* import it\.$/m],
  [
    'one file imports it',
    { usage: { files: ['a.js'], count: 1, isComplete: true } },
    /^- 1 file imports it: `a\.js`\.$/m,
  ],
  [
    'many files import it',
    { usage: { files: Array.from({ length: 20 }, (_, at) => `f${at}.js`), count: 31, isComplete: true } },
    /^- 31 files import it: `f0\.js`, .*`f9\.js` and 21 more\.$/m,
  ],
])('says what to look at where %s', async (_, evidence, expected) => {
  const draft = asBreaking(await draftOf(WORLD), 'BREAKING', { ...EVIDENCE, ...evidence });
  const { description } = writeMergeRequest({ draft, advisories: [] });
  if (expected === null) expect(description).not.toContain('What to look at');
  else expect(description).toMatch(expected);
});

test('only links of the web that are encrypted are written', async () => {
  const urls = ['http://plain.example/x', 'javascript:alert(1)', 'https://fine.example/x'];
  const links = urls.map((url) => ({ kind: 'REPOSITORY' as const, url }));
  const draft = asBreaking(await draftOf(WORLD), 'BREAKING', { ...EVIDENCE, links });
  const { description } = writeMergeRequest({ draft, advisories: [] });
  expect(description).toContain('What changed: [`repository`](https://fine.example/x).');
  expect(description).not.toMatch(/plain\.example|javascript/);
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
      kind: 'BREAKING',
      title: `Fix ${HOSTILE}`,
      risk: { level: 'HIGH', reasons: [HOSTILE] },
      changes: hostile.changes.map((change) => ({
        ...change,
        manifests: [HOSTILE, HOSTILE],
        evidence: {
          risk: { level: 'HIGH', reasons: [HOSTILE] },
          links: [{ kind: 'REPOSITORY', url: `https://osv.dev/${HOSTILE.replaceAll(/\s/g, '')}` }],
          usage: { files: [HOSTILE], count: 2, isComplete: false },
          unmet: [{ kind: 'PEER', name: HOSTILE, range: HOSTILE, present: HOSTILE }],
        },
      })),
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
  expect(outsideOfCode.replace(REBUILD_MARKER, '')).not.toMatch(/(?<!\\)<(?!\/?(details|summary)>)/);
  expect(outsideOfCode.replace(REBUILD_MARKER, '')).not.toMatch(
    /[@#!~%$&](?=\w)|\[vulnerability|:\/\/|www\.|(?<!\\)\*\*|!\[/,
  );
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
  expect(Buffer.byteLength(description, 'utf8')).toBeLessThanOrEqual(90_000);
  expect(description).toMatch(/and 49\d\d more, which the plan in Backline lists\./);
  expect(description.match(/<details>/g)).toHaveLength(description.match(/<\/details>/g)?.length ?? 0);
  expect(description).toContain(REBUILD_MARKER);
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

const PIECES = [
  ...[
    '/close',
    '/merge',
    '\n',
    '\r',
    '\u2028',
    '@all',
    '@admin',
    '#1',
    '!2',
    '~bug',
    '%3',
    '$4',
    '&5',
    '^6',
    '`',
    '```',
  ],
  ...[
    '|',
    '\\',
    '<',
    '>',
    '<script>',
    '<img src=x>',
    '<!-- backline:rebuild -->',
    '- [x] ',
    '![i](https://evil.example)',
  ],
  ...[
    '[a](javascript:alert(1))',
    '<https://evil.example>',
    'www.evil.example',
    'http://x',
    '**',
    '_',
    '\u202e',
    '\u200b',
  ],
  ...[
    '\ufeff',
    '\u0000',
    '&lt;',
    '&#64;all',
    '</details>',
    'a',
    ' ',
    'ä',
    '\ud800',
    'Draft: ',
    'x'.repeat(500),
    '---',
  ],
];
const hostileText = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((parts) => parts.join(''));

test('whatever names, versions, summaries and reasons hold, GitLab has nothing to act on', async () => {
  const draft = await draftOf(WORLD);
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (one, two, three) => {
      const hostile = JSON.parse(
        JSON.stringify(draft)
          .replaceAll('@s/tool', JSON.stringify(one).slice(1, -1))
          .replaceAll('2.3.0', JSON.stringify(two).slice(1, -1))
          .replaceAll('use @s/other', JSON.stringify(three).slice(1, -1)),
      ) as PlanDraft;
      const unfixed = hostile.unfixed.map((each) => ({ ...each, reason: { ...each.reason, message: two } }));
      const { title, description } = writeMergeRequest({
        draft: { ...hostile, title: one, unfixed, risk: { level: 'LOW', reasons: [one, three] } },
        advisories: [{ id: 'CVE-2026-0001', aliases: [], summary: three }],
      });
      expect(title.length).toBeLessThanOrEqual(255);
      expect(title).not.toMatch(/^\W*(?:draft|wip)\b|[\n\r]|^\s*$/i);
      // GitLab reads no quick actions in titles; there a slash at the start would only look like one.
      expect(title).not.toMatch(/^\s*\//);
      expect(description).not.toMatch(/^[ \t]*(?:[>*+-][ \t]+)*\/\w/m);
      expect(asksForRebuild(description)).toBe(false);
      // Our own parts of it, and what stands in code, are taken out; the rest is what GitLab reads.
      const read = description
        .replace(/(?<![`\\])(`+)(?!`)(?:(?!\n).)*?[^`\n]\1(?!`)/g, 'code')
        .replaceAll(REBUILD_MARKER, '')
        .replace(/<\/?(?:details|summary)>/g, '')
        .replace(/\]\(https:\/\/osv\.dev\/[\w%/.~*'!-]*\)/g, ']');
      expect(read).not.toMatch(/(?<!\\)(?:\\\\)*[<>]/);
      const acted = /.{0,40}(?:!\[|[@#!~%$&^](?=\w)|:\/\/|www\.|[\u202e\u200b\ufeff\u0000]).{0,40}/.exec(
        read,
      );
      expect(acted?.[0]).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
