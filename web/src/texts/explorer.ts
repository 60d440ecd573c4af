import { inLanguage } from './language.js';

/** What the explorer of the API says. */
export const explorerTexts = inLanguage({
  en: {
    title: 'API explorer',
    what: 'Queries run as you, with your role, on the data of this Backline. Mutations act at once, as on the page. Ctrl+Space completes, Ctrl+Enter runs.',
    starter: `query WorstFindings {
  viewer {
    name
    role
  }
  findings(first: 5, filter: { state: [OPEN] }) {
    totalCount
    nodes {
      packageName
      severity
      project {
        path
      }
    }
  }
}
`,
  },
});
