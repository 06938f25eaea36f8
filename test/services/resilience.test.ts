import { createVendorPolicy } from '../../services/resilience/vendorPolicy';
import { ServiceError } from '../../services/serviceError';

const down = () => Promise.reject(new ServiceError('unavailable', 'down'));
const fine = () => Promise.resolve('fine');

async function times(count: number, attempt: () => Promise<unknown>): Promise<void> {
  for (let i = 0; i < count; i++) await attempt().catch(() => undefined);
}

test('a system that fails too often is left alone for a while', async () => {
  const policy = createVendorPolicy('shop', { failuresToOpen: 3 });
  await times(3, () => policy(down));
  await expect(policy(fine)).rejects.toMatchObject({ code: 'unavailable', retryAfterMs: 5_000 });
});

test('after the pause one call tries again, and its success ends the pause', async () => {
  const policy = createVendorPolicy('shop', { failuresToOpen: 1, openMs: 20 });
  await times(1, () => policy(down));
  await new Promise((resolve) => setTimeout(resolve, 40));
  await expect(policy(fine)).resolves.toBe('fine');
  await expect(policy(fine)).resolves.toBe('fine');
});

test.each([
  ['a call that was called off', () => Promise.reject(new DOMException('by the user', 'AbortError'))],
  ['a refusal', () => Promise.reject(new ServiceError('forbidden', 'no'))],
])('%s says nothing about the system', async (_name, attempt) => {
  const policy = createVendorPolicy('shop', { failuresToOpen: 1 });
  await times(3, () => policy(attempt));
  await expect(policy(fine)).resolves.toBe('fine');
});

test('a call that was called off while it waited in line is not made', async () => {
  const policy = createVendorPolicy('shop', { concurrency: 1 });
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
