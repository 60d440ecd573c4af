const swc = (jsx) => [
  '@swc/jest',
  {
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', tsx: jsx, decorators: !jsx },
      transform: jsx
        ? { react: { runtime: 'automatic' } }
        : { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'commonjs' },
  },
];

const shared = {
  transformIgnorePatterns: [],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': ['$1', '$1.js'] },
};

/** Three projects: the server on a real Postgres, the web in jsdom, the whole way in a real browser. */
export default {
  testTimeout: 60_000,
  testSequencer: './scripts/jest/longest-first.cjs',
  // Many tests wait for git, Postgres or a browser; one process for all of it grows to 3 GB.
  maxWorkers: 3,
  workerIdleMemoryLimit: '1200MB',
  projects: [
    {
      ...shared,
      displayName: 'server',
      rootDir: 'server',
      testEnvironment: '<rootDir>/../scripts/jest/one-realm.cjs',
      runtime: '<rootDir>/../scripts/jest/native-packages.cjs',
      testMatch: ['<rootDir>/{src,simulator,bench,test}/**/*.test.ts'],
      transform: { '\\.[cm]?[jt]s$': swc(false) },
      globalSetup: '<rootDir>/test/global-setup.cjs',
      globalTeardown: '<rootDir>/test/global-teardown.cjs',
    },
    {
      ...shared,
      displayName: 'web',
      rootDir: 'web',
      testEnvironment: 'jsdom',
      testMatch: ['<rootDir>/src/**/*.test.{ts,tsx}'],
      transform: { '\\.[cm]?[jt]sx?$': swc(true) },
      setupFilesAfterEnv: ['<rootDir>/src/testing/setup.ts'],
      moduleNameMapper: { ...shared.moduleNameMapper, '\\.css$': '<rootDir>/src/testing/empty.cjs' },
    },
    {
      ...shared,
      displayName: 'e2e',
      rootDir: 'web',
      testMatch: ['<rootDir>/e2e/**/*.test.ts'],
      transform: { '\\.[cm]?[jt]sx?$': swc(false) },
    },
  ],
};
