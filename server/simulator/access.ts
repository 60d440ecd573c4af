import {
  ACCESS,
  type Membership,
  type Namespace,
  type Project,
  type SimulatorState,
  type User,
} from './state.js';

/** Answers who may do what. Times are the monotonic clock's, dates the simulator's. */
export class Access {
  private readonly hiddenUntil = new Map<number, number>();

  constructor(
    private readonly state: SimulatorState,
    private readonly clock: () => Date,
  ) {}

  /** The level of a membership list, and of the groups above it, for a user; null when not a member. */
  inNamespace(userId: number, namespace: Namespace): number | null {
    let best: number | null = null;
    for (let current: Namespace | undefined = namespace; current; current = this.parentOf(current)) {
      best = higher(best, this.levelOf(current.members.get(userId)));
    }
    return best;
  }

  /** Access through groups counts only from that moment on: GitLab works it out in a background job. */
  hideFromGroups(project: Project, until: number): void {
    this.hiddenUntil.set(project.id, until);
  }

  /** What the project's own members list says. */
  direct(userId: number, project: Project): number | null {
    return this.levelOf(project.members.get(userId));
  }

  /** What the groups above the project, or the groups it is shared with, give. */
  throughGroups(userId: number, project: Project): number | null {
    if ((this.hiddenUntil.get(project.id) ?? 0) > performance.now()) return null;
    let best = this.inNamespace(userId, this.state.namespaceOf(project));
    for (const [groupId, level] of project.sharedWith) {
      const group = this.state.namespaces.get(groupId);
      const own = group ? this.inNamespace(userId, group) : null;
      if (own !== null) best = higher(best, Math.min(own, level));
    }
    return best;
  }

  /** The effective membership, null when there is none. Administrators have none either. */
  membership(userId: number, project: Project): number | null {
    return higher(this.direct(userId, project), this.throughGroups(userId, project));
  }

  /** What the user may do, administrators included: 0 when nothing. */
  level(user: User | null, project: Project): number {
    if (!user) return ACCESS.none;
    return user.isAdmin ? ACCESS.owner : (this.membership(user.id, project) ?? ACCESS.none);
  }

  canSee(user: User | null, project: Project): boolean {
    if (project.visibility === 'public') return true;
    if (project.visibility === 'internal' && user && !user.isExternal) return true;
    return this.level(user, project) >= ACCESS.guest;
  }

  canReadCode(user: User | null, project: Project): boolean {
    const level = this.level(user, project);
    if (project.repositoryAccess === 'disabled') return false;
    if (level >= ACCESS.reporter) return true;
    return (
      project.visibility !== 'private' && project.repositoryAccess === 'enabled' && this.canSee(user, project)
    );
  }

  /** Developer for an ordinary branch, what the protections say for a protected one; nobody in an archived project. */
  canPush(user: User | null, project: Project, branch: string): boolean {
    if (project.isArchived || !this.canReadCode(user, project)) return false;
    const needed = protectionsOf(project, branch).map((protection) => protection.pushLevel);
    return this.reaches(user, project, needed);
  }

  canMergeInto(user: User | null, project: Project, branch: string): boolean {
    if (project.isArchived) return false;
    const needed = protectionsOf(project, branch).map((protection) => protection.mergeLevel);
    return this.reaches(user, project, needed);
  }

  private reaches(user: User | null, project: Project, needed: readonly number[]): boolean {
    const level = this.level(user, project);
    if (level < ACCESS.developer) return false;
    return needed.length === 0 || needed.some((one) => one > ACCESS.none && level >= one);
  }

  private levelOf(membership: Membership | undefined): number | null {
    if (!membership) return null;
    if (membership.expiresAt && this.clock() >= new Date(`${membership.expiresAt}T00:00:00Z`)) return null;
    return membership.level;
  }

  private parentOf(namespace: Namespace): Namespace | undefined {
    return namespace.parentId === null ? undefined : this.state.namespaces.get(namespace.parentId);
  }
}

function higher(first: number | null, second: number | null): number | null {
  if (first === null || second === null) return first ?? second;
  return Math.max(first, second);
}

/** The protections whose pattern names the branch; `*` stands for any text. */
export function protectionsOf(project: Project, branch: string) {
  return [...project.protections.values()].filter((protection) => matchesPattern(protection.pattern, branch));
}

/** Whether the branch may move anywhere: every protection that names it must allow force. */
export function mayForce(project: Project, branch: string): boolean {
  return protectionsOf(project, branch).every((protection) => protection.allowForcePush);
}

/** Whether a pattern with `*` names the text. Linear in both. */
export function matchesPattern(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  if (parts.length === 1) return pattern === text;
  const first = parts[0] ?? '';
  const last = parts[parts.length - 1] ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length)
    return false;
  let position = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, position);
    if (found < 0) return false;
    position = found + part.length;
  }
  return position <= text.length - last.length;
}
