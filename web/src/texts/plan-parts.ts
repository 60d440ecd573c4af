import { count, counted, inLanguage } from './language.js';

const files = (value: number) => counted(value, { one: 'file', other: 'files' });

/** What the parts of a plan's page say: changes, evidence, proof, what stays, other plans, the merge request to be. */
export const planPartTexts = inLanguage({
  en: {
    showAll: (value: number) => `Show all ${count(value)}`,
    changes: {
      title: 'Changes',
      package: 'Package',
      version: 'Version',
      risk: 'Risk of breaking',
      fixes: 'Fixes',
      why: 'Why this version',
      details: (name: string, to: string) => `What speaks for and against ${name} ${to}`,
      in: (isDirect: boolean) => (isDirect ? 'Direct in' : 'Transitive in'),
      manifests: (value: number) => counted(value, { one: 'manifest', other: 'manifests' }),
      to: 'to',
      released: 'Released',
      deprecated: 'Deprecated',
      importedBy: (value: number) =>
        value === 0 ? 'Imported by no file that was read' : `Imported by ${files(value)}`,
      unmet: (value: number) => `${counted(value, { one: 'requirement', other: 'requirements' })} not met`,
      needed: 'Needed by another change',
      more: (value: number) => `${count(value)} more in the details`,
    },
    evidence: {
      risk: 'Risk',
      means: 'Means',
      released: 'Released',
      noRelease: 'The registry does not say when.',
      deprecated: 'Deprecated',
      read: 'Read more',
      usedBy: 'Used by',
      importing: 'Files that import it',
      unmet: 'Not met',
      fixes: 'Fixes',
      manifests: (value: number) => (value === 1 ? 'Manifest' : 'Manifests'),
      noLinks: 'The registry names no repository of the package.',
      moreFiles: (value: number) => counted(value, { one: 'more file', other: 'more files' }),
    },
    means: {
      LIFT: {
        label: 'Lifted',
        meaning: 'Only the locked version moves, inside every range that asks for it.',
      },
      RAISE: {
        label: 'Raised',
        meaning:
          'What the project declares is raised, to a version that is safe or that asks for a safe one.',
      },
      FORCE: {
        label: 'Forced',
        meaning: 'A rule in the manifest holds it at this version against the ranges that ask for another.',
      },
    },
    links: {
      COMPARISON: 'What changed',
      RELEASE: 'Release notes',
      CHANGELOG: 'Changelog',
      REPOSITORY: 'Repository',
      PACKAGE: 'Package page',
    },
    usage: {
      notLooked: 'Not looked for: a change that stays in range needs no change of code.',
      none: 'No file of the project imports it.',
      noneRead: 'No file that was read imports it. Not all of the source was read, so there may be some.',
      some: (value: number) => `${files(value)} of the project ${value === 1 ? 'imports' : 'import'} it.`,
      maybeMore: 'Not all of the source was read, so there may be more.',
    },
    unmet: {
      ENGINE: (what: string, has: string) => `It asks for the engine ${what}; ${has}.`,
      PEER: (what: string, has: string) => `It asks for the peer ${what}; ${has}.`,
      has: (present: string) => `the project has ${present}`,
      hasNot: 'the project does not say what it has',
    },
    proof: {
      title: 'Proof',
      matched: 'The edited files were parsed and matched again',
      fixed: 'Fixed',
      remaining: 'Remaining',
      introduced: 'New',
      group: (title: string, words: string) => `${title}: ${words}`,
      none: 'none',
      fixedCount: (value: number) =>
        value === 1 ? '1 finding is fixed' : `${count(value)} findings are fixed`,
      remainingCount: (value: number) =>
        value === 0 ? 'none remains' : value === 1 ? '1 remains' : `${count(value)} remain`,
      introducedCount: (value: number) =>
        value === 0 ? 'none is new' : value === 1 ? '1 is new' : `${count(value)} are new`,
    },
    unfixed: { title: 'Not fixed', none: 'Nothing is left out.', titleWhy: 'Not fixed, and why' },
    alternatives: {
      title: 'Other plans for the same findings',
      note: 'Each closes at least one finding that this one closes. Compare before you approve both.',
      plan: 'Plan',
      kind: 'Kind',
      risk: 'Risk',
      fixes: 'Fixes',
      state: 'State',
    },
    preview: {
      section: 'Merge request',
      note: 'Word for word as it is opened.',
      title: 'Title',
      branch: 'Branch',
      commit: 'Commit',
      description: 'Description',
    },
    blocked: {
      disconnected: 'It cannot be approved: its GitLab is disconnected.',
      connect: 'Connect it again. The plan stays until then.',
      EXPIRED: 'It cannot be approved: the token of its GitLab has expired.',
      REVOKED: 'It cannot be approved: the token of its GitLab was revoked.',
      replace: 'Replace the token. The plan stays until then.',
      unreadable: 'It cannot be approved: its project cannot be read.',
      readOnly: 'It cannot be approved: nothing can be written to its project.',
      inGitLab: 'Change that in GitLab. Backline sees it at the next sync.',
    },
  },
});
