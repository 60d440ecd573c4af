import fc from 'fast-check';
import { parseForm } from './form.js';

test.each<[string, unknown]>([
  ['a=1&b=x%20y', { a: '1', b: 'x y' }],
  ['a[]=1&a[]=2', { a: ['1', '2'] }],
  ['a[b][c]=1&a[d]=2', { a: { b: { c: '1' }, d: '2' } }],
  [
    'actions[][action]=update&actions[][file_path]=a&actions[][action]=create&actions[][file_path]=b',
    {
      actions: [
        { action: 'update', file_path: 'a' },
        { action: 'create', file_path: 'b' },
      ],
    },
  ],
  ['headers[][key]=A&headers[][value]=1', { headers: [{ key: 'A', value: '1' }] }],
  ['', {}],
])('%s is read as a framework of Ruby reads it', (text, value) => {
  expect(Object.fromEntries(parseForm(text) ?? [])).toEqual(value);
});

test.each(['[a]=1', 'a[=1', 'a[b]c=1', 'a=1&a[]=2', 'a[]=1&a[b]=2', `a${'[b]'.repeat(40)}=1`])(
  '%s is no form',
  (text) => {
    expect(parseForm(text)).toBeNull();
  },
);

test('any text is a form or is not, and names of the language are just names', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      parseForm(text);
    }),
  );
  const parsed = parseForm('a[__proto__][x]=1')?.get('a');
  expect(Object.entries(parsed ?? {})).toEqual([['__proto__', { x: '1' }]]);
});
