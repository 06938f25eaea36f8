import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from '../postgresServer';
import type { CarriedOut } from './journal';
import { createTask, findMarker } from './task';

const STARTS_WITHIN_MS = 20_000;
const LOOKS_EVERY_MS = 10_000;
const VENDORS = ['salesforce', 'servicenow', 'shopify', 'zendesk'] as const;
/** The account that the sandbox's helpdesk lets in. */
const HELPDESK = { authorization: `Basic ${Buffer.from('bot@example.com/token:sandbox-token').toString('base64')}` };

export interface Faults {
  faultRate: number;
  lostAnswerRate: number;
}

/** The business systems, as the laboratory sees and spoils them. */
export class LabSandbox {
  /** What was carried out, as it happened. */
  readonly journal: CarriedOut[] = [];
  /** When each order came in at the system that takes no key, whatever became of it; by marker. */
  readonly orders = new Map<string, Set<string>>();
  readonly #looking: NodeJS.Timeout;

  private constructor(
    readonly url: string,
    private readonly child: ChildProcess,
  ) {
    child.on('message', (entry) => this.journal.push(entry as CarriedOut));
    this.#looking = setInterval(() => void this.noteOrders().catch(() => undefined), LOOKS_EVERY_MS);
  }

  static async start(tasks: number): Promise<LabSandbox> {
    const port = await freePort();
    const child = fork(join(__dirname, 'sandboxProcess.js'), {
      env: { PATH: process.env['PATH'], SANDBOX_PORT: String(port), CRASH_TEST_TASKS: String(tasks) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const sandbox = new LabSandbox(`http://127.0.0.1:${port}`, child);
    const deadline = performance.now() + STARTS_WITHIN_MS;
    while (!(await sandbox.#answers())) {
      if (child.exitCode !== null || performance.now() > deadline) throw new Error('the sandbox did not start');
      await pause(50);
    }
    return sandbox;
  }

  /** Opens a ticket in somebody's name, as an agent would. Gives its number. */
  async openTicket(index: number): Promise<string> {
    const { email, orderNumber } = createTask(index);
    const comment = { body: `About order ${orderNumber}: one of them is broken.` };
    const ticket = { subject: 'One of them is broken', comment, requester: { name: 'Dana Reyes', email } };
    for (;;) {
      // An answer that is lost leaves a ticket that nobody asks for.
      const answer = await this.#post('/zendesk/api/v2/tickets.json', { ticket }, HELPDESK).catch(() => undefined);
      if (answer) return String((answer as { ticket: { id: number } }).ticket.id);
    }
  }

  /**
   * From now on this share of all requests fails before anything is done, half of them with a status and half with a cut
   * connection; of the others, this share of writes is done and its answer lost. All answers take their time, some of them
   * very long: that is when a process can be killed in the middle of a call.
   */
  async spoil({ faultRate, lostAnswerRate }: Faults): Promise<void> {
    for (const vendor of VENDORS) {
      const fault = (more: object) => this.#post('/control/faults', { vendor, ...more });
      for (const method of ['POST', 'PUT', 'PATCH'])
        await fault({ mode: 'commitThenReset', method, probability: lostAnswerRate / (1 - faultRate) });
      await fault({ mode: 'status', status: 503, probability: faultRate / 2 / (1 - faultRate / 2) });
      await fault({ mode: 'reset', probability: faultRate / 2 });
      await fault({ mode: 'latency', latencyMs: 60 });
      await fault({ mode: 'latency', latencyMs: 500, probability: 0.15 });
      await fault({ mode: 'latency', latencyMs: 2_500, probability: 0.03 });
    }
  }

  /** No more faults. */
  async recover(): Promise<void> {
    await fetch(`${this.url}/control/faults`, { method: 'DELETE' });
  }

  /** The sandbox forgets its oldest requests: they are read in time. */
  async noteOrders(): Promise<void> {
    const response = await fetch(`${this.url}/control/requests?vendor=servicenow`);
    for (const { at, path, body } of (await response.json()) as { at: string; path: string; body: unknown }[]) {
      const marker = path.includes('/order_now') ? findMarker(JSON.stringify(body)) : undefined;
      if (marker) this.orders.set(marker, (this.orders.get(marker) ?? new Set()).add(at));
    }
  }

  async records(vendor: string, type: string): Promise<Record<string, unknown>[]> {
    const response = await fetch(`${this.url}/control/records?vendor=${vendor}&type=${type}`);
    return (await response.json()) as Record<string, unknown>[];
  }

  async stop(): Promise<void> {
    clearInterval(this.#looking);
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await ended;
  }

  async #answers(): Promise<boolean> {
    return fetch(`${this.url}/control/status`).then(
      ({ ok }) => ok,
      () => false,
    );
  }

  async #post(path: string, body: object, headers: Record<string, string> = {}): Promise<unknown> {
    const response = await fetch(`${this.url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
