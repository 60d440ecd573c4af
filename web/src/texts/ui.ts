import { count, inLanguage } from './language.js';

/** What the parts that every page is made of say. */
export const uiTexts = inLanguage({
  en: {
    markdown: {
      more: 'Show all of it',
      less: 'Show less',
      cut: 'The text is longer than what is shown here. The references lead to the whole.',
      image: (alt: string) => (alt === '' ? '(an image, not fetched)' : `(an image, not fetched: ${alt})`),
      table: 'Table of the text',
    },
    paths: {
      none: 'No path is known.',
      graph: 'How the package comes in',
      direct: 'direct',
      vulnerable: 'vulnerable',
      own: 'this project',
      list: (paths: number) => (paths === 1 ? 'The path as a list' : 'The paths as a list'),
      bringsIn: 'brings in',
    },
    ranges: {
      label: 'Affected versions',
      from: 'From',
      until: 'Fixed in',
      last: (version: string) => `after ${version}`,
      start: 'The first version',
      open: 'Not fixed',
      exactly: (version: string) => `only ${version}`,
      yours: (versions: readonly string[]) =>
        versions.length === 1 ? `Has ${versions.join()}` : 'Has one of yours',
      yoursTitle: 'Your version',
      otherPackage: 'Package',
      none: 'The advisory names no versions.',
      more: (value: number) => `${count(value)} more are not shown.`,
    },
    filters: {
      bar: 'Filters',
      add: 'Add filter',
      apply: 'Apply',
      clear: 'Clear filters',
      clearOne: 'Clear',
      chip: (label: string, words: readonly string[]) =>
        words.length === 0
          ? label
          : `${label}: ${words.length > 2 ? `${count(words.length)} chosen` : words.join(', ')}`,
      remove: (label: string, words: readonly string[]) => `Remove the filter ${label}: ${words.join(', ')}`,
    },
    pager: {
      pages: 'Pages',
      previous: 'Previous',
      next: 'Next',
      whole: (total: string, words: string) => `${total} ${words}`,
      part: (shown: number, total: string, words: string) => `${count(shown)} of ${total} ${words}`,
    },
    states: {
      loading: 'Loading',
      retry: 'Try again',
      offline: 'You are offline.',
      offlineNext: 'What you see may be old. The page goes on by itself when the connection is back.',
      clear: 'Clear filters',
      takeAway: 'Take a filter away to see more.',
      partial: 'Not everything could be read. What is missing is left out here.',
      forbidden:
        'Your role does not allow it. Ask an administrator of this Backline for the right, or go on elsewhere.',
      toOverview: 'Go to the overview',
      brokenIntegration: (name: string) => `${name} does not let Backline in any more.`,
      brokenMeans:
        'What you see is as it was last read. Nothing is read there and nothing is opened until it is connected again.',
      repair: 'Repair the integration',
    },
    shortcuts: {
      title: 'Keyboard shortcuts',
      list: 'Shortcuts of this page',
      single: 'Single keys',
      singleNote:
        'Off while you type and in dialogs. Switch them off here if they are in your way; it is remembered in this browser.',
    },
  },
});
