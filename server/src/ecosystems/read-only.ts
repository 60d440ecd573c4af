import type { Ecosystem } from './ecosystem.js';

/** The editing half of an ecosystem whose files are read and not edited yet. */
export const READ_ONLY: Pick<Ecosystem, 'canEdit' | 'edit'> = {
  canEdit: () => false,
  edit: () => ({ kind: 'refused', reason: 'Backline reads these files but does not edit them yet.' }),
};
