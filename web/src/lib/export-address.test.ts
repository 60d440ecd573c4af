import { exportAddress } from './export-address.js';

test.each([
  [
    'the list as it is shown',
    { noun: 'plans', orderBy: 'NEWEST' },
    'csv',
    '/export/plans.csv?orderBy=NEWEST',
  ],
  ['no empty filter', { noun: 'audit', filter: {} }, 'csv', '/export/audit.csv'],
  [
    'a filter whose values need escaping',
    { noun: 'findings', filter: { search: 'a&b', state: ['OPEN'] } },
    'sarif',
    '/export/findings.sarif.json?filter=%7B%22search%22%3A%22a%26b%22%2C%22state%22%3A%5B%22OPEN%22%5D%7D',
  ],
  [
    'the whole inventory of the project',
    { noun: 'dependencies', filter: { projectId: 'p', isDirect: true } },
    'cyclonedx',
    '/export/inventory.cdx.json?filter=%7B%22projectId%22%3A%22p%22%7D',
  ],
] as const)('asks for %s', (_, list, format, expected) => {
  expect(exportAddress(list, format)).toBe(expected);
});
