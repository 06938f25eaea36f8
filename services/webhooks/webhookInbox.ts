import { createHash } from 'node:crypto';
import { ZodError } from 'zod';
import type { Logger } from '../logger';
import type { Clock } from '../operations/clock';
import type { Database } from '../storage/database';
import type { TaskWorker } from '../tasks/taskWorker';
import { plainKey } from './plainKey';
import { WEBHOOK_TASK, type WebhookTask } from './webhookTask';
import type { WebhookSource } from './webhookSources';
import type { VendorWebhook, WebhookReport, WebhookRequest } from './webhook';

/** What became of a delivery. All but the last two are successes for whoever sent it. */
export type Receipt = 'stored' | 'repeated' | 'ignored' | 'malformed' | 'not_genuine';

export interface WebhookInboxDependencies {
  sources: readonly WebhookSource[];
  database: Database;
  tasks: TaskWorker;
  clock: Clock;
  log: Logger;
}

interface Delivery {
  id: string;
  reports: WebhookReport[];
}

/** Takes the vendors' webhooks in: checks who sent them, and stores what they say to be told later. */
export class WebhookInbox {
  #sources: ReadonlyMap<string, WebhookSource> = new Map();
  readonly #dependencies: WebhookInboxDependencies;

  constructor(dependencies: WebhookInboxDependencies) {
    this.#dependencies = dependencies;
    this.takeSecrets(dependencies.sources);
  }

  /** From now on these secrets count: they can change while the bot runs. */
  takeSecrets(sources: readonly WebhookSource[]): void {
    this.#sources = new Map(sources.map((source) => [source.vendor, source]));
  }

  /** False for a vendor that does not exist, is not in use or has no secret. */
  accepts(vendor: string): boolean {
    return this.#sources.has(vendor);
  }

  /**
   * Nothing is read before the signature is known to be the vendor's. When this resolves to `stored`, the delivery is in the
   * database.
   *
   * @throws whatever the database throws: nothing is stored then, and the vendor must send it again.
   */
  async receive(vendor: string, request: WebhookRequest): Promise<Receipt> {
    const { log, clock } = this.#dependencies;
    const source = this.#sources.get(vendor);
    if (!source?.webhook.isGenuine(request, source.secrets, clock.now())) return 'not_genuine';
    const payload = parse(request.body);
    if (payload === undefined) return 'malformed';
    try {
      const { id = hashOf(request.body), topic } = source.webhook.identify(request, payload);
      const reports = this.#read(source, topic, payload);
      if (reports.length === 0) return 'ignored';
      return await this.#store(vendor, { id: plainKey(id), reports });
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      log.warn('webhook.malformed', { vendor, reason: pathsOf(error) });
      return 'malformed';
    }
  }

  /** A body that does not fit its topic would not fit it the next time either: it is logged, and not asked for again. */
  #read({ vendor, webhook }: WebhookSource, topic: string, payload: unknown): ReturnType<VendorWebhook['toReports']> {
    try {
      return webhook.toReports(topic, payload);
    } catch (error) {
      if (!(error instanceof ZodError)) throw error;
      this.#dependencies.log.warn('webhook.not_understood', { vendor, kind: topic, reason: pathsOf(error) });
      return [];
    }
  }

  async #store(vendor: string, { id, reports }: Delivery): Promise<'stored' | 'repeated'> {
    const { database, tasks, clock } = this.#dependencies;
    const isNew = await database.transaction(async (sql) => {
      // Where another instance takes in the same delivery at this moment, this waits until that one is stored or is not.
      const [row] = await sql.query(
        `INSERT INTO webhook_deliveries (vendor, delivery_id, received_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING RETURNING delivery_id`,
        [vendor, id, clock.now()],
      );
      if (!row) return false;
      const payload: WebhookTask = { vendor, reports };
      const key = `${vendor}:${plainKey(reports[0]?.record ?? '')}`;
      await tasks.add({ kind: WEBHOOK_TASK, key, payload, inOrder: true }, sql);
      return true;
    });
    tasks.wake();
    return isNew ? 'stored' : 'repeated';
  }
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8')) ?? undefined;
  } catch {
    return undefined;
  }
}

function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}

/** Where a body is not as it should be, without what stands there. */
function pathsOf(error: ZodError): string {
  return error.issues.map(({ path, code }) => `${path.join('.')}: ${code}`).join(', ');
}
