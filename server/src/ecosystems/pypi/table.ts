import { isJsonObject, type JsonObject } from '../../formats/fields.js';

/** The text in a field; null where there is none or something else. */
export function textIn(table: JsonObject, field: string): string | null {
  const value = valueIn(table, field);
  return typeof value === 'string' ? value : null;
}

/** The table in a field; an empty one where there is none or something else. */
export function tableIn(table: JsonObject, ...fields: readonly string[]): JsonObject {
  let at = table;
  for (const field of fields) {
    const value = valueIn(at, field);
    if (!isJsonObject(value)) return {};
    at = value;
  }
  return at;
}

/** The entries of the list in a field; none where there is no list. */
export function listIn(table: JsonObject, field: string): readonly unknown[] {
  const value = valueIn(table, field);
  return Array.isArray(value) ? value : [];
}

/** The texts in the list in a field; what is no text is passed over. */
export function textsIn(table: JsonObject, field: string): readonly string[] {
  return listIn(table, field).filter((value) => typeof value === 'string');
}

/** The tables in the list in a field; what is no table is passed over. */
export function tablesIn(table: JsonObject, field: string): readonly JsonObject[] {
  return listIn(table, field).filter(isJsonObject);
}

/** The value of a field that the table itself has; undefined where it has none. */
export function valueIn(table: JsonObject, field: string): unknown {
  return Object.hasOwn(table, field) ? table[field] : undefined;
}
