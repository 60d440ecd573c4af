import { showChecks } from './check-list.js';

const check = {
  name: 'TOKEN' as const,
  label: 'The token is alive',
  state: 'RUNNING' as const,
  message: '',
  remedy: null,
  code: null,
};

test('all ten checks are shown from the start, those without a word as still to come', () => {
  const shown = showChecks([]);
  expect(shown).toHaveLength(10);
  expect(new Set(shown.map((each) => each.state))).toEqual(new Set(['PENDING']));
});

test('the newest word on a check wins, and the order stays', () => {
  const shown = showChecks([
    check,
    { ...check, state: 'FAILED', message: 'GitLab does not know this token.' },
  ]);
  expect(shown.find((each) => each.name === 'TOKEN')).toMatchObject({
    state: 'FAILED',
    message: 'GitLab does not know this token.',
  });
  expect(shown[0]?.name).toBe('ADDRESS');
});

test('what several checks ask for is said once', () => {
  const remedy = 'Make a new token in GitLab.';
  const failed = { ...check, state: 'FAILED' as const, remedy };
  const shown = showChecks([
    { ...failed, name: 'SCOPE_API' },
    { ...failed, name: 'SCOPE_WRITE_REPOSITORY' },
    { ...failed, name: 'EXPIRY', state: 'PASSED' },
  ]);
  expect(shown.filter((each) => each.remedy === remedy).map((each) => each.name)).toEqual(['SCOPE_API']);
});
