import postcss from 'postcss';
import { light } from './index.js';

/** Puts every token into a style sheet as a custom property. */
export function toCss(tokens = light) {
  const root = postcss.rule({ selector: ':root' });
  for (const [name, value] of Object.entries(tokens)) root.append(postcss.decl({ prop: `--${name}`, value }));
  return root.toString();
}
