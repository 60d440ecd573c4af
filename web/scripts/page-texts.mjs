// Words left in the page's components: what a person reads belongs into web/src/texts/, where it can be translated.
import { parseAst } from 'vite';

/** Attributes that a person reads or hears. */
const READ = new Set(['aria-label', 'title', 'placeholder', 'label', 'description', 'alt', 'confirmLabel']);

/**
 * The words in the elements and attributes of one file, each with its line.
 * @param {string} source
 * @returns {readonly { readonly line: number, readonly words: string }[]}
 */
export function wordsLeft(source) {
  /** @type {{ line: number, words: string }[]} */
  const found = [];
  const report = (node, text) => {
    const words = text.trim().replace(/\s+/g, ' ');
    if (/\p{L}/u.test(words)) found.push({ line: source.slice(0, node.start).split('\n').length, words });
  };
  visit(parseAst(source, { lang: 'tsx' }), (node) => {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment') {
      for (const child of node.children) readValue(child, report);
    } else if (node.type === 'JSXAttribute' && READ.has(node.name.name)) readValue(node.value, report);
  });
  return found;
}

/** What a value may come to be, where it is written out. */
function readValue(value, report) {
  if (value === null || value === undefined) return;
  if (value.type === 'JSXText' || (value.type === 'Literal' && typeof value.value === 'string'))
    report(value, value.value);
  else if (value.type === 'TemplateLiteral')
    report(value, value.quasis.map((part) => part.value.cooked ?? '').join(' '));
  else if (value.type === 'JSXExpressionContainer') readValue(value.expression, report);
  else if (value.type === 'ConditionalExpression') {
    readValue(value.consequent, report);
    readValue(value.alternate, report);
  } else if (value.type === 'LogicalExpression') readValue(value.right, report);
  else if (value.type === 'BinaryExpression' && value.operator === '+') {
    readValue(value.left, report);
    readValue(value.right, report);
  }
}

function visit(node, tell) {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const each of node) visit(each, tell);
    return;
  }
  if (typeof node.type === 'string') tell(node);
  for (const value of Object.values(node)) visit(value, tell);
}
