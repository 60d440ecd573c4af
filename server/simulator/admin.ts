import { randomBytes } from 'node:crypto';
import type { Context } from './context.js';
import type { NewAccessToken, NewGroup, NewMember, NewUser, ProjectReference } from './simulator-api.js';
import { ACCESS, type Membership, type Namespace, type Project, type Token, type User } from './state.js';
import { createToken } from './tokens.js';

/** Makes a user with a namespace of the same name. */
export function createUser(context: Context, fields: NewUser): User {
  const { state } = context;
  if (state.findUser(fields.username) || state.findNamespace(fields.username)) {
    throw new Error(`the name ${fields.username} is taken`);
  }
  const user: User = {
    id: state.nextId('user'),
    username: fields.username,
    name: fields.name ?? fields.username,
    email: `${fields.username}@example.com`,
    isAdmin: fields.isAdmin ?? false,
    isBot: fields.isBot ?? false,
    isExternal: fields.isExternal ?? false,
    state: fields.state ?? 'active',
    createdAt: context.clock(),
  };
  state.users.set(user.id, user);
  const namespace = newNamespace(context, { kind: 'user', fullPath: fields.username, parentId: null });
  namespace.members.set(user.id, { level: ACCESS.owner, expiresAt: null });
  return user;
}

/** The user behind an access token of a project or group, named as GitLab names it. */
export function createBot(
  context: Context,
  resource: { readonly kind: 'project' | 'group'; readonly id: number },
): User {
  const suffix = randomBytes(16).toString('hex');
  const username = `${resource.kind}_${resource.id}_bot_${suffix}`;
  return createUser(context, { username, name: `${resource.kind} bot`, isBot: true });
}

/** Makes an access token of a project or group: a bot, its membership and its token. */
export function createAccessToken(context: Context, fields: NewAccessToken): Token {
  const { of: owner, level, ...rest } = fields;
  const isGroup = typeof owner === 'object';
  const kind = isGroup ? 'group' : 'project';
  const { id } = isGroup ? groupOf(context, owner.group) : projectOf(context, owner);
  const user = createBot(context, { kind, id });
  addMember(context, owner, { userId: user.id, level });
  return createToken(context, { ...rest, userId: user.id, kind });
}

function newNamespace(
  context: Context,
  fields: Pick<Namespace, 'kind' | 'fullPath' | 'parentId'> & { readonly name?: string },
): Namespace {
  const path = fields.fullPath.slice(fields.fullPath.lastIndexOf('/') + 1);
  const namespace: Namespace = {
    id: context.state.nextId('namespace'),
    kind: fields.kind,
    path,
    name: fields.name ?? path,
    fullPath: fields.fullPath,
    parentId: fields.parentId,
    visibility: 'private',
    createdAt: context.clock(),
    members: new Map(),
  };
  context.state.namespaces.set(namespace.id, namespace);
  context.state.namespacesByPath.set(namespace.fullPath.toLowerCase(), namespace);
  return namespace;
}

/** Makes a group and the groups above it; one that exists is taken as it is. */
export function createGroup(context: Context, fields: NewGroup): Namespace {
  const existing = context.state.findNamespace(fields.path);
  if (existing) return existing;
  const slash = fields.path.lastIndexOf('/');
  const parent = slash < 0 ? null : createGroup(context, { path: fields.path.slice(0, slash) });
  const group = newNamespace(context, {
    kind: 'group',
    fullPath: fields.path,
    parentId: parent?.id ?? null,
    ...(fields.name ? { name: fields.name } : {}),
  });
  group.visibility = fields.visibility ?? 'private';
  return group;
}

/** Adds, changes or (level 0) removes a direct membership. */
export function addMember(
  context: Context,
  to: ProjectReference | { readonly group: string },
  member: NewMember,
): void {
  const members =
    typeof to === 'object' ? groupOf(context, to.group).members : projectOf(context, to).members;
  const membership: Membership = { level: member.level, expiresAt: member.expiresAt ?? null };
  if (member.level === ACCESS.none) members.delete(member.userId);
  else members.set(member.userId, membership);
}

/** The group; throws when there is none. */
export function groupOf(context: Context, path: string): Namespace {
  const group = context.state.findNamespace(path);
  if (!group) throw new Error(`no group ${path}`);
  return group;
}

/** The project; throws when there is none. */
export function projectOf(context: Context, reference: ProjectReference): Project {
  const project = context.state.findProject(reference);
  if (!project) throw new Error(`no project ${reference}`);
  return project;
}
