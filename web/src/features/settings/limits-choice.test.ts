import { choiceOf, limitedToOf, type LimitsChoice, withDraft } from './limits-choice.js';

const integrations = [
  { id: 'i1', name: 'GitLab' },
  { id: 'i2', name: 'Old GitLab' },
];
const limited = (
  limits: LimitsChoice['limits'],
  groupPath = '',
  integrationId = '',
  isLimited = true,
): LimitsChoice => ({ isLimited, limits, draft: { integrationId, groupPath } });
const acme = { integrationId: 'i1', integrationName: 'GitLab', groupPath: 'acme' };

test('what is added is the whole integration or a group of it, once', () => {
  expect(withDraft(limited([]), integrations).limits).toEqual([{ ...acme, groupPath: null }]);
  const both = withDraft(limited([acme], ' /old//x/ ', 'i2'), integrations);
  expect(both.limits).toEqual([
    acme,
    { integrationId: 'i2', integrationName: 'Old GitLab', groupPath: 'old/x' },
  ]);
  expect(both.draft).toEqual({ integrationId: 'i2', groupPath: '' });
  expect(withDraft(limited([acme], 'acme'), integrations).limits).toEqual([acme]);
  expect(withDraft(limited([acme], 'x'), []).limits).toEqual([acme]);
});

test.each([
  ['everything', choiceOf(null), null],
  ['everything, though some were chosen before', limited([acme], 'x', '', false), null],
  ['nothing yet', limited([]), []],
  ['what was chosen', choiceOf([acme]), [{ integrationId: 'i1', groupPath: 'acme' }]],
  [
    'what was typed, too',
    limited([acme], 'zoo', 'i2'),
    [
      { integrationId: 'i1', groupPath: 'acme' },
      { integrationId: 'i2', groupPath: 'zoo' },
    ],
  ],
])('%s is sent', (_title, choice, sent) => {
  expect(limitedToOf(choice, integrations)).toEqual(sent);
});
