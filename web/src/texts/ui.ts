import { inLanguage } from './language.js';

/** What the parts that every page is made of say. */
export const uiTexts = inLanguage({
  en: {
    shortcuts: {
      title: 'Keyboard shortcuts',
      list: 'Shortcuts of this page',
      single: 'Single keys',
      singleNote:
        'Off while you type and in dialogs. Switch them off here if they are in your way; it is remembered in this browser.',
    },
  },
});
