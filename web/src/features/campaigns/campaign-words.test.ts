import {
  campaignSentence,
  campaignTitle,
  donePercent,
  isCampaignMoving,
  mergeRequestSentence,
  unplannedSentence,
} from './campaign-words.js';

const counts = (open: number, inProgress = 0, fixed = 0, dismissed = 0) => ({
  open,
  inProgress,
  fixed,
  dismissed,
});

test.each([
  [
    { projects: 0, openProjects: 0, planned: 0, findings: counts(0) },
    'No analysed project is or was concerned.',
  ],
  [
    { projects: 3, openProjects: 0, planned: 0, findings: counts(0, 0, 4) },
    'Done: nothing is open any more in the 3 projects that were concerned.',
  ],
  [
    { projects: 6, openProjects: 2, planned: 2, findings: counts(1, 1, 4) },
    '2 of 6 projects still have 2 open findings. A plan closes each of them.',
  ],
  [
    { projects: 1, openProjects: 1, planned: 0, findings: counts(1) },
    '1 of 1 project still has 1 open finding. No plan closes it yet.',
  ],
  [
    { projects: 6, openProjects: 6, planned: 3, findings: counts(4) },
    '6 of 6 projects still have 4 open findings. A plan closes 3 of them; 1 has none.',
  ],
])('a campaign with %j is said as %j', (totals, sentence) => {
  expect(campaignSentence(totals)).toBe(sentence);
});

test.each([
  [counts(0), 0],
  [counts(3, 0, 1), 25],
  [counts(0, 0, 2, 1), 100],
  [counts(1, 0, 999), 99],
])('of the findings %j as many percent are done: %j', (findings, percent) => {
  expect(donePercent(findings)).toBe(percent);
});

test('why there is no plan is counted, most frequent first', () => {
  const rows = [
    { code: null, count: 1 },
    { code: 'CONSTRAINT' as const, count: 3 },
  ];
  expect(unplannedSentence(rows)).toBe('Held by a range (3) and not planned yet (1)');
  expect(unplannedSentence([])).toBeNull();
});

test('merge requests are counted by state, and none is said as none', () => {
  expect(
    mergeRequestSentence([
      { state: 'MERGED', count: 2 },
      { state: 'OPENED', count: 1 },
      { state: 'CLOSED', count: 0 },
    ]),
  ).toBe('2 merged and 1 open');
  expect(mergeRequestSentence([])).toBeNull();
});

test('a campaign moves while one of its plans is being opened', () => {
  const plans = (state: 'APPROVED' | 'OPEN') => ({
    plans: [{ state, count: 1 }],
  });
  expect(isCampaignMoving(plans('APPROVED'))).toBe(true);
  expect(isCampaignMoving(plans('OPEN'))).toBe(false);
});

test('a campaign is called as its advisory says, by its id where that says nothing, or by its package', () => {
  const group = { primaryId: 'GHSA-1', summary: 'Bad thing' };
  expect(campaignTitle({ kind: 'ADVISORY', advisoryGroup: group })).toBe('Bad thing');
  expect(campaignTitle({ kind: 'ADVISORY', advisoryGroup: { ...group, summary: '' } })).toBe('GHSA-1');
  expect(campaignTitle({ kind: 'PACKAGE', packageName: 'qs' })).toBe('qs');
});
