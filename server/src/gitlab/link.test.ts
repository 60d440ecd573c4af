import fc from 'fast-check';
import { parseNextPage } from './link.js';

test.each([
  ['<https://other.example/api/v4/projects?id_after=7&membership=true>; rel="next"', { id_after: '7' }],
  [
    '<https://g.example/x?page=1>; rel="first", <https://g.example/x?page=3&per_page=20>; rel="next"',
    { page: '3' },
  ],
  ['<https://g.example/x?cursor=a%3D%3D&sudo=root>; rel=next', { cursor: 'a==' }],
  ['<https://g.example/x?page_token=a,b>; rel="next"', { page_token: 'a,b' }],
])('takes only the place of the next page from %s', (header, expected) => {
  expect(parseNextPage(header)).toEqual(expected);
});

test.each([
  [null],
  [''],
  ['<https://g.example/x?page=1>; rel="first"'],
  ['<https://g.example/x>; rel="next"'],
  ['<https://g.example/x?private_token=1>; rel="next"'],
  ['https://g.example/x?page=1; rel="next"'],
  ['<https://g.example/x?page=2>; rel="nextish"'],
])('sees the end in %s', (header) => {
  expect(parseNextPage(header)).toBeNull();
});

test('reads any text without an exception', () => {
  fc.assert(fc.property(fc.string(), (text) => void parseNextPage(text)));
});
