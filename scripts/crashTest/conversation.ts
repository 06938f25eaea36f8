import { setTimeout as pause } from 'node:timers/promises';
import type { SeededRandom } from '../understanding/random';
import type { BotMessage, Channel } from './channel';
import type { Scenario } from './scenarios';
import type { Task } from './task';

/** Nobody answers faster, and a word that is on its way arrives meanwhile. */
const READS_FOR_MS = 40;
/** After so much silence a user asks how it stands; words that are said again are words that are said twice. */
const PATIENCE_MS = { beforeConfirmed: 25_000, afterConfirmed: 8_000 };
/** Longer than the bot itself keeps at it. */
const GIVES_UP_AFTER_MS = 200_000;
const LOOKS_EVERY_MS = 50;
/** How often a click on a card that was not taken comes again under another id. */
const NEW_ID_RATE = 0.3;
/** How often a look-up that failed is asked for again. */
const TRIES = 5;

/** What a bot may end a conversation with. */
export interface FinalAnswer {
  kind: 'done' | 'failed' | 'unknown';
  /** The number that it named. */
  reference: string;
  at: number;
}

const UNKNOWN = /can't tell whether it went through/;
const FAILED = /\[Try again\]|it did not work|could not open it|could not get an answer|haven't started another return/;
const STILL_RUNS = /Keep waiting/;

export interface ConversationTools {
  channel: Channel;
  random: SeededRandom;
  /** The address of an instance that is up at the moment, perhaps another one than the last time. */
  endpoint(): Promise<string>;
}

/** A user who wants one thing done, who answers what is asked, and whose channel sends again what was not taken. */
export class Conversation {
  readonly id: string;
  readonly answers: FinalAnswer[] = [];
  /** When what is to be written was confirmed for the first time, and the instance that was told so. */
  confirmedAt?: number;
  confirmedTo?: string;
  endedAt?: number;
  /** How often the channel had to send something again. */
  resent = 0;
  /** Answers other than "taken" and "not reached". */
  readonly refusals: number[] = [];
  /** What was said, for whoever looks into a failure. */
  readonly lines: string[] = [];
  readonly #heard: BotMessage[] = [];
  #read = 0;
  #tries = 0;
  #messages = 0;
  #giveUpAt = Infinity;
  #last: { text: string; value?: unknown };

  constructor(
    readonly task: Task,
    readonly scenario: Scenario,
    private readonly tools: ConversationTools,
  ) {
    this.id = `${task.marker}-${task.index}`;
    this.#last = { text: scenario.opening(task) };
    tools.channel.listen(this.id, (message) => this.#hear(message));
  }

  /** From the first word to the final answer, or until the user gives up. */
  async hold(): Promise<void> {
    this.#giveUpAt = performance.now() + GIVES_UP_AFTER_MS;
    await this.#say(this.#last);
    while (this.answers.length === 0 && performance.now() < this.#giveUpAt) {
      const news = await this.#news();
      const next = news.length > 0 ? this.#answerTo(news) : this.#askAgain();
      if (next) await this.#say(next);
    }
    this.endedAt = Date.now();
  }

  #hear(message: BotMessage): void {
    this.#heard.push(message);
    this.lines.push(`${new Date(message.at).toISOString()} bot: ${message.words}`);
    const answer = this.#finalAnswerIn(message);
    if (answer) this.answers.push(answer);
  }

  #finalAnswerIn({ words, at }: BotMessage): FinalAnswer | undefined {
    const { done } = this.scenario;
    for (const pattern of done) {
      const found = pattern.exec(words);
      if (found) return { kind: 'done', reference: found[1] ?? '', at };
    }
    if (UNKNOWN.test(words)) return { kind: 'unknown', reference: '', at };
    const failed = FAILED.test(words) && !STILL_RUNS.test(words);
    return failed && this.#tries++ >= TRIES ? { kind: 'failed', reference: '', at } : undefined;
  }

  /** What the bot said since the last look; empty after a long silence. */
  async #news(): Promise<BotMessage[]> {
    const { beforeConfirmed, afterConfirmed } = PATIENCE_MS;
    const until = performance.now() + (this.confirmedAt === undefined ? beforeConfirmed : afterConfirmed);
    while (this.#heard.length === this.#read && performance.now() < until) await pause(LOOKS_EVERY_MS);
    await pause(READS_FOR_MS);
    const news = this.#heard.slice(this.#read);
    this.#read = this.#heard.length;
    return news;
  }

  /** What the user says to it; nothing when it calls for nothing. */
  #answerTo(news: readonly BotMessage[]): { text: string; value?: unknown } | undefined {
    if (this.answers.length > 0) return undefined;
    const { confirm, answers } = this.scenario;
    for (const message of news.toReversed()) {
      if (confirm !== undefined && message.words.includes(`[${confirm}]`)) {
        this.confirmedAt ??= Date.now();
        return { text: confirm, value: message.valueOf(confirm) };
      }
      const asked = answers.find(([question]) => message.words.includes(question));
      if (asked) return { text: asked[1](this.task) };
      if (FAILED.test(message.words) && !STILL_RUNS.test(message.words)) return { text: 'Try again' };
    }
    return undefined;
  }

  /** A user who waits for an outcome asks for it; all others say again what they said. */
  #askAgain(): { text: string; value?: unknown } {
    return this.confirmedAt === undefined ? this.#last : { text: 'any news?' };
  }

  /** As a channel does: again until it is taken, mostly under the same id, to whichever instance answers. */
  async #say(said: { text: string; value?: unknown }): Promise<void> {
    const { channel, random } = this.tools;
    if (said.text !== 'any news?') this.#last = said;
    this.#noteConfirmation(said.text);
    this.lines.push(`${new Date().toISOString()} user: ${said.text}`);
    for (let id = this.#newId(); ;) {
      const to = await this.tools.endpoint();
      if (this.confirmedAt !== undefined) this.confirmedTo ??= to;
      const status = await channel.post(to, { id, conversationId: this.id, as: this.scenario.as, ...said });
      if (status === 200) return;
      if (status !== 0) this.refusals.push(status);
      this.resent++;
      this.lines.push(`${new Date().toISOString()} not taken: ${status}`);
      await pause(200 + random.below(600));
      if (this.answers.length > 0 || performance.now() > this.#giveUpAt) return;
      // Teams sends again under another id. Words that come twice are two answers, but a card is confirmed once.
      if (said.value !== undefined && random.next() < NEW_ID_RATE) id = this.#newId();
    }
  }

  /** Without a button the words themselves are what is sent. */
  #noteConfirmation(text: string): void {
    const { confirm, protection } = this.scenario;
    if (protection !== 'read' && confirm === undefined && text.includes(this.task.marker)) {
      const isContent = text !== this.scenario.opening(this.task);
      if (isContent) this.confirmedAt ??= Date.now();
    }
  }

  #newId(): string {
    return `${this.id}-${++this.#messages}`;
  }
}
