import { expiryWords, webhookWords } from './integration-words.js';
import { integrationTexts as texts } from '../../texts/integrations.js';

test.each([
  [null, 'No token is kept', 'off'],
  [{ expiresAt: null, daysLeft: null }, 'Does not expire', 'good'],
  [{ expiresAt: null, daysLeft: null, kind: 'OAUTH' }, 'Renewed by itself', 'good'],
  [{ expiresAt: '2027-01-31', daysLeft: 70 }, '70 days left, expires on 2027-01-31', 'good'],
  [{ expiresAt: '2026-12-14', daysLeft: 22 }, '22 days left, expires on 2026-12-14', 'warn'],
  [{ expiresAt: '2026-11-23', daysLeft: 1 }, '1 day left, expires on 2026-11-23', 'bad'],
  [{ expiresAt: '2026-11-20', daysLeft: -2 }, 'Expired on 2026-11-20', 'bad'],
] as const)('a token of %j is said as %j', (token, text, tone) => {
  expect(expiryWords(token, 'CONNECTED')).toEqual({ text, tone });
});

test.each(['DISCONNECTED', 'REVOKED'] as const)('a token of one that is %s has no days left', (state) => {
  const words = expiryWords({ expiresAt: '2027-11-22', daysLeft: 365 }, state);
  expect(words.text).not.toMatch(/left/);
  expect(words.tone).not.toBe('good');
});

test('projects are counted beside those that can be worked on', () => {
  expect(texts.facts.projectCounts(10, 7)).toBe('10 projects, 7 can be worked on');
  expect(texts.facts.projectCounts(1, 1)).toBe('1 project, 1 can be worked on');
});

test.each([
  [{ isOn: false }, 'Not made'],
  [{ isOn: false, active: 3 }, 'Not made, 3 being removed'],
  [{ isOn: true }, 'Made where the token may'],
  [
    { isOn: true, active: 12, disabled: 1, failed: 2, waiting: 4 },
    '12 active, 1 stopped by GitLab, 2 failed, 4 waiting',
  ],
  [{ isOn: true, problem: 'Set the address.' }, 'Set the address.'],
])('webhooks of %j are said as %j', (webhooks, words) => {
  expect(webhookWords({ active: 0, disabled: 0, failed: 0, waiting: 0, ...webhooks })).toBe(words);
});
