import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const START_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 6_000;
const POLL_MS = 50;

const running = new Set<ChildProcess>();
// Whatever ends this process, nothing it started outlives it.
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

export interface ChildOptions {
  /** For messages. */
  name: string;
  script: string;
  environment: Record<string, string>;
  /** Answers as soon as the child is ready. */
  readyUrl: string;
}

/** A child process that answers at its address. */
export interface Child {
  pid: number;
  stop(): Promise<void>;
}

/** Starts a script with this Node and waits until it answers. It sees only the environment that it is given. */
export async function startChild({ name, script, environment, readyUrl }: ChildOptions): Promise<Child> {
  const child = spawn(process.execPath, [script], {
    env: { ...environment, PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').then(() => running.delete(child));
  const deadline = performance.now() + START_WITHIN_MS;
  while (!(await answers(readyUrl))) {
    if (child.exitCode !== null) throw new Error(`${name} ended at once`);
    if (performance.now() > deadline) throw new Error(`${name} did not answer at ${readyUrl}`);
    await pause(POLL_MS);
  }
  return {
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      const forced = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
      await ended;
      clearTimeout(forced);
    },
  };
}

/** A port of this machine that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url: string): Promise<boolean> {
  try {
    await (await fetch(url, { signal: AbortSignal.timeout(1_000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
