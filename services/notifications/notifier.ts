import type { BusinessEvent } from '../events/event';
import type { Subscriber } from '../events/eventBus';
import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import type { Database, Sql } from '../storage/database';
import { isLater, newsOf, TOLD_EVENTS, type News, type ToldEvent } from '../subscriptions/news';
import type { Subscription, SubscriptionStore } from '../subscriptions/subscriptionStore';
import type { Task } from '../tasks/taskStore';
import type { TaskWorker } from '../tasks/taskWorker';
import { quietUntil, type QuietHours } from './quietHours';
import { SendSlots } from './sendSlots';

const KIND = 'notification';
/** What a channel has refused for a day is told to nobody any more. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;
/** A place in the line that was missed by more than this is gone. */
const SLOT_HOLDS_MS = 1_000;

/**
 * Tells a subscriber what is `pending`, in a turn that notes it with what it saves: see `SubscriptionStore.markTold`.
 *
 * @returns `unreachable` when the conversation is gone for good.
 * @throws when it could not be told now but may be later; `retryAfterMs` says when, where the channel does.
 */
export type Tell = (subscription: Subscription) => Promise<'told' | 'unreachable'>;

export interface NotifierDependencies {
  database: Database;
  subscriptions: SubscriptionStore;
  tasks: TaskWorker;
  clock: Clock;
  log: Logger;
  /** Absent: everything is told at once. */
  quietHours?: QuietHours;
  /** Where users live of whom nothing is known. */
  timeZone: string;
  /** How many messages a channel is sent in a second. */
  perSecond: number;
  tell: Tell;
  /** Whether a person talks with the user about this ticket right now; then it is their chat that tells. */
  isLive: (ticketId: string) => Promise<boolean>;
}

/** What a task is about. */
interface Plan {
  subscriptionId: string;
  /** When it was to be told first. */
  since: number;
  /** The moment that was reserved for it. */
  slot?: number;
}

/**
 * Tells subscribers what they asked for: the newest of each record, never backwards, not at night, and not all at once. The
 * row of the subscription is the truth; a task only says that it is time to look at it.
 */
export class Notifier {
  readonly #dependencies: NotifierDependencies;
  readonly #slots: SendSlots;

  constructor(dependencies: NotifierDependencies) {
    this.#dependencies = dependencies;
    this.#slots = new SendSlots(dependencies.database, dependencies.perSecond);
    dependencies.tasks.register(KIND, { handle: (task) => this.#deliver(task) });
  }

  /** What listens to the bus of events. */
  get subscriber(): Subscriber<ToldEvent> {
    return { name: 'notifications', types: TOLD_EVENTS, hear: (event) => this.#hear(event) };
  }

  /** Has somebody told; what is no later than what they know already is no news. */
  async plan(subscriptionId: string, news: News): Promise<void> {
    const { database, subscriptions, tasks } = this.#dependencies;
    await database.transaction(async (sql) => {
      await sql.lock(`subscription:${subscriptionId}`);
      const subscription = await subscriptions.find(subscriptionId, sql);
      if (!subscription || !isNews(news, subscription)) return;
      await subscriptions.setPending(subscriptionId, news, sql);
      if (!subscription.disabled) await this.#look(subscription, sql);
    });
    tasks.wake();
  }

  /** What was planned is not true any more. */
  async withdraw(subscriptionId: string): Promise<void> {
    await this.#dependencies.subscriptions.setPending(subscriptionId, undefined);
  }

  /** A user writes, so that they can be reached again, here. */
  async reachable(conversationKey: string, reference: unknown, sql: Sql): Promise<void> {
    const enabled = await this.#dependencies.subscriptions.enable(conversationKey, reference, sql);
    for (const subscription of enabled) if (subscription.pending) await this.#look(subscription, sql);
  }

  async #hear(event: BusinessEvent<ToldEvent>): Promise<void> {
    const { subscriptions, isLive } = this.#dependencies;
    const told = newsOf(event);
    if (!told || ('ticketId' in event.data && (await isLive(event.data.ticketId)))) return;
    for (const kind of told.kinds) {
      for (const { id } of await subscriptions.listBySubject(kind, told.subjectKey)) await this.plan(id, told.news);
    }
  }

  /** Every change brings a task of its own: one that finds nothing to tell does nothing. */
  #look({ id, conversationKey, timeZone = this.#dependencies.timeZone }: Subscription, sql: Sql): Promise<void> {
    const { clock, quietHours } = this.#dependencies;
    const now = clock.now();
    const since = quietUntil(quietHours, timeZone, now) ?? now;
    return this.#add(conversationKey, { subscriptionId: id, since }, since, sql);
  }

  #add(key: string, payload: Plan, dueAt: number, sql?: Sql): Promise<void> {
    return this.#dependencies.tasks.add({ kind: KIND, key, payload, dueAt, inOrder: true }, sql);
  }

  async #deliver({ key, payload }: Task): Promise<void> {
    const plan = payload as Plan;
    const subscription = await this.#dependencies.subscriptions.find(plan.subscriptionId);
    if (!subscription?.pending || subscription.disabled) return;
    const later = await this.#whenAllowed(subscription, plan);
    if (later) return this.#add(key, later, later.slot ?? later.since);
    try {
      if ((await this.#dependencies.tell(subscription)) === 'unreachable') await this.#disable(subscription);
    } catch (error) {
      if (this.#dependencies.clock.now() - plan.since <= GIVE_UP_AFTER_MS) throw error;
      await this.#giveUp(subscription, subscription.pending);
    }
  }

  /** The plan for later, while it is quiet or others are before it. */
  async #whenAllowed({ conversationKey, timeZone }: Subscription, plan: Plan): Promise<Plan | undefined> {
    const { clock, quietHours, timeZone: company } = this.#dependencies;
    const now = clock.now();
    const { subscriptionId, since, slot } = plan;
    const quiet = quietUntil(quietHours, timeZone ?? company, now);
    if (quiet !== undefined) return { subscriptionId, since: quiet };
    if (slot !== undefined && now - slot <= SLOT_HOLDS_MS) return undefined;
    const at = await this.#slots.reserve(channelOf(conversationKey), now);
    return at > now ? { subscriptionId, since, slot: at } : undefined;
  }

  async #disable({ id, kind, conversationKey }: Subscription): Promise<void> {
    const { subscriptions, log } = this.#dependencies;
    log.warn('notification.unreachable', { kind, channel: channelOf(conversationKey) });
    await subscriptions.disable(conversationKey);
    // Until the user comes back, it may be sold out again.
    if (kind === 'stock') await subscriptions.remove(id);
  }

  async #giveUp({ id, kind, conversationKey }: Subscription, news: News): Promise<void> {
    const { subscriptions, log } = this.#dependencies;
    log.warn('notification.given_up', { kind, channel: channelOf(conversationKey) });
    if (news.ends) await subscriptions.remove(id);
    else await subscriptions.setPending(id, undefined);
  }
}

function isNews(news: News, { told, pending, knownRank }: Subscription): boolean {
  if (knownRank !== undefined && news.rank <= knownRank) return false;
  return isLater(news, told) && (!pending || isLater(news, pending));
}

/** The first part of a conversation's key. */
function channelOf(conversationKey: string): string {
  return decodeURIComponent(conversationKey.split('/')[0] ?? '');
}
