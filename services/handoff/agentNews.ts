import type { BusinessEvent } from '../events/event';
import type { Subscriber } from '../events/eventBus';
import type { Logger } from '../logger';
import type { Database } from '../storage/database';
import type { LiveConversation, TellLive } from './liveConversation';
import type { LiveConversations } from './liveConversations';
import type { LiveStore } from './liveStore';
import type { TurnWork } from './turnWork';

type Heard = 'ticket.commented' | 'ticket.solved';

export interface AgentNewsDependencies {
  database: Database;
  store: LiveStore;
  conversations: LiveConversations;
  tell: TellLive;
  log: Logger;
}

/** About a day, with the queue's back-off: a channel that is down so long will not take it tomorrow. */
const MAX_ATTEMPTS = 300;

/** Brings what happens on the ticket of a live conversation to the user, once. */
export class AgentNews implements Subscriber<Heard> {
  readonly name = 'liveConversations';
  readonly types = ['ticket.commented', 'ticket.solved'] as const;
  readonly maxAttempts = MAX_ATTEMPTS;
  readonly #dependencies: AgentNewsDependencies;

  constructor(dependencies: AgentNewsDependencies) {
    this.#dependencies = dependencies;
  }

  async hear(event: BusinessEvent<Heard>): Promise<void> {
    const { ticketId, ticketNumber } = event.data;
    const live = await this.#dependencies.store.findByTicket(ticketId, ticketNumber);
    if (!live) return;
    if (isCommented(event)) await this.#commented(live, event);
    else await this.#solved(live, event.id);
  }

  async #commented(live: LiveConversation, { data }: BusinessEvent<'ticket.commented'>): Promise<void> {
    const { conversations, tell } = this.#dependencies;
    const { commentId: id, text, byAgent, authorFirstName: name } = data;
    if (!byAgent || (await conversations.wasTold(live, id))) return;
    const comment = { id, text, ...(name && { name }) };
    if ((await tell(live, { kind: 'commented', comment })) === 'told') return;
    await this.#unreachable(conversations.notTold(live, comment));
  }

  async #solved(live: LiveConversation, id: string): Promise<void> {
    const { conversations, tell } = this.#dependencies;
    if (await conversations.wasTold(live, id)) return;
    if ((await tell(live, { kind: 'solved', id })) === 'told') return;
    await this.#unreachable(conversations.end(live, 'solved', id));
  }

  /** What would have been written down with the turn. */
  async #unreachable(work: TurnWork): Promise<void> {
    const { database, log } = this.#dependencies;
    log.warn('conversation.unreachable', { kind: 'live' });
    await database.transaction(work);
  }
}

function isCommented(event: BusinessEvent<Heard>): event is BusinessEvent<'ticket.commented'> {
  return event.type === 'ticket.commented';
}
