import type { BotAdapter, ConversationReference, TurnContext } from 'botbuilder';
import type { BotDialogs } from '../dialogs/botDialogs';
import type { Logger } from '../services/logger';
import type { Notice, Operation } from '../services/operations/operation';
import type { OperationRunner } from '../services/operations/operationRunner';
import type { Clock } from '../services/operations/clock';
import { ownTurn, type OwnTurn } from './turnMiddleware';

/** Refusals that may pass. All others below 500 are final: the user blocked the bot, the conversation is gone, or the like. */
const PASSING: ReadonlySet<number> = new Set([401, 408, 412, 429]);
/** A channel that refuses a message for a day will not take it tomorrow. */
const GIVE_UP_AFTER_MS = 24 * 60 * 60_000;

export interface ProactiveMessengerDependencies {
  adapter: BotAdapter;
  appId: string;
  dialogs: BotDialogs;
  operations: OperationRunner;
  clock: Clock;
  log: Logger;
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
    if (turn.failure === undefined) return;
    const status = statusOf(turn.failure);
    const isTooOld = clock.now() - operation.receivedAt > GIVE_UP_AFTER_MS;
    if (!isTooOld && mayPass(status)) throw turn.failure as Error;
    log.warn('conversation.unreachable', { operationId: operation.id, kind, status });
    await operations.abandon(operation);
  }

  /**
   * Says something in a conversation, in a turn like any other: alone, in the user's language, written down.
   *
   * @param reference where the conversation is, as a turn of it gave it
   * @returns `unreachable` when the channel refuses for good.
   * @throws the channel's error when it may take it later.
   */
  async say(reference: unknown, tell: (context: TurnContext) => Promise<void>): Promise<'told' | 'unreachable'> {
    const turn: OwnTurn = {};
    await this.#run(turn, reference, tell);
    if (turn.failure === undefined) return 'told';
    if (mayPass(statusOf(turn.failure))) throw turn.failure as Error;
    return 'unreachable';
  }

  #run(turn: OwnTurn, reference: unknown, logic: (context: TurnContext) => Promise<void>): Promise<void> {
    const { adapter, appId } = this.#dependencies;
    return ownTurn.run(turn, () =>
      adapter.continueConversationAsync(appId, reference as Partial<ConversationReference>, logic),
    );
  }
}

function mayPass(status: number | undefined): boolean {
  return status === undefined || status >= 500 || PASSING.has(status);
}

/** The HTTP status of a channel's refusal; dialogs wrap what fails inside them. */
function statusOf(failure: unknown): number | undefined {
  const { statusCode, error } = (failure ?? {}) as { statusCode?: number; error?: unknown };
  return statusCode ?? (error === undefined ? undefined : statusOf(error));
}
