import type { Activity } from './activity';
import { ChannelError } from '../website/channelError';

/** Posts activities to the bot over HTTP, as the real service does. */
export class BotConnection {
  private readonly closing = new AbortController();

  constructor(
    private readonly botEndpoint: () => string,
    private readonly timeoutMs: number,
  ) {}

  /** The address the bot sends its answers to. */
  get serviceUrl(): string {
    return `${this.origin}/directline`;
  }

  get origin(): string {
    return new URL(this.botEndpoint()).origin;
  }

  /**
   * Gives an activity to the bot and waits until it has been taken.
   *
   * @throws ChannelError 502 when the bot fails or is not there, 504 when it takes too long.
   */
  async deliver(activity: Activity): Promise<void> {
    const timeout = AbortSignal.timeout(this.timeoutMs);
    let status: number;
    try {
      const response = await fetch(this.botEndpoint(), {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(activity),
        signal: AbortSignal.any([timeout, this.closing.signal]),
      });
      await response.arrayBuffer();
      status = response.status;
    } catch (error) {
      if (timeout.aborted) throw new ChannelError(504, 'BotError', 'Failed to send activity: bot timed out');
      throw new ChannelError(502, 'BotError', 'Failed to send activity: bot could not be reached', { cause: error });
    }
    if (status >= 400) throw new ChannelError(502, 'BotError', `Failed to send activity: bot answered ${status}`);
  }

  /** Gives up what the bot has not answered, so that a stop does not wait for it. */
  close(): void {
    this.closing.abort();
  }
}
