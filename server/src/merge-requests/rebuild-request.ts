/** Marks the box in a merge request's text; stable, because it is looked for in texts of earlier versions. */
export const REBUILD_MARKER = '<!-- backline:rebuild -->';

const MAXIMUM_BEFORE = 40;

/** The line with the box, not ticked: a task list item, which GitLab lets people tick in the page. */
export const REBUILD_LINE = `- [ ] ${REBUILD_MARKER} Rebuild this branch on the target branch: tick this box.`;

/** Whether somebody has ticked the box in this description. Any text gives an answer, in linear time. */
export function asksForRebuild(description: string): boolean {
  let from = 0;
  for (;;) {
    const at = description.indexOf(REBUILD_MARKER, from);
    if (at < 0) return false;
    const lineStart = description.lastIndexOf('\n', at) + 1;
    if (at - lineStart <= MAXIMUM_BEFORE && isTicked(description.slice(lineStart, at))) return true;
    from = description.indexOf('\n', at);
    if (from < 0) return false;
  }
}

function isTicked(before: string): boolean {
  return /^(?:[-*+]|\d{1,9}[.)])\s+\[[xX]\]$/.test(before.trim());
}
