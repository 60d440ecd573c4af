/**
 * The greatest number of braces, brackets and parentheses that are open at once in a GraphQL document, texts and comments left out. Any text
 * gives a number, in one pass: it stands before the parser, which recurses (https://spec.graphql.org/draft/#sec-Lexical-Tokens).
 */
export function nestingOf(source: string): number {
  let open = 0;
  let deepest = 0;
  for (let index = 0; index < source.length; index += 1) {
    switch (source[index]) {
      case '{':
      case '[':
      case '(':
        open += 1;
        if (open > deepest) deepest = open;
        break;
      case '}':
      case ']':
      case ')':
        if (open > 0) open -= 1;
        break;
      case '#':
        index = endOfLine(source, index);
        break;
      case '"':
        index = source.startsWith('"""', index)
          ? endOfBlock(source, index + 3)
          : endOfText(source, index + 1);
        break;
      default:
    }
  }
  return deepest;
}

function endOfLine(source: string, from: number): number {
  for (let index = from; index < source.length; index += 1)
    if (source[index] === '\n' || source[index] === '\r') return index;
  return source.length;
}

/** A text ends at its quote, or at the end of the line, where the parser refuses it. */
function endOfText(source: string, from: number): number {
  for (let index = from; index < source.length; index += 1) {
    const char = source[index];
    if (char === '\\') index += 1;
    else if (char === '"' || char === '\n' || char === '\r') return index;
  }
  return source.length;
}

function endOfBlock(source: string, from: number): number {
  for (let end = source.indexOf('"""', from); end !== -1; end = source.indexOf('"""', end + 3))
    if (source[end - 1] !== '\\') return end + 2;
  return source.length;
}
