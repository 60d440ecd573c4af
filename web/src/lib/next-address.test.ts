import { nextAddress } from './next-address.js';

test.each([
  ['state=OPEN&after=x', { after: [] }, '?state=OPEN'],
  ['state=OPEN', { state: ['OPEN', 'FIXED'] }, '?state=OPEN&state=FIXED'],
  ['search=a', { search: [] }, ''],
  ['', { search: ['@scope/a b'] }, '?search=%40scope%2Fa+b'],
])('%j changed by %j is %j', (current, changes, expected) => {
  expect(nextAddress(new URLSearchParams(current), changes)).toBe(expected);
});
