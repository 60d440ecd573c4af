/** One statement of a Gemfile, its comments left out, its continued lines joined. */
export interface Statement {
  readonly text: string;
  /** Where it begins, counted from 1. */
  readonly line: number;
}

const MAX_JOINED_LINES = 60;
const HEREDOC = /<<[~-]?(["']?)([A-Z_]{1,60})\1/;

/**
 * The statements of Ruby code as far as their ends can be told without running it: comments, heredocs and what stands
 * after `__END__` are left out; a line that ends with a comma, or inside of brackets, goes on in the next.
 */
export function statementsOf(text: string): readonly Statement[] {
  const statements: Statement[] = [];
  const lines = text.split('\n');
  let open: { text: string; readonly line: number; depth: number; count: number } | null = null;
  let skipUntil: string | null = null;
  for (const [index, raw] of lines.entries()) {
    const line = raw.trimEnd();
    if (skipUntil !== null) {
      if (line.trim() === skipUntil) skipUntil = null;
      continue;
    }
    if (line === '__END__') break;
    if (line.startsWith('=begin')) {
      skipUntil = '=end';
      continue;
    }
    const code = codeOf(line);
    skipUntil = HEREDOC.exec(code.text)?.[2] ?? null;
    if (code.text === '') continue;
    open ??= { text: '', line: index + 1, depth: 0, count: 0 };
    open.text = open.text === '' ? code.text : `${open.text} ${code.text}`;
    open.depth = Math.max(0, open.depth + code.depth);
    open.count += 1;
    const goesOn = open.depth > 0 || /[,\\]$/.test(code.text);
    if (goesOn && open.count < MAX_JOINED_LINES) continue;
    statements.push({ text: open.text.replaceAll('\\ ', ' '), line: open.line });
    open = null;
  }
  if (open !== null) statements.push({ text: open.text, line: open.line });
  return statements;
}

/** A line without its comment, and by how many brackets it opens more than it closes. */
function codeOf(line: string): { readonly text: string; readonly depth: number } {
  let quote: string | null = null;
  let depth = 0;
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (quote !== null) {
      if (char === '\\') at += 1;
      else if (char === quote) quote = null;
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '(' || char === '[' || char === '{') depth += 1;
    else if (char === ')' || char === ']' || char === '}') depth -= 1;
    else if (char === '#' && (at === 0 || /\s/.test(line.charAt(at - 1))))
      return { text: line.slice(0, at).trim(), depth };
  }
  return { text: line.trim(), depth };
}
