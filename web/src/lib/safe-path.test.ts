import { safeLink, samePagePath } from './safe-path.js';

test.each([
  ['/plans?state=PROPOSED', '/plans?state=PROPOSED'],
  ['/', '/'],
  [null, '/'],
  ['https://evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['/\n/evil.example', '/'],
  ['plans', '/'],
])('the way back %j leads to %s', (wanted, path) => {
  expect(samePagePath(wanted)).toBe(path);
});

test.each([
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['http://example.org', 'http://example.org/'],
  ['javascript:alert(1)', null],
  ['data:text/html,x', null],
  ['https://user:secret@example.org', null],
  ['not an address', null],
])('the outside address %j becomes %j', (address, link) => {
  expect(safeLink(address)).toBe(link);
});
