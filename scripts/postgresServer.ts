import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { findPostgresBinaries, serverAccount, type ServerAccount } from './postgresBinaries';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 10_000;

/** A PostgreSQL server of one's own: loopback only, a free port, a folder that goes away with it. */
export interface PostgresServer {
  /** `postgres://…` of the database that is there from the start. */
  url: string;
  /** Makes an empty database on the same server and gives its address. */
  createDatabase(): Promise<string>;
  /** Ends the server at once and leaves its data: an outage. Open connections are cut. */
  stopServer(): Promise<void>;
  /** Starts it again, same port and data. Returns when it answers. */
  startServer(): Promise<void>;
  /** Ends the server and removes its folder. */
  stop(): Promise<void>;
}

/**
 * Starts a server from the installed binaries, as root through the `postgres` account.
 * It does not sync to disk: only processes are killed here, never the machine, and what a server
 * has written outlives the process. Throws an Error that names the package when there are no binaries.
 */
export async function startPostgres(): Promise<PostgresServer> {
  const binaries = findPostgresBinaries();
  const account = serverAccount();
  const folder = await ownFolder(account);
  const password = randomBytes(16).toString('hex');
  const data = join(folder, 'data');
  try {
    await initialize(binaries, folder, password, account);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  const port = await freePort();
  const address = (database: string) => `postgres://bot:${password}@127.0.0.1:${port}/${database}`;
  const url = address('postgres');
  let child: ChildProcess | undefined;
  const killAtExit = () => void child?.kill('SIGQUIT');

  const startServer = async (): Promise<void> => {
    child ??= spawn(join(binaries, 'postgres'), serverOptions(data, port), { ...account, stdio: 'ignore' });
    await untilAnswers(url, child);
  };
  const stopServer = async (): Promise<void> => {
    const ended = child;
    child = undefined;
    if (ended) await end(ended);
  };
  const stop = async (): Promise<void> => {
    process.off('exit', killAtExit);
    await stopServer();
    await rm(folder, { recursive: true, force: true });
  };

  process.once('exit', killAtExit);
  try {
    await startServer();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, createDatabase: async () => address(await createDatabase(url)), startServer, stopServer, stop };
}

/** The postgres account has to reach it: the folder is its own, whatever the caller's temp folder forbids. */
async function ownFolder(account: ServerAccount): Promise<string> {
  const folder = await mkdtemp(join(account.uid === undefined ? tmpdir() : '/tmp', 'chat-bot-postgres-'));
  if (account.uid !== undefined && account.gid !== undefined) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
  return folder;
}

async function initialize(binaries: string, folder: string, password: string, account: ServerAccount): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);
  if (account.uid !== undefined && account.gid !== undefined) await chown(passwordFile, account.uid, account.gid);
  const options = ['--no-sync', '--auth=scram-sha-256', '--username=bot', '--encoding=UTF8', '--locale=C'];
  const child = spawn(join(binaries, 'initdb'), [...options, `--pwfile=${passwordFile}`, '-D', join(folder, 'data')], {
    ...account,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  await rm(passwordFile, { force: true });
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said.trim()}`);
}

function serverOptions(data: string, port: number): string[] {
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off', 'max_connections=200'];
  return ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
}

async function untilAnswers(url: string, child: ChildProcess): Promise<void> {
  const end = performance.now() + START_LIMIT_MS;
  for (;;) {
    if (await answers(url)) return;
    if (child.exitCode !== null) throw new Error(`postgres ended with ${child.exitCode} before it answered`);
    if (performance.now() > end) throw new Error(`postgres did not answer within ${START_LIMIT_MS} ms`);
    await sleep(50);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('SELECT 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(url: string): Promise<string> {
  const name = `bot_${randomBytes(6).toString('hex')}`;
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${name}`);
    return name;
  } finally {
    await client.end();
  }
}

/** SIGINT is PostgreSQL's fast shutdown: connections are cut, what was committed stays. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS);
  await closed;
  clearTimeout(timer);
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
