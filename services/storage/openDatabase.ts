import { isAbsolute, join } from 'node:path';
import type { Logger } from '../logger';
import type { Database } from './database';
import { openPostgres } from './postgres';
import { openSqlite } from './sqlite';

const SQLITE = 'sqlite:';

/**
 * Opens the database that `DATABASE_URL` names.
 *
 * @param project the folder that `sqlite:data/bot.db` is relative to, wherever the bot was started from
 * @throws StorageError when it cannot be used.
 */
export function openDatabase(url: string, project: string, log: Logger): Promise<Database> {
  if (!url.startsWith(SQLITE)) return openPostgres(url, log);
  const file = url.slice(SQLITE.length);
  return openSqlite(isAbsolute(file) || file === ':memory:' ? file : join(project, file));
}
