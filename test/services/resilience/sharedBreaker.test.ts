import { createVendorPolicies } from '../../../services/resilience/vendorPolicies';
import type { VendorPolicy } from '../../../services/resilience/vendorPolicy';
import { ServiceError } from '../../../services/serviceError';
import type { Database } from '../../../services/storage/database';
import { ManualClock, settle } from '../../helpers/manualClock';
import { openTestDatabase } from '../../helpers/testDatabase';

const down = () => Promise.reject(new ServiceError('unavailable', 'down'));
const fine = () => Promise.resolve('fine');
const all = (number: number) => ({ all: number, own: {} });
const LIMITS = { VENDOR_CONCURRENCY: all(64), BREAKER_FAILURES: all(3), BREAKER_OPEN_MS: all(5_000) };
const REFUSED = { code: 'unavailable', breakerOpen: true };

let database: Database;
let clock: ManualClock;
beforeEach(async () => {
  database = await openTestDatabase();
  clock = new ManualClock();
});
afterEach(() => database.close());

/** Another process on the same database. */
function boot(on: Database = database): VendorPolicy {
  return createVendorPolicies({ ...LIMITS, ATTEMPT_TIMEOUT_MS: 30_000 }, { database: on, clock })('shop');
}

async function fail(policy: VendorPolicy, times: number): Promise<void> {
  for (let i = 0; i < times; i++) await policy(down).catch(() => undefined);
  await rest();
}

/** Words between processes over a real database take a moment. */
async function rest(): Promise<void> {
  for (let i = 0; i < 5; i++) await settle();
  if (database.isShared) await new Promise((resolve) => setTimeout(resolve, 50));
}

/** The same database for a process that hears nothing of the others, and whose queries are counted. */
function deaf(): { database: Database; queries: string[] } {
  const queries: string[] = [];
  const query: Database['query'] = (statement, parameters) => {
    queries.push(statement);
    return database.query(statement, parameters);
  };
  const signals = { send: () => undefined, listen: () => () => undefined };
  return { database: { ...database, query, signals }, queries };
}

test('catalogue 9: what one process finds out, the others know at once', async () => {
  const [one, two] = [boot(), boot()];
  await fail(one, 3);
  await expect(two(fine)).rejects.toMatchObject({ ...REFUSED, retryAfterMs: 5_000 });
});

test('catalogue 9: one call tries for all processes, and its success holds for all', async () => {
  const policies = [boot(), boot(), boot()];
  await fail(policies[0] as VendorPolicy, 3);
  await clock.advance(5_000);
  const probe = Promise.withResolvers<string>();
  let made = 0;
  const attempt = () => {
    made++;
    return probe.promise;
  };
  const calls = policies.flatMap((policy) => Array.from({ length: 5 }, () => policy(attempt)));
  const settled = Promise.allSettled(calls);
  await rest();
  expect(made).toBe(1);
  probe.resolve('here again');
  expect((await settled).filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await rest();
  for (const policy of policies) await expect(policy(fine)).resolves.toBe('fine');
});

test('catalogue 9: a try that fails holds for all, too', async () => {
  const [one, two] = [boot(), boot()];
  await fail(one, 3);
  await clock.advance(5_000);
  await fail(two, 1);
  await clock.advance(4_999);
  await expect(one(fine)).rejects.toMatchObject(REFUSED);
  await clock.advance(1);
  await expect(one(fine)).resolves.toBe('fine');
});

test('a process that is killed while it tries keeps the others waiting for the time of a call only', async () => {
  const [one, two] = [boot(), boot()];
  await fail(one, 3);
  await clock.advance(5_000);
  void one(() => new Promise(() => undefined));
  await rest();
  await clock.advance(34_000);
  await expect(two(fine)).rejects.toMatchObject(REFUSED);
  await clock.advance(1_000);
  await expect(two(fine)).resolves.toBe('fine');
});

test('a process that starts later knows it, too', async () => {
  await fail(boot(), 3);
  const late = boot();
  await late(fine);
  await rest();
  await expect(late(fine)).rejects.toMatchObject(REFUSED);
});

test('a lost word is made up for by a look once a second; calls cost no query otherwise', async () => {
  const other = deaf();
  const two = boot(other.database);
  await two(fine);
  await rest();
  expect(other.queries).toHaveLength(1);
  await fail(boot(), 3);
  for (let i = 0; i < 50; i++) await two(fine);
  expect(other.queries).toHaveLength(1);
  await clock.advance(1_000);
  await two(fine);
  await rest();
  await expect(two(fine)).rejects.toMatchObject(REFUSED);
  expect(other.queries).toHaveLength(2);
});

test('a database that fails fails no call: each process goes by what it sees', async () => {
  const broken = { ...deaf().database, query: () => Promise.reject(new Error('disk full')) } as Database;
  const [one, two] = [boot(broken), boot(broken)];
  await fail(one, 3);
  await expect(one(fine)).rejects.toMatchObject(REFUSED);
  await expect(two(fine)).resolves.toBe('fine');
  await clock.advance(5_000);
  await expect(one(fine)).resolves.toBe('fine');
  await expect(one(fine)).resolves.toBe('fine');
});
