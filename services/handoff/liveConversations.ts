import type { BusinessHours } from '../config';
import type { Clock } from '../operations/clock';
import type { Sql } from '../storage/database';
import type { TaskWorker } from '../tasks/taskWorker';
import type { Handoff, HandoffStore } from './handoffStore';
import type { LiveComments } from './liveComments';
import type { AgentComment, LiveConversation, LiveEnd, LiveKey } from './liveConversation';
import type { LiveStore } from './liveStore';
import { MAIL, PASS_ON, UNANSWERED, type AwaitedReply, type PassOn } from './liveTasks';
import { replyDeadline } from './replyDeadline';
import type { TurnWork } from './turnWork';

const MINUTE_MS = 60_000;
/** Who is in a conversation may take longer for an answer than it takes to join one. */
const LONGER_WHEN_JOINED = 3;

export interface LiveConversationsDependencies {
  store: LiveStore;
  comments: LiveComments;
  handoffs: HandoffStore;
  tasks: TaskWorker;
  clock: Clock;
  company: { BUSINESS_HOURS: BusinessHours; COMPANY_TIME_ZONE: string };
  /** How long it may take until somebody replies. */
  replyWithinMinutes: number;
  /** After so long without a word of the user an answer is sent by e-mail; 0: never. */
  mailAfterMinutes: number;
  /** Told, in the same transaction, when a hand-over is over. */
  onClosed: (sql: Sql, handoff: Handoff) => Promise<void>;
}

/**
 * The conversations between users and people. What changes one is work for a turn of that conversation: it is done in the
 * transaction that saves what was said.
 */
export class LiveConversations {
  readonly #dependencies: LiveConversationsDependencies;

  constructor(dependencies: LiveConversationsDependencies) {
    this.#dependencies = dependencies;
  }

  /** The newest of a conversation, whether it is still live or not. */
  latest(conversationKey: string): Promise<LiveConversation | undefined> {
    return this.#dependencies.store.latest(conversationKey);
  }

  find(key: LiveKey): Promise<LiveConversation | undefined> {
    return this.#dependencies.store.find(key);
  }

  /** Whether what happens on this ticket is told in the chat of its hand-over. */
  hasTicket(ticketId: string): Promise<boolean> {
    return this.#dependencies.store.hasTicket(ticketId);
  }

  /** Whether this was told before; `id` is a comment's or an event's. */
  wasTold(live: LiveKey, id: string): Promise<boolean> {
    return this.#dependencies.comments.has(live, id);
  }

  /** From now on what the user writes goes to the ticket; also one that had ended. */
  begin(draft: Omit<LiveConversation, 'state' | 'endedBy' | 'beganAt'>): TurnWork {
    const now = this.#dependencies.clock.now();
    const { store, tasks } = this.#dependencies;
    return async (sql) => {
      await tasks.remove(UNANSWERED, draft.handoffId, sql);
      await store.save({ ...draft, state: 'waiting', beganAt: now }, sql);
      await tasks.add(this.#awaitReply(draft, now, now, 1), sql);
    };
  }

  /** Somebody may answer on the ticket, but meanwhile the bot serves. */
  beginEnded(draft: Omit<LiveConversation, 'state' | 'endedBy' | 'beganAt'>): TurnWork {
    const beganAt = this.#dependencies.clock.now();
    return (sql) => this.#dependencies.store.save({ ...draft, state: 'ended', endedBy: 'user', beganAt }, sql);
  }

  /** Brings what the user wrote to the ticket: words and files, in this order, after all that went before. */
  passOn(live: LiveConversation, parts: readonly Omit<PassOn, keyof LiveKey | 'at'>[]): TurnWork {
    const { store, tasks, clock } = this.#dependencies;
    const now = clock.now();
    const { conversationKey, handoffId, lastAgentAt } = live;
    return async (sql) => {
      for (const part of parts) {
        const payload: PassOn = { conversationKey, handoffId, at: now, ...part };
        await tasks.add({ kind: PASS_ON, key: conversationKey, payload, inOrder: true }, sql);
      }
      await store.save({ ...live, lastUserAt: now }, sql);
      await this.#seen(live, sql);
      // Counted from the first words that wait for an answer.
      if (live.state === 'joined' && lastAgentAt !== undefined)
        await tasks.add(this.#awaitReply(live, now, lastAgentAt, LONGER_WHEN_JOINED), sql);
    };
  }

  /** The user was here: nothing that was said before is sent after them by e-mail. */
  seen(live: LiveKey): TurnWork {
    return (sql) => this.#seen(live, sql);
  }

  /** An agent's comment was told. */
  told(live: LiveConversation, comment: AgentComment): TurnWork {
    const { store, clock } = this.#dependencies;
    const now = clock.now();
    const { agentName: _before, ...rest } = live;
    const name = comment.name ?? live.agentName;
    const state = live.state === 'ended' ? 'ended' : 'joined';
    return async (sql) => {
      await this.#keep(live, comment, this.#mailAt(now), sql);
      await store.save({ ...rest, state, lastAgentAt: now, ...(name !== undefined && { agentName: name }) }, sql);
      await this.#dependencies.tasks.remove(UNANSWERED, live.handoffId, sql);
    };
  }

  /** An agent's comment cannot be told in the chat: it goes by e-mail at once. */
  notTold(live: LiveConversation, comment: AgentComment): TurnWork {
    const { clock, mailAfterMinutes } = this.#dependencies;
    return (sql) => this.#keep(live, comment, mailAfterMinutes > 0 ? clock.now() : undefined, sql);
  }

  /** The bot serves again. A hand-over that somebody has dealt with is over; another one still waits for its answer. */
  end(live: LiveConversation, endedBy: LiveEnd, toldId?: string): TurnWork {
    const { store, comments, tasks, clock } = this.#dependencies;
    const now = clock.now();
    const isOver = endedBy === 'solved' || endedBy === 'gone' || (endedBy === 'user' && live.state === 'joined');
    return async (sql) => {
      if (toldId !== undefined) await comments.addTold(live, toldId, now, sql);
      await tasks.remove(UNANSWERED, live.handoffId, sql);
      await store.save({ ...live, state: 'ended', endedBy }, sql);
      if (isOver) await this.#close(live.handoffId, sql);
    };
  }

  /** The helpdesk does not take what the user writes, or takes it again. */
  troubled(live: LiveConversation, isTroubled: boolean): TurnWork {
    const { troubledAt: _before, ...rest } = live;
    const now = this.#dependencies.clock.now();
    return (sql) => this.#dependencies.store.save({ ...rest, ...(isTroubled && { troubledAt: now }) }, sql);
  }

  async #close(handoffId: string, sql: Sql): Promise<void> {
    const { handoffs, onClosed } = this.#dependencies;
    const closed = await handoffs.close(handoffId, sql);
    if (closed) await onClosed(sql, closed);
  }

  async #seen(live: LiveKey, sql: Sql): Promise<void> {
    await this.#dependencies.comments.markRead(live, sql);
    await this.#dependencies.tasks.remove(MAIL, live.handoffId, sql);
  }

  async #keep(live: LiveKey, comment: AgentComment, mailAt: number | undefined, sql: Sql): Promise<void> {
    const { comments, tasks, clock } = this.#dependencies;
    const { conversationKey, handoffId } = live;
    await comments.add(live, comment, clock.now(), sql);
    if (mailAt === undefined) return;
    const id = `${handoffId}/${comment.id}`;
    const payload: LiveKey = { conversationKey, handoffId };
    await tasks.add({ id, kind: MAIL, key: handoffId, payload, dueAt: mailAt }, sql);
  }

  #mailAt(now: number): number | undefined {
    const { mailAfterMinutes } = this.#dependencies;
    return mailAfterMinutes > 0 ? now + mailAfterMinutes * MINUTE_MS : undefined;
  }

  #awaitReply({ conversationKey, handoffId }: LiveKey, now: number, since: number, times: number) {
    const { company, replyWithinMinutes } = this.#dependencies;
    const withinMs = replyWithinMinutes * MINUTE_MS * times;
    const dueAt = replyDeadline(company.BUSINESS_HOURS, company.COMPANY_TIME_ZONE, now, withinMs);
    const payload: AwaitedReply = { conversationKey, handoffId, since };
    return { id: `${handoffId}/${since}`, kind: UNANSWERED, key: handoffId, payload, dueAt };
  }
}
