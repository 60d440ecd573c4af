import { cratesApiOf, defaultRegistries, REGISTRY_ECOSYSTEMS } from './default-registries.js';

test('what the operator set stands before the package manager’s own default, and off means that nobody is asked', () => {
  const defaults = defaultRegistries(
    { PyPI: 'https://mirror.example/', Go: 'off' },
    () => 'https://npm.example/',
  );
  expect(defaults).toMatchObject({ npm: 'https://npm.example/', PyPI: 'https://mirror.example/', Go: null });
  expect(Object.keys(defaults).toSorted()).toEqual([...REGISTRY_ECOSYSTEMS].toSorted());
  for (const address of Object.values(defaults)) expect(address ?? 'https:').toMatch(/^https:/);
});

test('npm’s own libraries are not asked for an address that nobody needs', () => {
  const never = () => {
    throw new Error('asked');
  };
  expect(defaultRegistries({ npm: 'off' }, never).npm).toBeNull();
});

test('only the public index of crates has a place that dates them beside it', () => {
  const { 'crates.io': index } = defaultRegistries({}, () => '');
  expect(cratesApiOf(index ?? '')).toMatch(/^https:/);
  expect(cratesApiOf('https://crates.example/')).toBeNull();
});
