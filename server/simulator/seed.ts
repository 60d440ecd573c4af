import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Simulator } from './simulator-api.js';
import { ACCESS, type Project, type Token, type User } from './state.js';

/** What `seedFromDirectory` made. */
export interface Seeded {
  readonly person: User;
  readonly bot: User;
  readonly token: Token;
  readonly projects: readonly Project[];
}

export const SEED_GROUP = 'demo';

/** Projects get their numbers in the order of their names all the same. */
const AT_ONCE = 8;

/**
 * A person (maintainer), a service account (developer) with a token, and a project for every folder of `directory`:
 * `name` becomes `demo/name`, `a__b__name` becomes `a/b/name`. Folders whose name begins with a dot are left out.
 */
export async function seedFromDirectory(simulator: Simulator, directory: string | null): Promise<Seeded> {
  const person = simulator.createUser({ username: 'robin', name: 'Robin Reviewer' });
  const bot = simulator.createUser({ username: 'backline-bot', name: 'Backline', isBot: true });
  const token = simulator.createToken({
    userId: bot.id,
    name: 'backline',
    kind: 'service_account',
    scopes: ['api', 'read_repository', 'write_repository'],
  });
  const grant = (group: string) => {
    simulator.createGroup({ path: group });
    simulator.addMember({ group }, { userId: person.id, level: ACCESS.maintainer });
    simulator.addMember({ group }, { userId: bot.id, level: ACCESS.developer });
  };
  grant(SEED_GROUP);
  const projects: Project[] = [];
  const entries = directory ? await readdir(directory, { withFileTypes: true }) : [];
  const names = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
  const sorted = names.sort();
  for (let start = 0; start < sorted.length; start += AT_ONCE) {
    const making = sorted.slice(start, start + AT_ONCE).map(async (name) => {
      const parts = name.split('__').filter((part) => part !== '');
      const path = parts.pop() ?? name;
      const namespace = parts.length > 0 ? parts.join('/') : SEED_GROUP;
      const top = namespace.split('/')[0] ?? SEED_GROUP;
      if (top !== SEED_GROUP) grant(top);
      return await simulator.createProject({ path, namespace, directory: join(directory ?? '', name) });
    });
    projects.push(...(await Promise.all(making)));
  }
  return { person, bot, token, projects };
}
