const { availableParallelism } = require('node:os');

/** Two projects: `unit` needs nothing but Node; `e2e` needs a built `lib/` and a browser. */
const shared = {
  testEnvironment: 'node',
  transform: { '^.+\\.(t|m?j)s$': '@swc/jest' },
  transformIgnorePatterns: ['/node_modules/(?!(cockatiel|jose)/)'],
  modulePathIgnorePatterns: ['<rootDir>/lib/', '<rootDir>/data/'],
};

/** Whatever keeps something: these run on both engines. */
const onBothDatabases = [
  'bots/{botStateStorage,canary,conversation,channelFailures}',
  'dialogs/{pendingOperation,pendingOperationFailures,systemDown,writes}',
  'dialogs/people/*',
  'directline/activityStore',
  'website/{tokenRoute,signIn}',
  'services/resilience/sharedBreaker',
  'services/{attachments,audit,events,feedback,handoff,metrics,notifications,operations,storage,privacy,subscriptions,tasks,verification,webhooks}/*',
].map((files) => `<rootDir>/test/${files}.test.ts`);

module.exports = {
  // Much of a test's time is waiting for the sandbox: few cores are worth more workers than they are.
  maxWorkers: Math.max(4, availableParallelism()),
  // Long enough for a machine that does much else; nothing waits for it to pass.
  testTimeout: 90_000,
  projects: [
    {
      ...shared,
      displayName: 'unit',
      globalSetup: '<rootDir>/test/helpers/trainedModel.ts',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/e2e/', '<rootDir>/test/postgres/'],
    },
    {
      ...shared,
      // The same tests on a PostgreSQL server of their own, and what only that one has.
      displayName: 'postgres',
      globalSetup: '<rootDir>/test/helpers/postgresForTests.ts',
      globalTeardown: '<rootDir>/test/helpers/stopPostgres.ts',
      testMatch: ['<rootDir>/test/postgres/**/*.test.ts', ...onBothDatabases],
    },
    { ...shared, displayName: 'e2e', testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
  ],
};
