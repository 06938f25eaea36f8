/** Two projects: `unit` needs nothing but Node; `e2e` needs a built `lib/` and a browser. */
const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.(t|m?j)s$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/(?!(cockatiel)/)'],
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/data/'],
};

module.exports = {
  // Most of a test's time is waiting for the sandbox: every core is worth a worker.
  maxWorkers: '100%',
  // Long enough for a machine that does much else; nothing waits for it to pass.
  testTimeout: 30_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      globalSetup: '<rootDir>/test/helpers/trainedModel.ts',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/'],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
};
