import { createHash } from 'node:crypto';
import type { GitLabMergeRequest } from '../gitlab/gitlab.js';
import { REBUILD_MARKER } from './rebuild-request.js';

/** As much as the port tells of a description; a longer one cannot be written back whole. */
const TOLD_CHARACTERS = 100_000;

/**
 * A hash of title and description as GitLab has them. Taken of GitLab's answer to our own write, because GitLab removes
 * quick actions; a ticked box does not change it.
 */
export function hashOfText({
  title,
  description,
}: Pick<GitLabMergeRequest, 'title' | 'description'>): string {
  const text = `${title.replace(/^Draft: /, '')}\n${untick(description)}`;
  return createHash('sha256').update(text).digest('hex');
}

/** The description with no tick in the box that asks for a rebuild. Linear in its length. */
export function untick(description: string): string {
  return description
    .split('\n')
    .map((line) => {
      const at = line.indexOf(REBUILD_MARKER);
      return at < 0 ? line : line.slice(0, at).replace(/\[[xX]\]/, '[ ]') + line.slice(at);
    })
    .join('\n');
}

/** Whether the port told all of it. */
export function isWhole(description: string): boolean {
  return description.length < TOLD_CHARACTERS;
}
