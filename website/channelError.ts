/** A request that is turned down. It is answered with `status` and `{ error: { code, message } }`, as Direct Line does. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';
  /** When to ask again, in seconds. */
  readonly retryAfterS: number | undefined;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    { retryAfterS, ...options }: ErrorOptions & { retryAfterS?: number } = {},
  ) {
    super(message, options);
    this.retryAfterS = retryAfterS;
  }
}
