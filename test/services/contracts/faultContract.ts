import type { PortName, Ports } from '../../../services/ports';
import type { CallOptions } from '../../../services/values';
import type { UnderTest } from './underTest';

export interface FaultyRead<P extends PortName> {
  /** The port method, as it stands in an error's origin. */
  operation: string;
  underTest: () => UnderTest<P>;
  /** Makes the call on the port it is given. */
  call: (port: Ports[P], options?: CallOptions) => Promise<unknown>;
  /** What it gives when all is well. */
  expected: unknown;
}

/** The same faults come out as the same errors, whatever the vendor: told with any one read. */
export function faultContract<P extends PortName>({ operation, underTest, call, expected }: FaultyRead<P>): void {
  const fault = (settings: { mode: string; [setting: string]: unknown }) =>
    underTest().sandbox.fault({ vendor: underTest().vendor, ...settings });
  const read = (options?: CallOptions) => call(underTest().port, options);

  test.each([
    [401, 'unauthenticated', false],
    [403, 'forbidden', false],
    [500, 'unavailable', true],
    [503, 'unavailable', true],
  ])('catalogue 8: says of HTTP %d: %s', async (status, code, retryable) => {
    await fault({ mode: 'status', status });
    const origin = { vendor: underTest().vendor, operation };
    await expect(read()).rejects.toMatchObject({ name: 'ServiceError', code, retryable, origin });
  });

  test.each([400, 403, 404])('catalogue 8: what is refused with HTTP %d is not worth another try', async (status) => {
    await read(); // logged in
    const before = (await underTest().sandbox.requests(underTest().vendor)).length;
    await fault({ mode: 'status', status });
    const outcome = await read().catch((error: unknown) => error);
    // Where one record is asked for, 404 is an answer: there is none.
    if (outcome instanceof Error) expect(outcome).toMatchObject({ name: 'ServiceError', retryable: false });
    expect((await underTest().sandbox.requests(underTest().vendor)).length).toBe(before + 1);
  });

  test('catalogue 8: many that are refused with 401 at once log in once more for all', async () => {
    const { port, sandbox, vendor } = underTest();
    const logIns = async () => (await sandbox.requests(vendor)).filter(({ path }) => path.includes('token')).length;
    await call(port);
    const before = await logIns();
    await fault({ mode: 'status', status: 401, times: 3 });
    // All three are there before the first is refused: otherwise the renewal itself would meet a refusal.
    await fault({ mode: 'latency', latencyMs: 400, times: 3 });
    const answers = await Promise.allSettled([call(port), call(port), call(port)]);
    // With credentials that do not change there is nothing to renew.
    expect(await logIns()).toBe(before === 0 ? 0 : before + 1);
    const given = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(given).toBe(before === 0 ? 0 : 3);
  });

  test.each([
    ['seconds', () => 7, 7_000, 7_000],
    ['a date', () => new Date(Date.now() + 30_000).toUTCString(), 20_000, 30_000],
    ['an absurd time', () => 999_999, 60_000, 60_000],
    ['a date long ago', () => new Date(0).toUTCString(), 0, 0],
    ['a negative time', () => -5, undefined, undefined],
    ['nonsense', () => 'soon', undefined, undefined],
  ])('catalogue 8: reads how long to wait: %s', async (_name, retryAfter, atLeast, atMost) => {
    await read(); // logged in
    await fault({ mode: 'status', status: 429, retryAfter: retryAfter() });
    const error = await read().catch((thrown: unknown) => thrown as { code: string; retryAfterMs?: number });
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true });
    const waitMs = (error as { retryAfterMs?: number }).retryAfterMs;
    expect(waitMs === atLeast || ((waitMs ?? 0) >= (atLeast ?? 1) && (waitMs ?? 0) <= (atMost ?? 0))).toBe(true);
  });

  test.each(['reset', 'commitThenReset', 'truncate', 'html', 'huge'])('catalogue 10: survives %s', async (mode) => {
    await read();
    const before = process.memoryUsage().rss;
    await fault({ mode, times: 1 });
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    // A fraction of what it was sent.
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
    expect(await read()).toMatchObject(expected as object);
  });

  test.each([{ mode: 'hang' }, { mode: 'trickle' }, { mode: 'latency', latencyMs: 60_000 }])(
    'catalogue 10: gives up on %j',
    async (slow) => {
      await call(underTest().impatient);
      await fault({ ...slow, times: 1 });
      await expect(call(underTest().impatient)).rejects.toMatchObject({ code: 'unavailable' });
      expect(await read()).toMatchObject(expected as object);
    },
  );

  test('stops when told to, with the reason given', async () => {
    await read();
    await fault({ mode: 'hang' });
    const reason = new Error('the user has gone');
    await expect(read({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const abort = new AbortController();
    const answer = expect(read({ signal: abort.signal })).rejects.toBe(reason);
    setTimeout(() => abort.abort(reason), 30);
    await answer;
  });

  test('gives plain data', async () => {
    const answer = await read();
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
  });
}
