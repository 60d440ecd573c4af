import { optimize } from 'svgo';
import { light } from '@platform/tokens';

/** An icon's source, made small and given the colour of the text. */
export function prepareIcon(source) {
  return optimize(source, { multipass: true }).data.replace('currentColor', light.ink);
}
