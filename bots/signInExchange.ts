import {
  ActivityTypes,
  StatusCodes,
  TeamsSSOTokenExchangeMiddleware,
  type Middleware,
  type TurnContext,
} from 'botbuilder';
import type { BotStateStorage } from './botStateStorage';

const TOKEN_EXCHANGE = 'signin/tokenExchange';
const LONGEST_ID = 256;

/**
 * Exchanges the token that each Teams client of a user sends, and lets only the first of them through, on whichever instance
 * they arrive; the library's own middleware does it, and cannot bear an invoke of another shape.
 */
export class SignInExchange implements Middleware {
  readonly #exchange: TeamsSSOTokenExchangeMiddleware;
  readonly #connectionName: string;

  constructor(storage: BotStateStorage, connectionName: string) {
    this.#exchange = new TeamsSSOTokenExchangeMiddleware(storage, connectionName);
    this.#connectionName = connectionName;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    const { type, name, value } = context.activity as { type: string; name?: string; value?: unknown };
    const isExchange = type === String(ActivityTypes.Invoke) && name === TOKEN_EXCHANGE;
    if (isExchange && !this.#isSound(value)) return answer(context, StatusCodes.BAD_REQUEST);
    // An activity of another type could pass for one in the eyes of the library.
    return isExchange ? this.#exchange.onTurn(context, next) : next();
  }

  #isSound(value: unknown): boolean {
    const { id, token, connectionName } = (value ?? {}) as Record<string, unknown>;
    const isId = typeof id === 'string' && id !== '' && id.length <= LONGEST_ID;
    return isId && typeof token === 'string' && connectionName === this.#connectionName;
  }
}

/** Answers an invoke. */
export async function answer(context: TurnContext, status: number): Promise<void> {
  await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status } });
}
