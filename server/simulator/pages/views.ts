import type { Context } from '../context.js';
import { detailedMergeStatus, isDraft } from '../merge-check.js';
import { isExpired } from '../present.js';
import type { CommitInfo, FileDiff, TreeEntry } from '../repository-read.js';
import type { MergeRequest, Project } from '../state.js';
import { Html, html } from './html.js';
import { renderMarkdown } from './markdown.js';

/** The list of all projects. */
export function projectsView(context: Context): Html {
  const root = context.relativeRoot;
  const projects = [...context.state.projects.values()];
  const rows = projects.map((project) => {
    const path = context.state.fullPathOf(project);
    const open = [...project.mergeRequests.values()].filter((one) => one.state === 'opened').length;
    return html`<tr>
      <td><a href="${root}/${path}">${path}</a></td>
      <td>${project.visibility}</td>
      <td>${project.isArchived ? 'archived' : ''}</td>
      <td><a href="${root}/${path}/-/merge_requests">${open} open</a></td>
    </tr>`;
  });
  if (rows.length === 0)
    return html`<h1>Projects</h1>
      <p>There are no projects.</p>`;
  return html`<h1>Projects</h1>
    <p class="dim">${projects.length} in all.</p>
    <table>
      <thead>
        <tr>
          <th>Project</th>
          <th>Visibility</th>
          <th>State</th>
          <th>Merge requests</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}

/** One project: its branches, its files, its newest commits. */
export function projectView(
  context: Context,
  project: Project,
  content: {
    readonly branches: ReadonlyMap<string, string>;
    readonly files: readonly TreeEntry[];
    readonly commits: readonly CommitInfo[];
  },
): Html {
  const path = context.state.fullPathOf(project);
  const commits = content.commits.map(
    (commit) =>
      html`<tr>
        <td><code>${commit.sha.slice(0, 8)}</code></td>
        <td>${commit.message.split('\n', 1)[0] ?? ''}</td>
        <td>${commit.authorName}</td>
        <td class="dim">${commit.committedAt}</td>
      </tr>`,
  );
  return html`<h1>${path}</h1>
    <p class="dim">
      Project ${project.id}, ${project.visibility}${project.isArchived ? ', archived' : ''}. Clone with
      <code>${context.externalUrl}/${path}.git</code>
    </p>
    <h2>Merge requests</h2>
    ${mergeRequestTable(context, project)}
    <h2>Branches</h2>
    ${content.branches.size === 0 ? html`<p>The repository is empty.</p>` : null}
    <ul>
      ${[...content.branches].map(([name, sha]) => html`<li><code>${name}</code> at <code>${sha.slice(0, 8)}</code>${name === project.defaultBranch ? ', default' : ''}</li>`)}
    </ul>
    <h2>Files on ${project.defaultBranch}</h2>
    <ul>
      ${content.files.slice(0, 500).map((file) => html`<li><code>${file.path}</code></li>`)}
    </ul>
    <h2>Commits</h2>
    <table>
      <tbody>
        ${commits}
      </tbody>
    </table>`;
}

/** The list of a project's merge requests, newest first. */
export function mergeRequestTable(context: Context, project: Project): Html {
  const path = context.state.fullPathOf(project);
  const rows = [...project.mergeRequests.values()].reverse().map(
    (one) =>
      html`<tr>
        <td>!${one.iid}</td>
        <td><a href="${context.relativeRoot}/${path}/-/merge_requests/${one.iid}">${one.title}</a></td>
        <td><code>${one.sourceBranch}</code></td>
        <td><span class="state ${one.state}">${one.state}</span></td>
      </tr>`,
  );
  return rows.length === 0
    ? html`<p>There are none.</p>`
    : html`<table>
        <tbody>
          ${rows}
        </tbody>
      </table>`;
}

/** One merge request with its text and its changes; open ones with buttons. */
export function mergeRequestView(
  context: Context,
  project: Project,
  content: {
    readonly mergeRequest: MergeRequest;
    readonly diffs: readonly FileDiff[];
    readonly commits: readonly CommitInfo[];
    readonly problem: string | null;
  },
): Html {
  const { mergeRequest } = content;
  const path = context.state.fullPathOf(project);
  const address = `${context.relativeRoot}/${path}/-/merge_requests/${mergeRequest.iid}`;
  const author = context.state.users.get(mergeRequest.authorId);
  const status = detailedMergeStatus(project, mergeRequest);
  const labels = mergeRequest.labels.length > 0 ? `Labels: ${mergeRequest.labels.join(', ')}.` : '';
  const notes = mergeRequest.notes.map((note) => {
    const name = context.state.users.get(note.authorId)?.name ?? 'somebody';
    if (note.isSystem) return html`<p class="dim">${name} ${note.body}</p>`;
    return html`<div class="card">
      <p class="dim">${name} wrote</p>
      ${renderMarkdown(note.body)}
    </div>`;
  });
  return html`<p class="dim"><a href="${context.relativeRoot}/${path}">${path}</a></p>
    <h1>${mergeRequest.title} <span class="dim">!${mergeRequest.iid}</span></h1>
    <p>
      <span class="state ${mergeRequest.state}">${mergeRequest.state}</span> ${author?.name ?? 'Somebody'}
      asks to merge <code>${mergeRequest.sourceBranch}</code> into <code>${mergeRequest.targetBranch}</code>.
      ${isDraft(mergeRequest) ? 'It is a draft.' : ''} ${labels}
    </p>
    ${mergeRequest.state === 'opened' ? html`<p>Merge check: <span class="state ${status}">${status}</span></p>` : null}
    ${content.problem ? html`<p class="problem" role="alert">${content.problem}</p>` : null}
    ${mergeRequest.state === 'opened' ? buttons(address) : null}
    <h2>Description</h2>
    <div class="card">${renderMarkdown(mergeRequest.description)}</div>
    <h2>Activity</h2>
    ${notes.length === 0 ? html`<p>Nothing yet.</p>` : notes}
    <h2>Commits</h2>
    <ul>
      ${content.commits.map((commit) => html`<li><code>${commit.sha.slice(0, 8)}</code> ${commit.message.split('\n', 1)[0] ?? ''}</li>`)}
    </ul>
    <h2>Changes</h2>
    ${content.diffs.length === 0 ? html`<p>There are none.</p>` : content.diffs.map(diffView)}`;
}

function buttons(address: string): Html {
  return html`<form method="post" action="${address}/merge"><button>Merge</button></form>
    <form method="post" action="${address}/close"><button class="plain">Close</button></form>`;
}

const MAX_LINES = 2000;

function diffView(diff: FileDiff): Html {
  const lines = diff.diff.split('\n');
  const kinds: Record<string, string> = { '+': 'add', '-': 'del', '@': 'hunk' };
  const shown = lines
    .slice(0, MAX_LINES)
    .map((line) => html`<span class="${kinds[line.charAt(0)] ?? ''}">${line}</span>`);
  const rest =
    lines.length > MAX_LINES ? html`<span class="hunk">${lines.length - MAX_LINES} more lines</span>` : null;
  return html`<details class="file" open>
    <summary><code>${diff.newPath}</code></summary>
    <pre class="diff">${shown}${rest}</pre>
  </details>`;
}

/** The page where a person would make a token: here it shows those that exist. */
export function tokensView(context: Context): Html {
  const rows = [...context.state.tokens.values()].map((token) => {
    const user = context.state.users.get(token.userId);
    const state = token.isRevoked ? 'revoked' : isExpired(token, context.clock()) ? 'expired' : 'active';
    return html`<tr>
      <td>${token.name}</td>
      <td>${user?.name ?? ''}</td>
      <td><code>${token.value}</code></td>
      <td>${token.scopes.join(', ')}</td>
      <td>${token.expiresAt ?? 'never'}</td>
      <td>${state}</td>
    </tr>`;
  });
  return html`<h1>Access tokens</h1>
    <p>
      In GitLab you would make a token here and see it once. The simulator shows the ones that it has; they
      open nothing but this simulator.
    </p>
    <table>
      <thead>
        <tr>
          <th>Name</th>
          <th>Whose</th>
          <th>Token</th>
          <th>Scopes</th>
          <th>Expires</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`;
}
