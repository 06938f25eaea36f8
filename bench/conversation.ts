import { randomUUID } from 'node:crypto';
import type { BotActivity, Channel } from './channel';

/** A reply that takes longer is a wrong one. */
const REPLY_WITHIN_MS = 20_000;

/** What the user says, and how the right reply is known. */
export interface Line {
  says: string;
  isAnswer: (activity: BotActivity) => boolean;
}

/** The three lines of a conversation about an order. */
export type Script = (orderNumber: string) => Line[];

export interface Bot {
  name: string;
  /** Where it takes activities. With several instances it is another one each time. */
  readonly endpoint: string;
  pids: readonly number[];
  script: Script;
  stop(): Promise<void>;
}

/** One turn: from the first byte sent until the reply has come and the request has been answered. */
export interface Turn {
  /** 0 for the first line of the conversation. */
  line: number;
  ms: number;
  /** When it ended, on the clock of `performance`. */
  endedAt: number;
  correct: boolean;
}

/** Holds a new conversation of a new user to its end, or to the first turn that goes wrong. */
export async function converse(channel: Channel, bot: Bot, orderNumber: string): Promise<Turn[]> {
  const conversationId = randomUUID();
  const turns: Turn[] = [];
  try {
    for (const [line, { says, isAnswer }] of bot.script(orderNumber).entries()) {
      const startedAt = performance.now();
      const reply = waitForReply(channel, conversationId, isAnswer);
      const status = await channel.post(bot.endpoint, conversationId, says).catch(() => 0);
      const correct = status === 200 && (await reply);
      const endedAt = performance.now();
      turns.push({ line, ms: endedAt - startedAt, endedAt, correct });
      if (!correct) break;
    }
  } finally {
    channel.ignore(conversationId);
  }
  return turns;
}

function waitForReply(
  channel: Channel,
  conversationId: string,
  isAnswer: (activity: BotActivity) => boolean,
): Promise<boolean> {
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => resolve(false), REPLY_WITHIN_MS);
    channel.listen(conversationId, (activity) => {
      if (!isAnswer(activity)) return;
      clearTimeout(tooLate);
      resolve(true);
    });
  });
}
