import type { BotAdapter, ConversationReference, TurnContext } from 'botbuilder';
import type { BotDialogs } from '../dialogs/botDialogs';
import type { Logger } from '../services/logger';
import type { Metrics } from '../services/metrics/metrics';
import type { Notice, Operation } from '../services/operations/operation';
import type { OperationRunner } from '../services/operations/operationRunner';
import type { Clock } from '../services/operations/clock';
import { isLocalDirectLine } from './localDirectLine';
import { ServiceUrlError, type MayAnswerAt } from './serviceUrls';
import { ChannelRefusal, retryAfterOf, statusOf } from './channelRefusal';
import { ownTurn, type OwnTurn } from './turnMiddleware';

/** Refusals that may pass. All others below 500 are final: the user blocked the bot, the conversation is gone, or the like. */
const PASSING: ReadonlySet<number> = new Set([401, 408, 412, 429]);
/** A channel that refuses a message for a day will not take it tomorrow. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

export interface ProactiveMessengerDependencies {
  adapter: BotAdapter;
  appId: string;
  /** Checked before every message: a stored address may be older than the rule. */
  mayAnswerAt: MayAnswerAt;
  dialogs: BotDialogs;
  operations: OperationRunner;
  clock: Clock;
  log: Logger;
  metrics: Metrics;
  /** Where the local Direct Line is now, where there is one: any instance serves it, the one that it was may be gone. */
  localServiceUrl?: () => string;
}

/** Begins turns of the bot's own, in which something is told that nobody has just asked for. */
export class ProactiveMessenger {
  readonly #dependencies: ProactiveMessengerDependencies;

  constructor(dependencies: ProactiveMessengerDependencies) {
    this.#dependencies = dependencies;
  }

  /**
   * Tells the user about an operation, or gives up when they cannot be reached any more.
   *
   * @throws the channel's error when it could not be told now but may be later.
   */
  async notify(kind: Notice, operation: Operation): Promise<void> {
    const { dialogs, operations, clock, log } = this.#dependencies;
    const turn: OwnTurn = { notice: { kind, operation } };
    await this.#run(turn, operation.reference, (context) => dialogs.tell(context));
    if (turn.failure === undefined) return this.#count(kind, 'told');
    const status = statusOf(turn.failure);
    const isTooOld = clock.now() - operation.receivedAt > GIVE_UP_AFTER_MS;
    const isPassing = !isTooOld && mayPass(status);
    this.#count(kind, isPassing ? 'failed' : 'unreachable');
    if (isPassing) throw turn.failure as Error;
    log.warn('conversation.unreachable', { operationId: operation.id, kind, status });
    await operations.abandon(operation);
  }

  /**
   * Says something in a conversation, in a turn like any other: alone, in the user's language, written down.
   *
   * @param reference where the conversation is, as a turn of it gave it
   * @returns `unreachable` when the channel refuses for good.
   * @throws ChannelRefusal when the channel may take it later.
   */
  async say(reference: unknown, tell: (context: TurnContext) => Promise<void>): Promise<'told' | 'unreachable'> {
    const turn: OwnTurn = {};
    await this.#run(turn, reference, tell);
    const status = statusOf(turn.failure);
    const outcome = turn.failure === undefined ? 'told' : mayPass(status) ? 'failed' : 'unreachable';
    this.#count('news', outcome);
    if (outcome !== 'failed') return outcome;
    throw new ChannelRefusal(turn.failure, status, retryAfterOf(turn.failure, this.#dependencies.clock.now()));
  }

  #count(kind: Notice | 'news', outcome: 'told' | 'failed' | 'unreachable'): void {
    this.#dependencies.metrics.count('bot_own_messages_total', { kind, outcome });
  }

  async #run(turn: OwnTurn, reference: unknown, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    const { adapter, appId, mayAnswerAt } = this.#dependencies;
    const where = this.#here(reference as Partial<ConversationReference>);
    if (!mayAnswerAt(where.serviceUrl)) return void (turn.failure = new ServiceUrlError());
    await ownTurn.run(turn, () => adapter.continueConversationAsync(appId, where, logic));
  }

  #here(reference: Partial<ConversationReference>): Partial<ConversationReference> {
    const { localServiceUrl } = this.#dependencies;
    return localServiceUrl && isLocalDirectLine(reference)
      ? { ...reference, serviceUrl: localServiceUrl() }
      : reference;
  }
}

function mayPass(status: number | undefined): boolean {
  return status === undefined || status >= 500 || PASSING.has(status);
}
