import type { OnRated } from '../feedback/feedbackStore';
import type { Handoff, OnOpened } from '../handoff/handoffStore';
import type { Sql } from '../storage/database';
import type { EventBus } from './eventBus';

/** Publishes that a person is wanted, or that a message was left, in the transaction that records it. */
export function handoffEvents(events: EventBus): OnOpened {
  return (sql, { id, kind, reason, conversationKey }) =>
    events.publish(
      {
        type: kind === 'person' ? 'handoff.requested' : 'message.left',
        subject: id,
        orderedBy: conversationKey,
        data: { handoffId: id, reason },
      },
      sql,
    );
}

/** The same when a person has taken care of it. */
export function publishHandoffClosed(
  events: EventBus,
  { id, reason, conversationKey }: Pick<Handoff, 'id' | 'reason' | 'conversationKey'>,
  sql: Sql,
): Promise<void> {
  return events.publish(
    { type: 'handoff.closed', subject: id, orderedBy: conversationKey, data: { handoffId: id, reason } },
    sql,
  );
}

/** Publishes a rating, without the job: its summary is in words. */
export function feedbackEvents(events: EventBus): OnRated {
  return (sql, id, rating) =>
    events.publish(
      { type: 'feedback.given', subject: id, orderedBy: `feedback:${id}`, data: { feedbackId: id, rating } },
      sql,
    );
}
