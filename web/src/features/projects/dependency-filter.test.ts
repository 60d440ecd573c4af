import { ecosystemsAmong } from '../../lib/ecosystems.js';
import { sentenceCase } from '../../lib/text.js';
import { readDependencyFilter, readOutdatedFilter, readOutdatedOrder } from './dependency-filter.js';

function addressOf(search: string) {
  const parameters = new URLSearchParams(search);
  return {
    one: (name: string) => parameters.get(name) ?? '',
    many: <Value extends string>(name: string, allowed: readonly Value[]) =>
      allowed.filter((value) => parameters.getAll(name).includes(value)),
  };
}

test.each([
  ['', {}],
  ['isDirect=true', { isDirect: true }],
  ['isDirect=true&isDirect=false', {}],
  ['isVulnerable=maybe', {}],
  ['scope=TEST&scope=RUNTIME', { scope: ['RUNTIME', 'TEST'] }],
  ['ecosystem=Go&ecosystem=nonsense', { ecosystem: ['Go'] }],
  [
    'search=log4j&manifestPath=web/pom.xml&isVulnerable=true',
    { search: 'log4j', manifestPath: 'web/pom.xml', isVulnerable: true },
  ],
])('the address %j asks for the dependencies %j', (search, filter) => {
  expect(readDependencyFilter(addressOf(search))).toEqual(filter);
});

test.each([
  ['', {}, 'STEP'],
  ['step=MAJOR&isWithdrawn=true&order=BEHIND', { step: ['MAJOR'], isWithdrawn: true }, 'BEHIND'],
  ['step=major&order=constructor&manifestPath=a', { manifestPath: 'a' }, 'STEP'],
])('the address %j asks for the outdated packages %j in the order %s', (search, filter, order) => {
  expect(readOutdatedFilter(addressOf(search))).toEqual(filter);
  expect(readOutdatedOrder(addressOf(search))).toBe(order);
});

test('ecosystems are offered in one order, each once', () => {
  expect(ecosystemsAmong(['Go', 'npm', 'Go', 'Unknown'])).toEqual(['npm', 'Go']);
});

test.each([
  ['RUNTIME', 'Runtime'],
  ['OPTIONAL', 'Optional'],
  ['IN_PROGRESS', 'In progress'],
])('%s is shown as %s', (constant, shown) => {
  expect(sentenceCase(constant)).toBe(shown);
});
