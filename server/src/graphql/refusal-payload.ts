import {
  getNamedType,
  type GraphQLOutputType,
  isEnumType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { UserError } from './user-error.type.js';

/** The payload of a mutation that did nothing: its user errors, empty lists and zeros; null when the type allows no such payload. */
export function refusalPayload(type: GraphQLOutputType, userErrors: UserError[]): object | null {
  const payload = getNamedType(type);
  if (!isObjectType(payload) || payload.getFields()['userErrors'] === undefined) return null;
  const empty = new Map<string, unknown>();
  for (const [name, field] of Object.entries(payload.getFields())) {
    if (!isNonNullType(field.type)) empty.set(name, null);
    else if (isListType(field.type.ofType)) empty.set(name, []);
    else if (isObjectType(field.type.ofType) || isEnumType(field.type.ofType)) return null;
    else empty.set(name, ZEROS.get(field.type.ofType.toString()));
  }
  return Object.fromEntries([...empty, ['userErrors', userErrors]]);
}

const ZEROS: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['Int', 0],
  ['Float', 0],
  ['Boolean', false],
  ['String', ''],
]);
