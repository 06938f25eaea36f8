import { BotState, type StoreItem, type TurnContext } from 'botbuilder';
import { conversationKeyOf } from './conversationKey';
import type { AlongsideWork, BotStateStorage } from './botStateStorage';

/** Matches no stored eTag, and succeeds where nothing is stored. */
const ABSENT = 'absent';

/**
 * The state of one user in one conversation. Unlike `ConversationState` it saves with the eTag that it loaded, and in one
 * transaction with whatever else the turn has to write.
 */
export class ETagConversationState extends BotState {
  readonly #storage: BotStateStorage;

  constructor(storage: BotStateStorage) {
    super(storage, (context) => Promise.resolve(conversationKeyOf(context.activity)));
    this.#storage = storage;
  }

  /** @throws StateConflictError when another turn saved the state in between. */
  async saveTurn(context: TurnContext, alongside: AlongsideWork): Promise<void> {
    const state = (await this.load(context)) as StoreItem;
    // A new state must still be absent; without an eTag it would overwrite whatever is there.
    const saved = { ...state, eTag: state.eTag ?? ABSENT };
    state.eTag = await this.#storage.save(conversationKeyOf(context.activity), saved, alongside);
  }

  override saveChanges(context: TurnContext): Promise<void> {
    return this.saveTurn(context, () => Promise.resolve());
  }
}
