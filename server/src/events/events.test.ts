import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES } from './event-endpoint.js';
import { printEventContract, TYPE_OF } from './events.js';

const contract = printEventContract();

test('the committed contract is what is sent', () => {
  expect(readFileSync(join(__dirname, '../../../events.schema.json'), 'utf8')).toBe(contract);
});

test('the contract knows every type that the API names, and lets fields be added', () => {
  const types = JSON.parse(contract).oneOf.map(({ properties }: any) => properties.type.const);
  expect(types.map((type: keyof typeof TYPE_OF) => TYPE_OF[type])).toEqual(EVENT_TYPES);
  expect(contract).not.toContain('additionalProperties');
});
