import { count, counted, inLanguage } from './language.js';

/** What is said of people, of joining, and of one's own account. */
export const accountTexts = inLanguage({
  en: {
    roles: {
      VIEWER: { label: 'Viewer', meaning: 'Sees projects, findings, plans and merge requests.' },
      APPROVER: { label: 'Approver', meaning: 'Also plans and approves, which opens merge requests.' },
      ADMIN: { label: 'Administrator', meaning: 'Does everything, set-up and people too.' },
    },
    needs: {
      READ: 'Sign in to see this.',
      PLAN: 'This needs the role Approver. Ask an administrator.',
      APPROVE: 'This needs the role Approver. Ask an administrator.',
      ADMIN: 'This needs the role Administrator. Ask an administrator.',
    },
    limits: {
      title: 'Sees',
      label: 'Sees only',
      everything: 'Everything',
      nothing: 'Nothing',
      whole: (integration: string | null) => `All of ${integration ?? 'an integration that is gone'}`,
      of: (integration: string | null) => `in ${integration ?? 'an integration that is gone'}`,
      more: (value: number) => `${count(value)} more`,
      remove: (words: string) => `Take away ${words}`,
      own: 'You are limited to some projects. You see only what belongs to them, and numbers count only that.',
      ownNotice: 'You see only some projects, and numbers count only those.',
      ownLabel: 'You see only',
      ownTitle: 'What you see',
      needs: {
        integration: 'This is about the whole integration, and you are limited to some projects of it.',
        backline: 'This is about all of Backline, and you are limited to some projects.',
      },
      choose: {
        everything: 'Everything',
        everythingMeans: 'All projects of every integration, also of those that come later.',
        only: 'Only these',
        onlyMeans:
          'Of these integrations and groups, with their subgroups. The rest is as if it did not exist.',
        administrator: 'An administrator sees everything.',
        administers: 'A token that administers sees everything.',
        none: 'Nothing is chosen yet.',
        integration: 'Integration',
        group: 'Group',
        groupNote: 'Its path in GitLab. Empty: the whole integration.',
        example: 'acme/payments',
        add: 'Add',
        unknown: 'Backline knows no project in this group. Is it written as in GitLab?',
        noIntegrations: 'There are no integrations yet, so there is nothing to limit to.',
      },
    },
    people: {
      title: 'People',
      invite: 'Invite somebody',
      note: 'Who may sign in, and what they may do.',
      nouns: ['person', 'people'] as const,
      name: 'Name',
      email: 'E-mail',
      role: 'Role',
      since: 'Since',
      action: 'Action',
      remove: 'Remove',
      removeOf: (email: string) => `Remove ${email}`,
      change: 'Change',
      changeOf: (email: string) => `Change what ${email} may do and see`,
      empty: 'Nobody is here yet.',
      emptyNext: 'Invite the people who review plans.',
      removing:
        'They are signed out at once, and the API tokens that they made are revoked. What they did stays in the audit log.',
      revoked: (count: number) =>
        `${counted(count, { one: 'API token was revoked', other: 'API tokens were revoked' })} with it.`,
    },
    changing: {
      title: (email: string) => `Rights of ${email}`,
      tokens:
        'It holds at once. API tokens that they made and that may do more than this role are revoked; none sees more than they do.',
      confirm: 'Save',
      cancel: 'Cancel',
    },
    invitations: {
      title: 'Invited',
      label: 'Invitations',
      by: 'Invited by',
      expires: 'Link ends',
      takeBack: 'Take back',
      takeBackOf: (email: string) => `Take back the invitation of ${email}`,
    },
    inviting: {
      title: 'Invite somebody',
      send: 'Make the link',
      cancel: 'Cancel',
      done: 'Done',
      link: 'invitation link',
      madeTitle: 'The link is made',
      copy: 'Copy it now and pass it on. It is not shown again, works once, and ends in 7 days.',
    },
    email: 'E-mail',
    password: 'Password',
    showPassword: 'Show the password',
    signIn: {
      title: 'Sign in',
      go: 'Sign in',
      noAccount: 'There is no account yet.',
      noAccountNext:
        'Open the one-time link that the server printed when it started. It makes the first account.',
      unreachable: 'Backline cannot be reached',
      with: (provider: string) => `Sign in with ${provider}`,
      problems: {
        CANCELLED: ['You did not agree at the provider, so you are not signed in.', 'Begin again.'],
        TOO_LATE: [
          'Signing in took too long, was done already, or began in another browser.',
          'Begin again, and finish within ten minutes.',
        ],
        UNREACHABLE: ['The provider does not answer.', 'Try again in a moment, or sign in with a password.'],
        REFUSED: [
          'The answer of the provider does not hold, so you are not signed in.',
          'Begin again. If it stays so, ask the operator of Backline to look at how the provider is set up.',
        ],
        UNVERIFIED: [
          'The provider has not confirmed your e-mail address.',
          'Confirm it there, and begin again.',
        ],
        DOMAIN: [
          'E-mail addresses of your domain may not sign in here.',
          'Use another account of the provider, or ask an administrator.',
        ],
        UNKNOWN_PERSON: [
          'There is no account for you yet.',
          'Ask an administrator to invite the e-mail address that you have at the provider.',
        ],
        OTHER_PERSON: [
          'Your e-mail address belongs to an account that somebody else at the provider signs in to.',
          'Ask an administrator.',
        ],
        NO_ACCOUNTS: [
          'There is no account yet.',
          'Make the first one with the link that the server printed when it started.',
        ],
        TOO_MANY: ['There were too many attempts to sign in.', 'Try again in 15 minutes.'],
        FAULT: ['Something went wrong while signing in.', 'Try again; the log of Backline has more.'],
      } as const,
    },
    menu: {
      of: (name: string) => `Account of ${name}`,
      label: 'Account',
      colours: 'Colours',
      light: 'Light',
      dark: 'Dark',
      auto: 'Auto',
      signOut: 'Sign out',
    },
    setup: {
      title: 'Make the first account',
      done: 'The first account was made already.',
      notWhole: 'The link is not whole.',
      notWholeNext: (length: number) =>
        length === 0
          ? 'Open the whole link that the server printed when it last started. It ends with a token of 43 characters.'
          : `Open the whole link that the server printed when it last started. It ends with a token of 43 characters; this one has ${count(length)}.`,
      what: 'This account may do everything.',
      name: 'Your name',
      passwordNote: (least: number) => `At least ${count(least)} characters.`,
      tooShort: (missing: number) =>
        `${counted(missing, { one: 'more character is', other: 'more characters are' })} needed.`,
      go: 'Make the account',
    },
    join: {
      title: 'Join Backline',
      name: 'Your name',
      password: 'Password',
      passwordNote: 'At least 12 characters.',
      show: 'Show the password',
      go: 'Make the account',
      notWhole: 'The link is not whole.',
      notWholeNext: 'Open the whole link that you were given. It ends with a token of 43 characters.',
    },
    own: {
      title: 'Your account',
      name: 'Name',
      saveName: 'Save the name',
      nameSaved: 'The name is saved.',
      password: 'Password',
      oldPassword: 'Present password',
      newPassword: 'New password',
      change: 'Change the password',
      changed: 'The password is changed. Your other sessions have ended.',
      sessions: 'Sessions',
      provider: (hosts: string) => `You sign in with ${hosts}.`,
      sessionsNote:
        'A session lasts 14 days, and ends when it is not used for 3 days. End the others when a device was lost.',
      endOthers: 'End the other sessions',
      ended: (count: number) =>
        `${counted(count, { one: 'other session has', other: 'other sessions have' })} ended.`,
    },
  },
});
