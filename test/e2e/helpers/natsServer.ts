import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import { eventually, freePort } from './botProcess';

/** Where Debian puts it is on nobody's path but root's. */
const FOLDERS = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/usr/local/bin'];

/** The binary of nats-server, or `undefined` where there is none. In CI there has to be one. */
export function natsBinary(): string | undefined {
  const found = FOLDERS.map((folder) => join(folder, 'nats-server')).find((file) => existsSync(file));
  const advice =
    'nats-server is missing: apt-get install nats-server, or https://github.com/nats-io/nats-server/releases';
  if (!found && process.env['CI']) throw new Error(advice);
  if (!found) console.warn(`These tests are left out: ${advice}`);
  return found;
}

/** The only one that a server lets in. */
export interface Account {
  user: string;
  pass: string;
}

/** A message of a stream. */
export interface Stored {
  subject: string;
  id: string;
  body: Record<string, unknown>;
}

/** A NATS server with JetStream and a folder of its own, on a port that stays the same when it is started again. */
export class NatsServer {
  #child: ChildProcess | undefined;

  private constructor(
    private readonly binary: string,
    private readonly port: number,
    private readonly folder: string,
    private readonly account: Account | undefined,
  ) {}

  /** A server that does not run yet; with an account, it lets nobody else in. */
  static async prepare(binary: string, account?: Account): Promise<NatsServer> {
    return new NatsServer(binary, await freePort(), mkdtempSync(join(tmpdir(), 'nats-')), account);
  }

  /** Its address, with the account's own password or another one. */
  address(pass = this.account?.pass ?? ''): string {
    const { user } = this.account ?? {};
    const credentials = user ? `${user}:${encodeURIComponent(pass)}@` : '';
    return `nats://${credentials}127.0.0.1:${this.port}`;
  }

  /** Connects past what is tested. */
  connect(): Promise<NatsConnection> {
    return connect({ servers: `127.0.0.1:${this.port}`, timeout: 1_000, reconnect: false, ...this.account });
  }

  async start(): Promise<void> {
    const account = this.account ? ['--user', this.account.user, '--pass', this.account.pass] : [];
    const settings = ['-a', '127.0.0.1', '-p', String(this.port), '-js', '-sd', this.folder, ...account];
    this.#child = spawn(this.binary, settings, { stdio: 'ignore' });
    await eventually(async () => {
      await (await this.connect()).close();
      return true;
    }, 'NATS is ready');
  }

  /** @param signal SIGKILL for one that dies */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }

  async remove(): Promise<void> {
    await this.stop('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Everything that a stream holds, in its order. */
  async read(stream: string): Promise<Stored[]> {
    const connection = await this.connect();
    try {
      const client = jetstream(connection);
      const manager = await client.jetstreamManager();
      const { state } = await manager.streams.info(stream);
      const stored: Stored[] = [];
      for (let seq = state.first_seq; seq <= state.last_seq; seq++) {
        const message = await manager.streams.getMessage(stream, { seq });
        if (!message) continue;
        const id = message.header.get('Nats-Msg-Id');
        stored.push({ subject: message.subject, id, body: message.json() });
      }
      return stored;
    } finally {
      await connection.close();
    }
  }
}
