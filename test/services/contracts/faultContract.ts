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
  ])('says of HTTP %d: %s', async (status, code, retryable) => {
    await fault({ mode: 'status', status });
    const origin = { vendor: underTest().vendor, operation };
    await expect(read()).rejects.toMatchObject({ name: 'ServiceError', code, retryable, origin });
  });

  test.each([
    ['seconds', () => 7, 7_000, 7_000],
    ['a date', () => new Date(Date.now() + 30_000).toUTCString(), 20_000, 30_000],
    ['an absurd time', () => 86_400, 60_000, 60_000],
    ['nonsense', () => 'soon', undefined, undefined],
  ])('reads how long to wait: %s', async (_name, retryAfter, atLeast, atMost) => {
    await read(); // logged in
    await fault({ mode: 'status', status: 429, retryAfter: retryAfter() });
    const error = await read().catch((thrown: unknown) => thrown as { code: string; retryAfterMs?: number });
    expect(error).toMatchObject({ code: 'rate_limited', retryable: true });
    const waitMs = (error as { retryAfterMs?: number }).retryAfterMs;
    expect(waitMs === atLeast || ((waitMs ?? 0) >= (atLeast ?? 1) && (waitMs ?? 0) <= (atMost ?? 0))).toBe(true);
  });

  test.each(['reset', 'commitThenReset', 'truncate', 'html', 'huge'])('survives %s', async (mode) => {
    await read();
    await fault({ mode, times: 1 });
    await expect(read()).rejects.toMatchObject({ code: 'unavailable' });
    expect(await read()).toMatchObject(expected as object);
  });

  test.each([{ mode: 'hang' }, { mode: 'trickle' }, { mode: 'latency', latencyMs: 60_000 }])(
    'gives up on %j',
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
