import { revisionDifference } from './revision-difference.js';

const change = (name: string, from: string, to: string, manifestPath = 'package-lock.json') => ({
  ecosystem: 'npm',
  name,
  from,
  to,
  manifestPath,
});

test('a newer revision says what is new, what is left out, and what goes to another version, each once', () => {
  const before = [change('qs', '6.5.1', '6.5.3'), change('axios', '1.0.0', '1.6.0'), change('ms', '1', '2')];
  const after = [
    change('qs', '6.5.1', '6.5.5'),
    change('qs', '6.5.1', '6.5.5', 'tools/package-lock.json'),
    change('ms', '1', '2'),
    change('tar', '6.0.0', '6.2.1'),
    change('tar', '6.0.0', '6.2.1', 'tools/package-lock.json'),
  ];
  expect(revisionDifference(before, after)).toEqual([
    'qs goes to 6.5.5, not to 6.5.3',
    'qs 6.5.1 → 6.5.5 is new',
    'tar 6.0.0 → 6.2.1 is new',
    'axios 1.0.0 → 1.6.0 is left out',
  ]);
});

test('the same changes in another order are no difference', () => {
  const changes = [change('qs', '1', '2'), change('__proto__', '1', '2')];
  expect(revisionDifference(changes, changes.toReversed())).toEqual([]);
});
