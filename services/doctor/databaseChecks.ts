import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import type { AppConfig } from '../config';
import { createCipher } from '../storage/cipher';
import { developmentKeys } from '../storage/developmentKey';
import { CHECK_LIMIT_MS, type Finding } from './finding';

const SQLITE = 'sqlite:';
const OLDEST_POSTGRES = 15;
const NO_TABLE = '42P01';
const KEY_CHECK = 'SELECT sealed FROM key_check WHERE id = 1';

type Config = Pick<AppConfig, 'DATABASE_URL' | 'DATA_ENCRYPTION_KEY' | 'production'>;

/** What a look into the database gives, without changing anything there. */
interface Look {
  text: string;
  /** What the key must open; absent in a new database. */
  sealed?: string;
}

/** The database, and whether the key opens what is in it. Both lines come from one look. */
export async function examineDatabase(config: Config, project: string): Promise<Finding[]> {
  const { DATABASE_URL: url } = config;
  try {
    const look = url.startsWith(SQLITE) ? lookIntoFile(fileOf(url, project)) : await lookIntoServer(url);
    return [{ subject: 'Bot', check: 'database', level: 'ok', text: look.text }, keyFinding(config, project, look)];
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const hint = 'Is DATABASE_URL right, does the server run, and may this user create tables there?';
    return [{ subject: 'Bot', check: 'database', level: 'fault', text: withoutPassword(text, url), hint }];
  }
}

function fileOf(url: string, project: string): string {
  const file = url.slice(SQLITE.length);
  return isAbsolute(file) ? file : join(project, file);
}

function lookIntoFile(file: string): Look {
  if (!existsSync(file)) {
    accessSync(nearestFolder(dirname(file)), constants.W_OK);
    return { text: `${file} will be made at the first start` };
  }
  const connection = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
  try {
    const check = connection.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (check !== 'ok') throw new Error(`${file} is damaged: ${String(check)}`);
    const table = connection.prepare("SELECT name FROM sqlite_master WHERE name = 'key_check'").get();
    const sealed = table && connection.prepare(KEY_CHECK).get()?.['sealed'];
    return { text: `${file} is sound`, ...(typeof sealed === 'string' && { sealed }) };
  } finally {
    connection.close();
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) ? folder : nearestFolder(dirname(folder));
}

async function lookIntoServer(url: string): Promise<Look> {
  const limit = CHECK_LIMIT_MS;
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: limit, query_timeout: limit });
  await client.connect();
  try {
    const { rows } = await client.query<{ version: string; may: boolean }>(
      "SELECT current_setting('server_version') AS version, has_schema_privilege(current_schema(), 'CREATE') AS may",
    );
    const { version = '', may = false } = rows[0] ?? {};
    if (Number.parseInt(version, 10) < OLDEST_POSTGRES)
      throw new Error(`PostgreSQL ${version}, and ${OLDEST_POSTGRES} is needed`);
    if (!may) throw new Error('this user may create no tables in its schema');
    const sealed = await sealedIn(client);
    return { text: `PostgreSQL ${version}`, ...(sealed && { sealed }) };
  } finally {
    await client.end();
  }
}

async function sealedIn(client: pg.Client): Promise<string | undefined> {
  try {
    return (await client.query<{ sealed: string }>(KEY_CHECK)).rows[0]?.sealed;
  } catch (error) {
    if ((error as { code?: string }).code === NO_TABLE) return undefined;
    throw error;
  }
}

function keyFinding({ DATA_ENCRYPTION_KEY: given }: Config, project: string, { sealed }: Look): Finding {
  const line = { subject: 'Bot', check: 'encryption key' };
  const file = join(project, 'data', 'encryption.key');
  if (!given && !existsSync(file))
    return { ...line, level: 'ok', text: 'will be made at the first start (development)' };
  const where = given ? 'DATA_ENCRYPTION_KEY' : 'the key of development';
  if (sealed === undefined) return { ...line, level: 'ok', text: `${where}; nothing is encrypted with it yet` };
  try {
    createCipher(given ?? developmentKeys(file)).open(sealed, 'key check');
    return { ...line, level: 'ok', text: `${where} opens what is stored` };
  } catch {
    const hint = 'Set DATA_ENCRYPTION_KEY to the key that the data was encrypted with, or name another database.';
    return { ...line, level: 'fault', text: `${where} does not open what is stored`, hint };
  }
}

function withoutPassword(text: string, url: string): string {
  const password = URL.parse(url)?.password;
  return password ? text.replaceAll(decodeURIComponent(password), '***').replaceAll(password, '***') : text;
}
