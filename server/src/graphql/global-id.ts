import { AppError } from '../errors.js';

export { toGlobalId } from '../global-id.js';

/** Every type that can be asked for by `node`. */
export type NodeType =
  | 'Account'
  | 'Advisory'
  | 'AdvisoryGroup'
  | 'ApiToken'
  | 'AuditEvent'
  | 'Campaign'
  | 'Dependency'
  | 'EventDelivery'
  | 'EventEndpoint'
  | 'Finding'
  | 'GitLabApplication'
  | 'Integration'
  | 'Invitation'
  | 'Job'
  | 'Manifest'
  | 'MergeRequest'
  | 'Project'
  | 'RemediationPlan'
  | 'Session';

/** The type and own id behind a global id; null for what is none. */
export function parseGlobalId(globalId: string): { readonly type: string; readonly id: string } | null {
  if (!/^[\w-]{4,400}$/.test(globalId)) return null;
  const match = /^([A-Za-z]+):(.+)$/s.exec(Buffer.from(globalId, 'base64url').toString('utf8'));
  const [, type, id] = match ?? [];
  return type === undefined || id === undefined || id.includes('\0') ? null : { type, id };
}

/** The noun's own id; BAD_INPUT when the global id is of another type. Row ids are positive integers. */
export function fromGlobalId(globalId: string, type: NodeType, path: string): string {
  const parsed = parseGlobalId(globalId);
  if (parsed?.type === type && isOwnId(type, parsed.id)) return parsed.id;
  throw new AppError('BAD_INPUT', `This is not the id of a ${type}.`, { details: { field: path } });
}

/** Whether a text can be the own id of such a noun. Row ids are positive integers. */
export function isOwnId(type: NodeType, id: string): boolean {
  if (type === 'Advisory') return id.length <= 200;
  if (type === 'Campaign') return id.length <= 600;
  if (type === 'Dependency') return /^[1-9]\d{0,17}\.[1-9]\d{0,17}$/.test(id);
  return /^[1-9]\d{0,17}$/.test(id);
}
