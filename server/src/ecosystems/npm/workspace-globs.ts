/** Each one is compared with each folder. */
const MAX_ALTERNATIVES = 200;
/** No path of a repository is longer; a longer pattern matches nothing. */
const MAX_PATTERN_LENGTH = 4096;

/**
 * Answers whether a folder belongs to the workspaces that a package.json declares. Patterns know `*`, `?`, `**` and
 * `{a,b}`; one that begins with `!` takes away what those before it gave. Of all alternatives 200 count.
 */
export function workspaceMatcher(patterns: readonly string[]): (folder: string) => boolean {
  const rules = patterns
    .filter((pattern) => pattern.length <= MAX_PATTERN_LENGTH)
    .slice(0, MAX_ALTERNATIVES)
    .flatMap((pattern) => {
      const isNegative = pattern.startsWith('!');
      const alternatives = alternativesOf(isNegative ? pattern.slice(1) : pattern);
      return alternatives.map((alternative) => ({ isNegative, segments: splitPattern(alternative) }));
    })
    .slice(0, MAX_ALTERNATIVES);
  return (folder) => {
    const wanted = folder.split('/');
    let isMember = false;
    for (const { isNegative, segments } of rules)
      if (isMember === isNegative && matchesSegments(segments, wanted)) isMember = !isNegative;
    return isMember;
  };
}

/** `a/{b,c}` as `a/b` and `a/c`; braces inside of braces are only characters. */
function alternativesOf(pattern: string): readonly string[] {
  let results = [''];
  for (let at = 0; at < pattern.length;) {
    const open = pattern.indexOf('{', at);
    const close = open === -1 ? -1 : pattern.indexOf('}', open);
    if (close === -1) return results.map((result) => result + pattern.slice(at));
    const before = pattern.slice(at, open);
    const choices = pattern.slice(open + 1, close).split(',');
    results = results
      .flatMap((result) => choices.map((choice) => result + before + choice))
      .slice(0, MAX_ALTERNATIVES);
    at = close + 1;
  }
  return results;
}

function splitPattern(pattern: string): readonly string[] {
  return pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
}

/** Row by row, so that no number of `**` makes it slow: which beginnings of the folder the pattern so far matches. */
function matchesSegments(pattern: readonly string[], segments: readonly string[]): boolean {
  let reached = [true, ...segments.map(() => false)];
  for (const part of pattern) {
    const isAny = part === '**';
    const next = [isAny && reached[0] === true];
    segments.forEach((segment, index) => {
      const isReached = isAny
        ? reached[index + 1] === true || next[index] === true
        : reached[index] === true && matchesSegment(part, segment);
      next.push(isReached);
    });
    reached = next;
  }
  return reached[segments.length] === true;
}

/** `*` and `?` in one segment: on a mismatch the last `*` takes one character more. */
function matchesSegment(pattern: string, segment: string): boolean {
  let at = 0;
  let star = -1;
  let taken = 0;
  for (let index = 0; index < segment.length;) {
    const char = pattern.charAt(at);
    if (char === '*') {
      star = at;
      taken = index;
      at += 1;
    } else if (char === '?' || (char !== '' && char === segment.charAt(index))) {
      at += 1;
      index += 1;
    } else if (star !== -1) {
      at = star + 1;
      taken += 1;
      index = taken;
    } else return false;
  }
  while (pattern.charAt(at) === '*') at += 1;
  return at === pattern.length;
}
