import { stepsBehind, timeBehind } from './how-behind.js';

test.each([
  ['MAJOR', '1.4.0', '4.0.1', '3 major versions'],
  ['MAJOR', 'v1.9.9', 'v2.0.0', '1 major version'],
  ['MINOR', '1.4.0', '1.6.2', '2 minor versions'],
  ['PATCH', '1.4.0', '1.4.1', '1 patch'],
  ['PATCH', '1.4', '1.4.2', 'A patch'],
  ['PRERELEASE', '2.0.0-rc.1', '2.0.0', 'A prerelease'],
  ['MAJOR', '2003.0.0', '5.0.0', 'A major version'],
  ['MAJOR', '2.0.0', '20240101.0.0', 'A major version'],
  ['MINOR', 'latest', '1.2.3', 'A minor version'],
] as const)('the step %s from %s to %s is %j', (step, current, latest, words) => {
  expect(stepsBehind({ step, current, latest })).toBe(words);
});

test.each([
  ['2024-01-01T00:00:00.000Z', '2025-03-05T00:00:00.000Z', '1 year 2 months between the releases'],
  ['2024-01-01T00:00:00.000Z', '2026-01-02T00:00:00.000Z', '2 years between the releases'],
  ['2024-01-01T00:00:00.000Z', '2024-04-10T00:00:00.000Z', '3 months between the releases'],
  ['2024-01-01T00:00:00.000Z', '2024-01-02T00:00:00.000Z', '1 day between the releases'],
  ['2024-01-01T00:00:00.000Z', '2023-01-01T00:00:00.000Z', 'Released within a day of each other'],
  [null, '2024-01-01T00:00:00.000Z', 'The registry does not say when they were released.'],
  ['nonsense', '2024-01-01T00:00:00.000Z', 'The registry does not say when they were released.'],
])('from %s to %s is %j', (currentReleasedAt, latestReleasedAt, words) => {
  expect(timeBehind({ step: 'NONE', current: '', latest: '', currentReleasedAt, latestReleasedAt })).toBe(
    words,
  );
});
