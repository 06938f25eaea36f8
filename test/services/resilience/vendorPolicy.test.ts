import { createVendorPolicies } from '../../../services/resilience/vendorPolicies';
import { ServiceError } from '../../../services/serviceError';
import { ManualClock } from '../../helpers/manualClock';

const down = () => Promise.reject(new ServiceError('unavailable', 'down'));
const fine = () => Promise.resolve('fine');
const all = (number: number) => ({ all: number, own: {} });

/** A process of its own; `shop` is a system that is left alone for five seconds after three failures. */
function start({ clock = new ManualClock(), concurrency = all(64), failures = all(3) } = {}) {
  const limits = { VENDOR_CONCURRENCY: concurrency, BREAKER_FAILURES: failures, BREAKER_OPEN_MS: all(5_000) };
  const policyOf = createVendorPolicies({ ...limits, ATTEMPT_TIMEOUT_MS: 30_000 }, { clock });
  return { clock, policyOf, policy: policyOf('shop') };
}

async function times(count: number, attempt: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await attempt().catch(() => undefined);
}

const REFUSED = { code: 'unavailable', breakerOpen: true, notSent: true, mayBeDone: false };

test('catalogue 9: a burst of failures opens the breaker, and the calls that follow are refused at once', async () => {
  const { policy, clock } = start();
  let made = 0;
  const call = () => {
    made++;
    return down();
  };
  await times(3, () => policy(call));
  await clock.advance(1_000);
  await expect(policy(call)).rejects.toMatchObject({ ...REFUSED, retryAfterMs: 4_000 });
  expect(made).toBe(3);
});

test('catalogue 9: after the pause one call tries, and its success ends the pause', async () => {
  const { policy, clock } = start();
  await times(3, () => policy(down));
  await clock.advance(5_000);
  const probe = Promise.withResolvers<string>();
  const first = policy(() => probe.promise);
  await expect(policy(fine)).rejects.toMatchObject({ ...REFUSED, retryAfterMs: 1_000 });
  probe.resolve('here again');
  await expect(first).resolves.toBe('here again');
  await expect(policy(fine)).resolves.toBe('fine');
});

test('catalogue 9: when that call fails, the pause begins anew', async () => {
  const { policy, clock } = start();
  await times(3, () => policy(down));
  await clock.advance(5_000);
  await times(1, () => policy(down));
  await clock.advance(4_999);
  await expect(policy(fine)).rejects.toMatchObject(REFUSED);
  await clock.advance(1);
  await expect(policy(fine)).resolves.toBe('fine');
});

test('catalogue 9: other systems are unaffected', async () => {
  const { policy, policyOf } = start();
  await times(3, () => policy(down));
  await expect(policy(fine)).rejects.toMatchObject(REFUSED);
  await expect(policyOf('helpdesk')(fine)).resolves.toBe('fine');
});

test('a success between failures begins the count anew', async () => {
  const { policy } = start();
  await times(2, () => policy(down));
  await policy(fine);
  await times(2, () => policy(down));
  await expect(policy(fine)).resolves.toBe('fine');
});

test.each([
  ['a call that was called off', () => Promise.reject(new DOMException('by the user', 'AbortError'))],
  ['a refusal', () => Promise.reject(new ServiceError('forbidden', 'no'))],
  ['one that is busy (429)', () => Promise.reject(new ServiceError('rate_limited', 'slow down'))],
])('catalogue 8: %s does not open it', async (_name, attempt) => {
  const { policy } = start();
  await times(9, () => policy(attempt));
  await expect(policy(fine)).resolves.toBe('fine');
});

test.each([
  ['a refusal shows that the system is there', () => Promise.reject(new ServiceError('rate_limited', 'busy'))],
  ['one that was called off lets the next one try', () => Promise.reject(new DOMException('gone', 'AbortError'))],
])('of the call that tries: %s', async (_name, attempt) => {
  const { policy, clock } = start();
  await times(3, () => policy(down));
  await clock.advance(5_000);
  await times(1, () => policy(attempt));
  await expect(policy(fine)).resolves.toBe('fine');
});

test('a call that tries and never ends is replaced when its time is over', async () => {
  const { policy, clock } = start();
  await times(3, () => policy(down));
  await clock.advance(5_000);
  void policy(() => new Promise(() => undefined));
  await clock.advance(34_999);
  await expect(policy(fine)).rejects.toMatchObject(REFUSED);
  await clock.advance(1);
  await expect(policy(fine)).resolves.toBe('fine');
});

test('calls that hang do not keep others from hearing that the system is down', async () => {
  const { policy } = start({ concurrency: all(4) });
  const hanging = Promise.withResolvers<string>();
  const stuck = Array.from({ length: 3 }, () => policy(() => hanging.promise));
  await times(3, () => policy(down));
  void policy(fine).catch(() => undefined);
  await expect(policy(fine)).rejects.toMatchObject(REFUSED);
  hanging.resolve('late');
  await Promise.all(stuck);
});

test('each system has its own limits where the settings say so', async () => {
  const { policyOf } = start({ failures: { all: 3, own: { helpdesk: 1 } } });
  const [shop, helpdesk] = [policyOf('shop'), policyOf('helpdesk')];
  await times(1, () => shop(down));
  await times(1, () => helpdesk(down));
  await expect(shop(fine)).resolves.toBe('fine');
  await expect(helpdesk(fine)).rejects.toMatchObject(REFUSED);
});

test('no more calls at once than allowed; more than may wait are refused without having been sent', async () => {
  const { policy } = start({ concurrency: all(1) });
  const first = Promise.withResolvers<string>();
  const running = policy(() => first.promise);
  const waiting = Array.from({ length: 16 }, () => policy(fine));
  await expect(policy(fine)).rejects.toMatchObject({ code: 'unavailable', notSent: true, breakerOpen: false });
  first.resolve('done');
  expect(await Promise.all([running, ...waiting])).toHaveLength(17);
});

test('a call that was called off while it waited in line is not made', async () => {
  const { policy } = start({ concurrency: all(1) });
  const first = Promise.withResolvers<string>();
  const abort = new AbortController();
  let made = 0;
  const running = policy(() => first.promise);
  const waiting = policy(() => Promise.resolve(++made), abort.signal);
  abort.abort();
  first.resolve('done');
  await running;
  await expect(waiting).rejects.toThrow();
  expect(made).toBe(0);
});
