import type { Context } from './context.js';
import { closeMergeRequest, reopenMergeRequest, setLabels } from './merge-request-state.js';
import { isDraft, withoutDraft } from './merge-check.js';
import type { MergeRequest, Project, User } from './state.js';

/** The commands that GitLab takes out of a merge request's texts. Others stay as text. */
const COMMANDS = new Set([
  'approve',
  'assign',
  'assign_reviewer',
  'award',
  'cc',
  'clear_milestone',
  'close',
  'copy_metadata',
  'done',
  'draft',
  'due',
  'estimate',
  'label',
  'labels',
  'lock',
  'me',
  'merge',
  'milestone',
  'ready',
  'reassign',
  'reassign_reviewer',
  'rebase',
  'relabel',
  'remove_estimate',
  'remove_label',
  'remove_milestone',
  'remove_reviewer',
  'remove_time_spent',
  'reopen',
  'request_review',
  'shrug',
  'spend',
  'spent',
  'submit_review',
  'subscribe',
  'tableflip',
  'target_branch',
  'title',
  'todo',
  'unapprove',
  'unassign',
  'unassign_reviewer',
  'unlabel',
  'unlock',
  'unsubscribe',
  'request_changes',
]);

export interface ExtractedAction {
  readonly command: string;
  readonly argument: string;
}

/** Splits a text into what stays and the quick actions: lines that begin with `/`, outside code, quotes and HTML comments. */
export function extractQuickActions(text: string): {
  readonly text: string;
  readonly actions: readonly ExtractedAction[];
} {
  const kept: string[] = [];
  const actions: ExtractedAction[] = [];
  let closes: ((line: string) => boolean) | null = null;
  for (const line of text.split('\n')) {
    if (closes) {
      if (closes(line)) closes = null;
      kept.push(line);
      continue;
    }
    closes = blockOpenedBy(line);
    const action = closes ? null : parseAction(line);
    if (action) actions.push(action);
    else kept.push(line);
  }
  return { text: actions.length > 0 ? kept.join('\n').trim() : text, actions };
}

/** A test for the line that ends the block which this line opens, or null. */
function blockOpenedBy(line: string): ((line: string) => boolean) | null {
  const fence = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
  if (fence)
    return (next) => next.trim().startsWith(fence) && next.trim().replaceAll(fence.charAt(0), '') === '';
  if (line.trim() === '>>>') return (next) => next.trim() === '>>>';
  const comment = line.lastIndexOf('<!--');
  if (comment >= 0 && !line.includes('-->', comment)) return (next) => next.includes('-->');
  const ticks = line.split('`').length - 1;
  if (ticks % 2 === 1) return (next) => next.trim() === '' || next.includes('`');
  return null;
}

function parseAction(line: string): ExtractedAction | null {
  const match = /^\/([a-z_]+)(?:[ \t]+(.*))?$/i.exec(line.trimEnd());
  const command = match?.[1]?.toLowerCase();
  return command && COMMANDS.has(command) ? { command, argument: (match?.[2] ?? '').trim() } : null;
}

/** Executes the ones that change the merge request and remembers all of them. */
export function executeQuickActions(
  context: Context,
  project: Project,
  work: {
    readonly mergeRequest: MergeRequest;
    readonly user: User;
    readonly actions: readonly ExtractedAction[];
  },
): void {
  for (const action of work.actions) {
    work.mergeRequest.quickActions.push({ ...action, userId: work.user.id });
    execute(context, project, { ...work, action });
  }
}

function execute(
  context: Context,
  project: Project,
  work: { readonly mergeRequest: MergeRequest; readonly user: User; readonly action: ExtractedAction },
): void {
  const { mergeRequest, user } = work;
  const { command, argument } = work.action;
  const labels = [...argument.matchAll(/~(?:"([^"]+)"|([^\s~]+))/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  if (command === 'close') closeMergeRequest(context, project, { mergeRequest, user });
  else if (command === 'reopen')
    context.background.start(() => reopenMergeRequest(context, project, { mergeRequest, user }));
  else if (command === 'title' && argument) mergeRequest.title = argument;
  else if (command === 'draft' && !isDraft(mergeRequest)) mergeRequest.title = `Draft: ${mergeRequest.title}`;
  else if (command === 'ready') mergeRequest.title = withoutDraft(mergeRequest.title);
  else if (command === 'approve') mergeRequest.approvedBy.set(user.id, context.clock());
  else if (command === 'unapprove') mergeRequest.approvedBy.delete(user.id);
  else if (command === 'target_branch' && argument) mergeRequest.targetBranch = argument;
  else if (command === 'merge') mergeRequest.autoMerge = { userId: user.id, options: {} };
  else if (command === 'label' || command === 'labels') {
    setLabels(context, project, mergeRequest, [...mergeRequest.labels, ...labels]);
  } else if (command === 'relabel') setLabels(context, project, mergeRequest, labels);
  else if (command === 'unlabel' || command === 'remove_label') {
    const left = mergeRequest.labels.filter((label) => labels.length > 0 && !labels.includes(label));
    setLabels(context, project, mergeRequest, left);
  }
}
