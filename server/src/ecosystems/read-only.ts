import type { Abilities, Ecosystem } from './ecosystem.js';

/** Nothing can be changed in files of a format that Backline reads and does not edit. */
export const NOTHING_EDITED: Abilities = {
  versions: false,
  ranges: false,
  forces: null,
  resolver: null,
  placement: 'FLAT',
  whyNot: 'Backline reads these files but does not edit them yet.',
};

/** The editing half of an ecosystem whose files are read and not edited yet. */
export const READ_ONLY: Pick<Ecosystem, 'abilities' | 'raiseRange' | 'manifestOf' | 'edit'> = {
  abilities: () => NOTHING_EDITED,
  raiseRange: () => null,
  manifestOf: () => null,
  edit: () => ({ kind: 'refused', reason: 'Backline reads these files but does not edit them yet.' }),
};
