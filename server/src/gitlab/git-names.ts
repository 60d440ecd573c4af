/** Whether a text is an object id: 40 or 64 lowercase hexadecimal digits. */
export function isObjectId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}

/** Whether git allows this as a branch name and it cannot be read as an option: https://git-scm.com/docs/git-check-ref-format */
export function isBranchName(name: string): boolean {
  if (name === '' || name.length > 1_000 || name === '@' || name.startsWith('-')) return false;
  if (hasControl(name) || /[ ~^:?*[\\]|\.\.|@\{|\/\/|\ufffd/.test(name)) return false;
  if (name.startsWith('/') || name.endsWith('/') || name.endsWith('.')) return false;
  return name.split('/').every((part) => !part.startsWith('.') && !part.endsWith('.lock'));
}

/** Whether a path of a tree may be used: relative, forward slashes, no `.`, `..` or `.git` part, no control characters. */
export function isRepositoryPath(path: string): boolean {
  if (path === '' || path.length > 4_096 || hasControl(path) || /[\\\ufffd]/.test(path)) return false;
  return path.split('/').every((part) => {
    const plain = part.toLowerCase().replace(/[. ]+$/, '');
    return part !== '' && plain !== '' && plain !== '.git' && plain !== 'git~1';
  });
}

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0x20 || (unit >= 0x7f && unit < 0xa0)) return true;
  }
  return false;
}
