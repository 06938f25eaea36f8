import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 15_000;

const running = new Set<ChildProcess>();
// Whatever ends the laboratory, nothing that it started outlives it.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export interface InstanceOptions {
  script: string;
  port: number;
  /** What the process sees; nothing else. */
  environment: Record<string, string>;
  /** Where its log goes. */
  logFile: string;
}

/** One process of the bot that is killed and started again. */
export class Instance {
  readonly url: string;
  /** Ends that nobody wanted, with what the process said last. */
  readonly deaths: string[] = [];
  /** How long the last start took, in milliseconds. */
  startedWithinMs = 0;
  #child: ChildProcess | undefined;
  #isUp = false;

  constructor(private readonly options: InstanceOptions) {
    this.url = `http://127.0.0.1:${options.port}`;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process and waits until it answers. */
  async start(): Promise<void> {
    const { script, port, environment, logFile } = this.options;
    const log = openSync(logFile, 'a');
    const child = spawn(process.execPath, [script], {
      env: { ...environment, PORT: String(port), PATH: process.env['PATH'] },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    this.#child = child;
    child.once('exit', (code, signal) => {
      running.delete(child);
      if (this.#child !== child) return;
      this.#isUp = false;
      this.deaths.push(`exit code ${code ?? signal}: ${this.#lastWords()}`);
    });
    running.add(child);
    const startedAt = performance.now();
    const deadline = startedAt + STARTS_WITHIN_MS;
    while (!(await answers(`${this.url}/readyz`))) {
      if (child.exitCode !== null) throw new Error(`the bot did not start: ${this.#lastWords()}`);
      if (performance.now() > deadline) throw new Error(`the bot did not answer within ${STARTS_WITHIN_MS} ms`);
      await pause(25);
    }
    this.startedWithinMs = performance.now() - startedAt;
    this.#isUp = true;
  }

  /** As the kernel does when memory runs out: no warning, no last words. Done when the process is gone. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  /** As an operator does. Gives the exit code; 0 is a clean end. */
  async stop(): Promise<number | null> {
    const child = this.#child;
    const forced = setTimeout(() => child?.kill('SIGKILL'), STOPS_WITHIN_MS);
    try {
      return await this.#end('SIGTERM');
    } finally {
      clearTimeout(forced);
    }
  }

  async #end(signal: NodeJS.Signals): Promise<number | null> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return null;
    this.#isUp = false;
    this.#child = undefined; // from here on its end is wanted
    const ended = once(child, 'exit');
    child.kill(signal);
    const [code] = (await ended) as [number | null];
    return code;
  }

  #lastWords(): string {
    return readFileSync(this.options.logFile, 'utf8').trim().split('\n').slice(-3).join(' | ').slice(-1_500);
  }
}

async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    async (response) => {
      await response.arrayBuffer();
      return response.ok;
    },
    () => false,
  );
}
