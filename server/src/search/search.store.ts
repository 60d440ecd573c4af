import type { EntityManager } from 'typeorm';
import type { SearchReader } from './search.js';

/** Names in Postgres. */
export function createSearchReader(_manager: EntityManager): SearchReader {
  return { find: () => Promise.resolve({ projects: [], packages: [], advisories: [] }) };
}
