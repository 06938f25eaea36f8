import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Logger } from '../logger';
import { LocalSignals, type Signals } from './signals';

const CHANNEL = 'business_chat_bot';
const CONNECT_WITHIN_MS = 5_000;
const RECONNECT_MS = 1_000;

/** Signals over `NOTIFY`: https://www.postgresql.org/docs/15/sql-notify.html */
export interface PostgresSignals extends Signals {
  close(): Promise<void>;
}

/** Listens on a connection of its own, which it makes anew when it is lost; what is sent meanwhile is missed. */
export async function connectPostgresSignals(url: string, pool: pg.Pool, log: Logger): Promise<PostgresSignals> {
  const local = new LocalSignals();
  const self = randomUUID();
  let client: pg.Client | undefined;
  let closed = false;
  let retry: NodeJS.Timeout | undefined;

  const connect = async () => {
    const fresh = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_WITHIN_MS,
      keepAlive: true,
      application_name: 'business-chat-bot signals',
    });
    fresh.on('error', () => lost(fresh));
    fresh.on('end', () => lost(fresh));
    fresh.on('notification', ({ payload = '' }) => {
      const [sender, topic = '', ...word] = payload.split(' ');
      if (sender !== self) local.send(topic, word.join(' '));
    });
    client = fresh;
    await fresh.connect();
    await fresh.query(`LISTEN ${CHANNEL}`);
  };
  const lost = (which: pg.Client) => {
    if (closed || client !== which) return;
    client = undefined;
    log.warn('database.signals_lost');
    again();
  };
  const again = () => {
    clearTimeout(retry);
    retry = setTimeout(() => {
      connect().catch(() => {
        client = undefined;
        if (!closed) again();
      });
    }, RECONNECT_MS);
    retry.unref();
  };
  await connect();

  return {
    send(topic, word) {
      local.send(topic, word);
      const notify = {
        name: 'notify',
        text: 'SELECT pg_notify($1, $2)',
        values: [CHANNEL, `${self} ${topic} ${word}`],
      };
      pool.query(notify).catch(() => log.warn('database.signal_not_sent'));
    },
    listen: (topic, hear) => local.listen(topic, hear),
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end().catch(() => undefined);
    },
  };
}
