import { inLanguage } from './language.js';

/** Why there is no fix, in a few words. */
export const unfixedTexts = inLanguage({
  en: {
    NO_FIXED_VERSION: 'No fixed version',
    CONSTRAINT: 'Held by a range',
    FORMAT_NOT_SUPPORTED: 'Format is not edited',
    NEEDS_RESOLUTION: 'Needs a new resolution',
    NOT_FROM_REGISTRY: 'Not from a registry',
    NOT_IN_REGISTRY: 'Not in the registry',
    BUNDLED: 'Bundled',
    REGISTRY_FAILED: 'Registry did not answer',
    TOO_YOUNG: 'Fix is too young',
    WOULD_INTRODUCE: 'Fix brings another finding',
    BELOW_THRESHOLD: 'Below the threshold',
    EDIT_REFUSED: 'File cannot be edited',
    NOT_READ: 'File could not be read',
    TURNED_DOWN: 'Its plan was turned down',
    POLICY: 'Not allowed by the policy',
    IGNORED: 'Dismissed',
    TOOL_MISSING: 'Package manager is missing',
    TOOL_WOULD_RUN_CODE: 'Would run code of the project',
    RESOLUTION_FAILED: 'Package manager found no way',
    NEEDS_CODE_CHANGE: 'In another plan',
  },
});
