/** What one kind of record tells. */
interface ActionMeaning {
  /** When it is written. */
  readonly when: string;
  /** What `before` and `after` hold; without it both are null. */
  readonly holds?: string;
}

const MADE = 'after: all of it';
const GONE = 'before: all of it';
const CHANGED = 'before and after: all of it';
const STATE_OF_PLAN = 'before and after: state, digest, revision, decidedBy, stateReason';
const STATE_OF_JOB = 'before and after: name, state, isCancelRequested';

/** Every action that a record of the audit log can have. Names stay: programs look for them (docs/api/audit-actions.md). */
export const AUDIT_ACTIONS = {
  'account.created': { when: 'The first account was made.', holds: 'after: email, name, role' },
  'account.linked': {
    when: 'A person signed in with an OpenID Connect provider for the first time.',
    holds: 'after: issuer, subject',
  },
  'account.password-changed': { when: 'A person changed their password.', holds: 'after: endedSessions' },
  'account.password-reset': {
    when: 'A person was given a new password on the command line.',
  },
  'account.password-set': { when: 'A person set a first password.', holds: 'after: endedSessions' },
  'account.renamed': { when: 'A person changed their name.', holds: 'before and after: name' },
  'account.session-ended': {
    when: 'A person ended one of their sessions.',
    holds: 'before: client, createdAt, beganWith',
  },
  'account.sessions-ended': { when: 'A person ended their other sessions.', holds: 'after: endedSessions' },
  'account.signed-in': { when: 'A person signed in, by whichever way.' },
  'account.signed-out': { when: 'A person signed out.' },
  'advisories.sync-asked': { when: 'A sync of the advisories was asked for.', holds: 'after: job' },
  'api-token.created': { when: 'An API token was made.', holds: `${MADE} but the secret` },
  'api-token.revoked': {
    when: 'An API token was revoked, by itself or with its maker.',
    holds: `${CHANGED} but the secret`,
  },
  'event-endpoint.created': {
    when: 'An endpoint for events was made.',
    holds: `${MADE}, of the address its host`,
  },
  'event-endpoint.deleted': {
    when: 'An endpoint for events was deleted.',
    holds: `${GONE}, of the address its host`,
  },
  'event-endpoint.disabled': { when: 'Backline switched an endpoint off that failed for days.' },
  'event-endpoint.secret-rotated': {
    when: 'An endpoint was given a new secret.',
    holds: `${CHANGED}, of the address its host`,
  },
  'event-endpoint.sent': {
    when: 'A test was sent, or deliveries were sent again.',
    holds: 'after: what was sent',
  },
  'event-endpoint.updated': {
    when: 'An endpoint for events was changed.',
    holds: `${CHANGED}, of the address its host`,
  },
  'finding.dismissed': {
    when: 'A finding was dismissed, by a person or by a policy.',
    holds: 'of a person: before and after: state, dismissal',
  },
  'finding.reopened': {
    when: 'A finding was opened again, by a person, or because its dismissal had ended.',
    holds: 'of a person: before and after: state, dismissal',
  },
  'gitlab-application.consent-begun': {
    when: 'A person went to GitLab to consent to an integration.',
    holds: 'after: the application but its secret',
  },
  'gitlab-application.registered': {
    when: 'An application of a GitLab was registered for consents.',
    holds: `${MADE} but the secret`,
  },
  'gitlab-application.removed': {
    when: 'An application of a GitLab was removed.',
    holds: `${GONE} but the secret`,
  },
  'integration.connect-failed': { when: 'Connecting a GitLab failed.', holds: 'after: where, code' },
  'integration.connected': {
    when: 'A GitLab was connected, or connected again.',
    holds: `${CHANGED} but secrets`,
  },
  'integration.disconnected': { when: 'A GitLab was disconnected.', holds: `${CHANGED} but secrets` },
  'integration.paused': { when: 'The token of an integration stopped working, so work on it waits.' },
  'integration.sync-asked': { when: 'A sync of the projects was asked for.', holds: 'after: job' },
  'integration.sync-failed': { when: 'A sync of the projects failed.' },
  'integration.synced': { when: 'The projects of an integration were listed.' },
  'integration.token-expires-soon': { when: 'The token of an integration ends in at most 30, 7 or 1 days.' },
  'integration.token-replaced': {
    when: 'A person gave an integration another token.',
    holds: `${CHANGED} but secrets`,
  },
  'integration.token-rotated': {
    when: 'The token of an integration was rotated, or that was tried.',
    holds: `${CHANGED} but secrets`,
  },
  'integration.updated': {
    when: 'Settings or registries of an integration were changed.',
    holds: 'before and after: settings or registries, without secrets',
  },
  'integration.verified': {
    when: 'The token of an integration was checked and works.',
    holds: `${CHANGED} but secrets`,
  },
  'integration.verify-failed': {
    when: 'The token of an integration was checked and does not work.',
    holds: `${CHANGED} but secrets`,
  },
  'job.cancel': { when: 'A job was cancelled.', holds: STATE_OF_JOB },
  'job.retry': { when: 'A job that had failed was queued again.', holds: STATE_OF_JOB },
  'merge-request.asks-again': {
    when: 'A merge request was not rebuilt, because its plan has to be approved anew.',
  },
  'merge-request.auto-merge': { when: 'Backline asked GitLab to merge by itself, as the policy says.' },
  'merge-request.close-asked': {
    when: 'Closing a merge request was asked for.',
    holds: 'after: job, reason',
  },
  'merge-request.closed': { when: 'A merge request was closed at GitLab, or is gone.' },
  'merge-request.edited': {
    when: 'A person pushed to the branch of a merge request, which is left alone then.',
  },
  'merge-request.ended': { when: 'Backline closed a merge request.' },
  'merge-request.locked': { when: 'GitLab is merging a merge request.' },
  'merge-request.merge-refused': { when: 'GitLab refused to merge by itself.' },
  'merge-request.merged': { when: 'A merge request was merged.' },
  'merge-request.opened': { when: 'Backline opened a merge request, or it was opened again at GitLab.' },
  'merge-request.rebuild-asked': {
    when: 'Rebuilding a merge request was asked for.',
    holds: 'after: job, reason',
  },
  'merge-request.rebuilt': { when: 'Backline rebuilt a merge request on its new base.' },
  'merge-request.target-changed': { when: 'The target branch of a merge request changed.' },
  'merge-request.unreadable': { when: 'GitLab’s answer about a merge request could not be read.' },
  'person.invitation-cancelled': { when: 'An invitation was taken back.', holds: GONE },
  'person.invited': { when: 'A person was invited.', holds: `${MADE} but the link` },
  'person.joined': {
    when: 'A person accepted an invitation, or came by the provider for the first time.',
    holds: 'after: email, name, role, limitedTo',
  },
  'person.limits-changed': {
    when: 'What a person is limited to was changed.',
    holds: 'before and after: role, limitedTo; after: revokedTokens',
  },
  'person.removed': { when: 'A person was removed.', holds: GONE },
  'person.role-changed': {
    when: 'The role of a person was changed.',
    holds: 'before and after: role, limitedTo; after: revokedTokens',
  },
  'plan.approved': {
    when: 'A plan was approved, by a person or by a policy (`policy:…` as the actor).',
    holds: `of a person: ${STATE_OF_PLAN}`,
  },
  'plan.asks-again': {
    when: 'An approved plan was not opened, because what it would change is another now.',
  },
  'plan.failed': { when: 'Opening a plan failed.' },
  'plan.proposed': { when: 'A plan was proposed, or a new revision of it.' },
  'plan.refresh-asked': { when: 'Working a plan out again was asked for.', holds: 'after: job' },
  'plan.rejected': { when: 'A plan was rejected, or its approval withdrawn.', holds: STATE_OF_PLAN },
  'plan.retried': { when: 'Opening a plan that had failed was asked for again.', holds: STATE_OF_PLAN },
  'policy.updated': { when: 'A policy was changed.', holds: 'before and after: the fields that changed' },
  'project.analysis-asked': { when: 'Analysing a project was asked for.', holds: 'after: job, force' },
  'project.archived': { when: 'A project was archived at GitLab.' },
  'project.back': { when: 'GitLab lists a project again that was gone.' },
  'project.default-branch-changed': { when: 'The default branch of a project is another.' },
  'project.empty': { when: 'A project was analysed and has nothing to read.' },
  'project.findings-changed': { when: 'An analysis or new advisories changed the findings of a project.' },
  'project.left': { when: 'GitLab no longer lists a project.' },
  'project.limited': { when: 'Something keeps Backline from working on a project; the message says what.' },
  'project.manifest-problems': { when: 'Files of a project could not be read, or can be read again.' },
  'project.moved': { when: 'A project moved to another group.' },
  'project.released': { when: 'What kept Backline from working on a project is over.' },
  'project.renamed': { when: 'A project has another path or name.' },
  'project.role-changed': { when: 'The role of the token in a project is another.' },
  'project.unarchived': { when: 'A project is no longer archived.' },
  'project.webhook-asleep': { when: 'GitLab stopped the webhook of a project.' },
  'project.webhook-fine': { when: 'The webhook of a project works again.' },
  'project.webhook-made': { when: 'Backline made a webhook in a project.' },
  'project.webhook-removed': { when: 'Backline removed its webhook from a project.' },
  'project.webhook-repaired': { when: 'Backline put its webhook in a project right.' },
  'project.webhook-waiting': { when: 'The webhook of a project could not be seen to; it is tried again.' },
  'project.webhook-woken': { when: 'A test woke the webhook of a project that GitLab had stopped.' },
  'webhook.foreign-project': {
    when: 'A webhook received an event about another project, which was not taken.',
  },
} as const satisfies Readonly<Record<string, ActionMeaning>>;

/** One of the actions of the list; no other can be recorded. */
export type AuditAction = keyof typeof AUDIT_ACTIONS;

const HEAD = `# Actions of the audit log

Made by \`npm run schema\` from the list in the code. A record has one of these in \`action\`; the filter takes it whole, or how it begins: \`plan.\` for all
of plans. Records of older versions may have others. Who did it stands in \`actor\`, \`actorKind\` and \`actorId\`, by which mutation in \`operation\`; \`before\` and
\`after\` never hold secrets. An action gone from here was announced as a field of the schema is ([How the schema changes](changes.md)).`;

/** The list for those who read. */
export function printAuditActions(): string {
  const rows = Object.entries<ActionMeaning>(AUDIT_ACTIONS).map(([action, { when, holds }]) => [
    `\`${action}\``,
    when,
    holds ?? '–',
  ]);
  const all = [['action', 'when', 'what before and after hold'], ...rows];
  const widths = [0, 1, 2].map((column) =>
    all.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  const [head = [], ...body] = all;
  return `${HEAD}\n\n${[line(head), rule, ...body.map(line)].join('\n')}\n`;
}
