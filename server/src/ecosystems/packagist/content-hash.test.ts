import { contentHash } from './content-hash.js';

// What Composer 2.5.5 itself gives for these.
it.each([
  ['{}', 'd751713988987e9331980363e24189ce'],
  ['{"name":"a/b","description":"x"}', '7f686f5492b90e6f7c1f5878e6f3e259'],
  [
    '{"require":{},"extra":{"a":{},"b":{"0":1,"1":2},"c":[1.5,true,null]}}',
    '0fe739fe8895b5cb27b8ffd7a245ef06',
  ],
  ['{"require":{"a/b":"^1"},"config":{"platform":{"php":"8.1"},"x":1}}', '94645e85f8cb42e6daad64ed1ccded2a'],
  [
    '{"config":{"platform":null},"prefer-stable":true,"minimum-stability":"dev"}',
    'aafd00df315d43084888ec85d8424c34',
  ],
  [String.raw`{"extra":{"ü":"é/\u2028😀\"\\"}}`, '82ee63ba319055b2d9e260c11cf97557'],
  ['{"version":null}', '16fed04d749b94a0af64fbda4bcdcb9b'],
])('hashes %s as Composer does', (text, expected) => {
  expect(contentHash(text)).toBe(expected);
  expect(contentHash(`\ufeff${JSON.stringify(JSON.parse(text), null, 7)}\r\n`)).toBe(expected);
});

it.each([
  '',
  '[]',
  '7',
  '{"extra":{"a":1e30}}',
  '{"extra":{"a":-0}}',
  '{"extra":{"7":1}}',
  '{"name":"\\ud800"}',
])('says that it cannot hash %j', (text) => {
  expect(contentHash(text)).toBeNull();
});
