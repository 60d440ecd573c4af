import { ecosystemsAmong } from '../../lib/ecosystems.js';
import { sentenceCase } from '../../lib/text.js';
import { readDependencyFilter } from './dependencies-tab.js';

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
  ['kind=direct', { isDirect: true }],
  ['kind=direct&kind=transitive', {}],
  ['ecosystem=Go&ecosystem=nonsense', { ecosystem: ['Go'] }],
  [
    'search=log4j&manifest=web/pom.xml&vulnerable=yes',
    { search: 'log4j', manifestPath: 'web/pom.xml', isVulnerable: true },
  ],
])('the address %j asks for the dependencies %j', (search, filter) => {
  expect(readDependencyFilter(addressOf(search))).toEqual(filter);
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
