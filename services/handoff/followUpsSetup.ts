import type { EventBus } from '../events/eventBus';
import type { Logger } from '../logger';
import type { Mailer } from '../mail/mail';
import type { Clock } from '../operations/clock';
import type { Services } from '../services';
import type { Cipher } from '../storage/cipher';
import type { Database } from '../storage/database';
import type { TaskWorker } from '../tasks/taskWorker';
import { FollowUps, type OnTicket } from './followUps';
import { FollowUpsDelivery } from './followUpsDelivery';
import { FollowUpsStore } from './followUpsStore';
import type { HandoffStore } from './handoffStore';

export interface FollowUpsTools {
  database: Database;
  cipher: Cipher;
  services: Services;
  handoffs: HandoffStore;
  tasks: TaskWorker;
  events: EventBus;
  clock: Clock;
  log: Logger;
  mailer?: Mailer;
  /** The longest that one call may take. */
  timeoutMs: number;
}

/** The follow-ups with all that they need. */
export function createFollowUps(tools: FollowUpsTools): FollowUps {
  const { database, cipher, clock, handoffs, tasks, events, log } = tools;
  const store = new FollowUpsStore(database, cipher, clock);
  const delivery = new FollowUpsDelivery({ ...tools, store });
  return new FollowUps({ database, store, handoffs, delivery, tasks, clock, log, onTicket: ticketEvents(events) });
}

/** Publishes that a hand-over became a ticket; a case of HR is nobody's business outside. */
function ticketEvents(events: EventBus): OnTicket {
  return async (sql, { conversationKey, ticket }, draft) => {
    if (!ticket || draft.to !== 'helpdesk') return;
    const { id: ticketId, number: ticketNumber } = ticket;
    const data = { ticketId, ticketNumber, priority: draft.ticket.priority };
    await events.publish({ type: 'ticket.created', subject: ticketNumber, orderedBy: conversationKey, data }, sql);
  };
}
