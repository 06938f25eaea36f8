/** A request that Direct Line turns down. It is answered with `status` and `{ error: { code, message } }`, as the real one does. */
export class ChannelError extends Error {
  override readonly name = 'ChannelError';

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
