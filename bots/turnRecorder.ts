import { ActivityTypes, type Activity, type Middleware, type TurnContext } from 'botbuilder';
import { turnOf } from '../dialogs/turn';
import type { Clock } from '../services/operations/clock';
import type { OperationStore } from '../services/operations/operationStore';
import type { Database, Sql } from '../services/storage/database';
import type { Notifier } from '../services/notifications/notifier';
import type { SubscriptionStore } from '../services/subscriptions/subscriptionStore';
import type { TranscriptLine, TranscriptStore } from '../services/transcript/transcriptStore';
import type { ETagConversationState } from './eTagConversationState';
import { hasCome } from './installations';

export interface TurnRecorderDependencies {
  database: Database;
  state: ETagConversationState;
  operations: OperationStore;
  subscriptions: SubscriptionStore;
  notifier: Notifier;
  transcripts: TranscriptStore;
  clock: Clock;
}

/**
 * Writes down what a turn did, all in one transaction: the state, what was said, which operations were told, and that the
 * activity was seen, so that a channel that sends it again is not answered again.
 */
export class TurnRecorder implements Middleware {
  readonly #dependencies: TurnRecorderDependencies;

  constructor(dependencies: TurnRecorderDependencies) {
    this.#dependencies = dependencies;
  }

  async onTurn(context: TurnContext, next: () => Promise<void>): Promise<void> {
    if (await this.#wasSeen(context)) return;
    const lines = this.#listen(context);
    await next();
    await this.#save(context, lines);
  }

  /** Saves what a turn that failed left behind. */
  saveFailed(context: TurnContext): Promise<void> {
    // Whether it reached the user is not known: an outcome is rather told twice than never.
    turnOf(context).told.clear();
    turnOf(context).fulfilled.clear();
    turnOf(context).alongside.length = 0;
    turnOf(context).noticed.clear();
    return this.#save(context, []);
  }

  async #wasSeen({ activity }: TurnContext): Promise<boolean> {
    if (!isRepeatable(activity)) return false;
    const rows = await this.#dependencies.database.query(
      'SELECT 1 FROM seen_activities WHERE conversation_key = $1 AND activity_id = $2',
      [activity.conversation.id, activity.id ?? ''],
    );
    return rows.length > 0;
  }

  #listen(context: TurnContext): TranscriptLine[] {
    const { clock } = this.#dependencies;
    const lines: TranscriptLine[] = [];
    const listen = (from: TranscriptLine['from'], activity: Partial<Activity>) => {
      const text = activity.text ?? activity.summary;
      if (activity.type === ActivityTypes.Message && text) lines.push({ from, text, at: clock.now() });
    };
    listen('user', context.activity);
    context.onSendActivities(async (_context, activities, send) => {
      const sent = await send();
      for (const activity of activities) listen('bot', activity);
      return sent;
    });
    return lines;
  }

  async #save(context: TurnContext, lines: readonly TranscriptLine[]): Promise<void> {
    const { state, operations, subscriptions, notifier, transcripts, clock } = this.#dependencies;
    const { conversationKey, reference, told, fulfilled, alongside, noticed, session, confidential } = turnOf(context);
    const now = clock.now();
    const kept =
      session.confidential || confidential ? lines.map((line) => ({ ...line, confidential: true as const })) : lines;
    await state.saveTurn(context, async (sql) => {
      for (const operationId of told) await operations.close(sql, operationId, now);
      for (const id of fulfilled) await subscriptions.remove(id, sql);
      for (const work of alongside) await work(sql);
      for (const [id, progress] of noticed) await subscriptions.markTold(id, progress, sql);
      if (canBeReached(context.activity)) await notifier.reachable(conversationKey, reference, sql);
      await transcripts.append(sql, conversationKey, kept);
      await markSeen(sql, context.activity, now);
    });
  }
}

/** Only messages: an event changes nothing, and an invoke wants its answer each time. */
function isRepeatable(activity: Activity): boolean {
  return activity.type === String(ActivityTypes.Message) && Boolean(activity.id);
}

/** Whoever writes, or has just let the bot in, can be told something. */
function canBeReached(activity: Activity): boolean {
  return activity.type === String(ActivityTypes.Message) || hasCome(activity);
}

async function markSeen(sql: Sql, activity: Activity, now: number): Promise<void> {
  if (!isRepeatable(activity)) return;
  await sql.query(
    'INSERT INTO seen_activities (conversation_key, activity_id, seen_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [activity.conversation.id, activity.id ?? '', now],
  );
}
