import { Chat } from './chat';
import { ManualVendor, anOrder } from './vendor';

/** All that a look-up needs, said at once. */
export const ASK = 'where is order 1001? my mail is customer@example.com';

/** What is heard in the course of a look-up. */
export const STILL = expect.stringContaining('still checking') as string;
export const WAY_OUT = expect.stringMatching(
  /no answer.*\[Try again\] \[Keep waiting\] \[Talk to a person\]/s,
) as string;
export const CARD = expect.stringContaining('(card) Order 1001') as string;
export const GOOD_NEWS = expect.stringContaining('Good news') as string;
export const MORE = expect.stringContaining('anything else') as string;

/** A conversation, and a shop that answers when the test says so. */
export class LookUp {
  private constructor(
    readonly vendor: ManualVendor,
    readonly chat: Chat,
  ) {}

  static async start(): Promise<LookUp> {
    const vendor = new ManualVendor();
    return new LookUp(vendor, await Chat.start({ services: vendor.services }));
  }

  /** Moves time on and gives what was said in it. */
  async after(ms: number): Promise<string[]> {
    await this.chat.clock.advance(ms);
    return this.chat.heard();
  }

  /** The shop answers the last call; gives what is said then. */
  answer(number = '1001'): Promise<string[]> {
    this.vendor.last.answer(anOrder(number));
    return this.after(0);
  }
}
