import { startOtherRegistries, type RunningOtherRegistries } from '../registry/other-registries.js';
import { startRegistry, type RunningRegistry } from '../registry/registry.js';
import { startSimulator, type Simulator } from '../simulator.js';
import { ACCESS, type Project } from '../state.js';
import {
  demoAdvisoriesPath,
  demoExploitPaths,
  demoProjectDirectory,
  readDemoUniverse,
  readOtherUniverses,
} from './demo-files.js';
import { DEMO_PROJECTS } from './demo-projects.js';

/** Ports on 127.0.0.1; 0 or none takes any free one. */
export interface DemoOptions {
  readonly port?: number;
  readonly registryPort?: number;
}

/** Tokens to paste: one that works, and two that show what goes wrong. */
export interface DemoTokens {
  /** A service account's, Developer in the groups, with all three scopes. */
  readonly good: string;
  /** The same account's, with `read_api` only. */
  readonly missingScope: string;
  /** The same account's, expired since 2026-01-31. */
  readonly expired: string;
}

/** A running demo: a GitLab with sample projects, and package registries. */
export interface Demo {
  readonly gitlabUrl: string;
  /** npm's. */
  readonly registryUrl: string;
  readonly otherRegistryUrls: RunningOtherRegistries['urls'];
  readonly tokens: DemoTokens;
  /** OSV records, one a line. */
  readonly advisoriesPath: string;
  /** An EPSS file and a KEV catalogue. */
  readonly exploitPaths: readonly string[];
  readonly simulator: Simulator;
  readonly registry: RunningRegistry;
  /** By their full path, in the order in which they were made. */
  readonly projects: ReadonlyMap<string, Project>;
  close(): Promise<void>;
}

/** The person who reviews and merges. */
export const DEMO_PERSON = { username: 'dana', name: 'Dana Fischer' } as const;
/** The service account whose tokens Backline gets. */
export const DEMO_BOT = { username: 'backline-bot', name: 'Backline' } as const;

const EXPIRED_SINCE = '2026-01-31';
const DEVELOPER_GROUPS = [
  { path: 'shop', name: 'Shop' },
  { path: 'platform', name: 'Platform' },
] as const;
const REPORTER_GROUP = { path: 'finance', name: 'Finance' } as const;

/** Starts the demo on loopback. Nothing else is needed or asked. Close it when done. */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const started: { close(): Promise<void> }[] = [];
  const keep = <Running extends { close(): Promise<void> }>(running: Running): Running => {
    started.push(running);
    return running;
  };
  const close = async () => {
    await Promise.all(started.map((running) => running.close()));
  };
  try {
    const registry = keep(
      await startRegistry({ universe: readDemoUniverse(), port: options.registryPort ?? 0 }),
    );
    const others = keep(await startOtherRegistries(readOtherUniverses()));
    const simulator = keep(await startSimulator({ port: options.port ?? 0 }));
    const tokens = seedPeople(simulator);
    return {
      gitlabUrl: simulator.url,
      registryUrl: registry.url,
      otherRegistryUrls: others.urls,
      tokens,
      advisoriesPath: demoAdvisoriesPath(),
      exploitPaths: demoExploitPaths(),
      simulator,
      registry,
      projects: await seedProjects(simulator),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function seedPeople(simulator: Simulator): DemoTokens {
  const person = simulator.createUser(DEMO_PERSON);
  const bot = simulator.createUser({ ...DEMO_BOT, isBot: true });
  for (const group of [...DEVELOPER_GROUPS, REPORTER_GROUP]) {
    simulator.createGroup(group);
    simulator.addMember({ group: group.path }, { userId: person.id, level: ACCESS.maintainer });
  }
  for (const group of DEVELOPER_GROUPS) {
    simulator.addMember({ group: group.path }, { userId: bot.id, level: ACCESS.developer });
  }
  simulator.addMember({ group: REPORTER_GROUP.path }, { userId: bot.id, level: ACCESS.reporter });
  const make = (name: string, scopes: readonly string[], expiresAt?: string): string =>
    simulator.createToken({
      userId: bot.id,
      kind: 'service_account',
      name,
      scopes,
      ...(expiresAt === undefined ? {} : { expiresAt }),
    }).value;
  const all = ['api', 'read_repository', 'write_repository'];
  return {
    good: make('backline', all),
    missingScope: make('read only', ['read_api']),
    expired: make('last year', all, EXPIRED_SINCE),
  };
}

async function seedProjects(simulator: Simulator): Promise<ReadonlyMap<string, Project>> {
  const projects = new Map<string, Project>();
  for (const project of DEMO_PROJECTS) {
    const made = await simulator.createProject({
      path: project.folder,
      namespace: project.group,
      name: project.name,
      description: project.description,
      topics: project.topics,
      directory: demoProjectDirectory(project.folder),
    });
    projects.set(`${project.group}/${project.folder}`, made);
  }
  projects.set(
    'platform/old-website',
    await simulator.createProject({
      path: 'old-website',
      namespace: 'platform',
      name: 'Old Website',
      description: 'Replaced by the storefront',
      isArchived: true,
      files: OLD_WEBSITE,
    }),
  );
  projects.set(
    'shop/loyalty-card',
    await simulator.createProject({
      path: 'loyalty-card',
      namespace: 'shop',
      name: 'Loyalty Card',
      description: 'Starts next quarter',
    }),
  );
  return projects;
}

const OLD_WEBSITE = {
  'README.md': '# Old Website\n\nReplaced by the storefront. Kept for its pictures.\n',
  'package.json': `${JSON.stringify(
    { name: 'old-website', version: '5.2.0', private: true, dependencies: { jquery: '3.2.1' } },
    null,
    2,
  )}\n`,
};
