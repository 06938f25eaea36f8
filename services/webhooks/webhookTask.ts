import type { Clock } from '../operations/clock';
import type { EventBus } from '../events/eventBus';
import type { EventDraft } from '../events/event';
import type { Cipher } from '../storage/cipher';
import type { Database, Transaction } from '../storage/database';
import type { TaskWorker } from '../tasks/taskWorker';
import { plainKey } from './plainKey';
import { RecordHistory } from './recordHistory';
import type { WebhookReport } from './webhook';

/** The kind of the tasks that tell what webhooks said. */
export const WEBHOOK_TASK = 'webhook';

/** Hours of trying. One that can never be told must not hold up for ever what comes after it. */
const MAX_ATTEMPTS = 50;

/** What is stored of a delivery: only what is told of it. */
export interface WebhookTask {
  vendor: string;
  reports: WebhookReport[];
}

export interface WebhookTaskDependencies {
  database: Database;
  cipher: Cipher;
  tasks: TaskWorker;
  events: EventBus;
  clock: Clock;
}

/** Has the worker publish what webhooks said, once and never backwards. */
export function registerWebhookTask({ database, cipher, tasks, events, clock }: WebhookTaskDependencies): void {
  const history = new RecordHistory(cipher, clock);

  async function tell(vendor: string, report: WebhookReport, sql: Transaction): Promise<void> {
    const isNews = await history.isNews(vendor, report, sql);
    if (isNews && report.event) await events.publish(toEvent(vendor, report), sql);
  }

  tasks.register(WEBHOOK_TASK, {
    maxAttempts: MAX_ATTEMPTS,
    async handle({ payload }) {
      const { vendor, reports } = payload as WebhookTask;
      await database.transaction(async (sql) => {
        for (const report of reports) await tell(vendor, report, sql);
      });
      tasks.wake();
    },
  });
}

function toEvent(vendor: string, { record, occurredAt, event }: WebhookReport): EventDraft {
  const subject = record.slice(record.indexOf(':') + 1);
  const orderedBy = `${vendor}:${plainKey(record)}`;
  const data = { ...event?.data, vendor, occurredAt };
  return { type: event?.type, time: occurredAt, subject, orderedBy, data } as EventDraft;
}
