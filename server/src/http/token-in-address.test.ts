import { hasTokenInAddress } from './token-in-address.js';

const TOKEN = `blt_${'a'.repeat(43)}`;

it.each([
  [`/graphql?query={viewer{id}}&x=${TOKEN}`, true],
  [`/graphql?${TOKEN}`, true],
  [`/graphql?x=%62lt_${'a'.repeat(43)}`, true],
  [`/graphql?a?x=Bearer%20${TOKEN}`, true],
  ['/graphql?access_token=x', true],
  ['/export/findings.csv?Token=x', true],
  ['/graphql?query={viewer{id}}', false],
  ['/export/findings.csv?filter={"search":"blt_short"}', false],
  ['/graphql?x=%E0%A4%A', false],
  ['/graphql', false],
  [undefined, false],
])('%s holds a token: %s', (url, holds) => expect(hasTokenInAddress(url)).toBe(holds));
