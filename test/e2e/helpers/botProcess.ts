import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROJECT = join(__dirname, '..', '..', '..');
/** What is tried: the build, or another one. */
export const LIB = process.env['E2E_LIB'] ?? join(PROJECT, 'lib');
const WITHIN_MS = 20_000;
const READY_WITHIN_MS = 60_000;

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits until `look` gives something. */
export async function eventually<T>(
  look: () => Promise<T | undefined>,
  what: string,
  withinMs = WITHIN_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The built bot as a process of its own, with a sandbox and a data file of its own. */
export class BotProcess {
  #child: ChildProcess | undefined;
  /** What it has logged. */
  logged = '';

  private constructor(
    readonly url: string,
    readonly sandboxUrl: string,
    private readonly environment: NodeJS.ProcessEnv,
    private readonly folder: string,
  ) {}

  /** @param settings what differs from the defaults; may depend on where the bot will be */
  static async start(settings: NodeJS.ProcessEnv | ((url: string) => NodeJS.ProcessEnv) = {}): Promise<BotProcess> {
    const folder = mkdtempSync(join(tmpdir(), 'bot-'));
    const [port, sandboxPort] = [await freePort(), await freePort()];
    const environment = {
      ...process.env,
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      DATABASE_URL: `sqlite:${join(folder, 'bot.db')}`,
      LOG_LEVEL: 'error',
      BUSINESS_HOURS: 'Mon-Sun 00:00-24:00',
      QUIET_HOURS: 'off',
      ...(typeof settings === 'function' ? settings(`http://127.0.0.1:${port}`) : settings),
    };
    const bot = new BotProcess(`http://127.0.0.1:${port}`, `http://127.0.0.1:${sandboxPort}`, environment, folder);
    await bot.boot();
    return bot;
  }

  /** Starts the process, also again after it was killed. */
  async boot(): Promise<void> {
    this.#child = spawn(process.execPath, [join(LIB, 'index.js')], {
      env: this.environment,
      stdio: ['inherit', 'pipe', 'inherit'],
    });
    this.#child.stdout?.on('data', (chunk: Buffer) => {
      this.logged += chunk.toString();
      process.stdout.write(chunk);
    });
    const isReady = async () => ((await fetch(`${this.url}/readyz`)).ok ? true : undefined);
    await eventually(isReady, 'the bot is ready', READY_WITHIN_MS).catch(async (error: unknown) => {
      await this.kill(); // or nobody would: there is no bot yet to be stopped
      throw error;
    });
  }

  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** Ends it cleanly; it can be started again. */
  async end(): Promise<void> {
    await this.#end('SIGTERM');
  }

  async stop(): Promise<void> {
    await this.#end('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Makes the shop slow, hanging or broken; without a fault it is well. */
  async setFault(fault?: Record<string, unknown>): Promise<void> {
    await fetch(`${this.sandboxUrl}/control/faults`, { method: 'DELETE' });
    if (fault) await this.#post('/control/faults', { vendor: 'shopify', ...fault });
  }

  /** All records as at the start. */
  async resetSandbox(): Promise<void> {
    await this.#post('/control/reset', {});
  }

  /** What a system holds of a type. */
  async records<T extends object = Record<string, unknown>>(vendor: string, type: string): Promise<T[]> {
    const response = await fetch(`${this.sandboxUrl}/control/records?vendor=${vendor}&type=${type}`);
    return (await response.json()) as T[];
  }

  /** Something happens in a system, which tells the bot by a webhook. */
  async happen(order: { vendor: string; event: string; id: string; [detail: string]: unknown }): Promise<void> {
    await this.#post('/control/webhooks', order);
  }

  async #post(path: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${this.sandboxUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  }
}
