import fc from 'fast-check';
import { SEVERITIES } from '../advisories/advisory.js';
import { NOT_EXPLOITED } from '../advisories/exploit-scores.js';
import { SCOPE_ORDER } from '../inventory/graph.js';
import { assessRisk, type RiskFacts } from './risk.js';

const PLAIN: RiskFacts = {
  ...NOT_EXPLOITED,
  severity: 'HIGH',
  score: 7.5,
  isDirect: false,
  scope: 'RUNTIME',
  hasFix: false,
};

test.each<[string, Partial<RiskFacts>, number]>([
  ['a high one that is transitive and has no fix', {}, 41],
  [
    'the worst there is',
    { severity: 'CRITICAL', score: 10, epss: 1, exploitedSince: '2024-01-02', isDirect: true, hasFix: true },
    100,
  ],
  ['a word without a vector', { score: null }, 44],
  ['no severity at all', { severity: 'NONE', score: null }, 17],
  ['a score of nothing', { severity: 'NONE', score: 0 }, 0],
  ['one that may be attacked', { epss: 0.25 }, 51],
  ['one that is attacked', { exploitedSince: '2024-01-02' }, 56],
  ['a direct one with a fix', { isDirect: true, hasFix: true }, 51],
  ['one of the tests', { scope: 'TEST' }, 26],
  ['a harmless one of the tests', { severity: 'LOW', score: 0.5, scope: 'DEVELOPMENT' }, 0],
  ['an optional one', { scope: 'OPTIONAL' }, 36],
  ['malware, wherever it is', { severity: 'MALICIOUS', score: null, scope: 'DEVELOPMENT' }, 100],
])('%s', (_title, facts, expected) => {
  expect(assessRisk({ ...PLAIN, ...facts }).score).toBe(expected);
});

test('each part says why', () => {
  const { parts } = assessRisk({ ...PLAIN, epss: 0.0004, exploitedSince: '2024-01-02', isRansomware: true });
  expect(parts.map(({ kind, points, text }) => `${kind} ${points}: ${text}`)).toEqual([
    'SEVERITY 41: Its CVSS score is 7.5.',
    'EPSS 0: EPSS gives a chance of less than 0.1 % that it is attacked within 30 days.',
    'KEV 15: It is known to be exploited since 2024-01-02, by ransomware too.',
    'DIRECTNESS 0: Another package brings it in.',
    'SCOPE 0: It is used when the project runs.',
    'FIX 0: No fixed version is known.',
  ]);
});

test('the score is the sum of its parts within 0 and 100, and never falls when something gets worse', () => {
  const facts = fc.record({
    severity: fc.constantFrom(...SEVERITIES),
    score: fc.option(fc.double({ min: 0, max: 10, noNaN: true })),
    epss: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    exploitedSince: fc.option(fc.constant('2024-01-02')),
    isRansomware: fc.boolean(),
    isDirect: fc.boolean(),
    scope: fc.constantFrom(...SCOPE_ORDER),
    hasFix: fc.boolean(),
  });
  fc.assert(
    fc.property(facts, (given) => {
      const { score, parts } = assessRisk(given);
      const sum = parts.reduce((total, { points }) => total + points, 0);
      expect(score).toBe(Math.min(100, Math.max(0, sum)));
      for (const worse of [
        { epss: 1 },
        { exploitedSince: '2024-01-02' },
        { isDirect: true },
        { hasFix: true },
      ])
        expect(assessRisk({ ...given, ...worse }).score).toBeGreaterThanOrEqual(score);
    }),
  );
});
