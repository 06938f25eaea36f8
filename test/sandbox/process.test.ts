import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type * as SandboxProcess from '../../sandbox/sandboxProcess';

const root = join(__dirname, '../..');
let folder: string;
const started: ChildProcess[] = [];

/** The sandbox as its own program, built to a folder from which the packages can be found. */
beforeAll(() => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true });
  folder = mkdtempSync(join(root, 'node_modules/.cache/sandbox-'));
  const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
  const built = spawnSync(process.execPath, [swc, 'sandbox', '-d', folder, '--quiet'], { cwd: root, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(built.stderr);
});

afterAll(() => {
  for (const child of started) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function start(port: number | string, env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(folder, 'sandbox/index.js')], {
    env: { ...process.env, SANDBOX_PORT: String(port), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, output }));
  const url = once(child.stdout, 'data').then(() => /http:\S+/.exec(output)?.[0] ?? output);
  return { child, url, ended };
}

test('starts, is found by a second one, and stops on SIGTERM', async () => {
  const first = start(0);
  const url = await first.url;
  const second = await start(new URL(url).port).ended;
  expect(second).toEqual({ code: 0, output: `Sandbox systems: already running at ${url}\n` });
  first.child.kill('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, output: `Sandbox systems: ${url}\n` });
});

test('ends when the bot that started it says so', async () => {
  const owned = start(0, { SANDBOX_OWNED: '1' });
  const response = await fetch(`${await owned.url}/control/stop`, { method: 'POST' });
  expect(response.status).toBe(200);
  expect((await owned.ended).code).toBe(0);
});

test('says in one line why it cannot start', async () => {
  const other = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as { port: number };
  expect(await start(port).ended).toEqual({
    code: 1,
    output: `The sandbox could not start: port ${port} is in use by another program; choose one with SANDBOX_PORT\n`,
  });
  expect(await start('many').ended).toEqual({
    code: 1,
    output: 'The sandbox could not start: SANDBOX_PORT: "many" is not a port\n',
  });
  other.close();
});

test('one that does not answer at the address that was asked for is not left behind', async () => {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as { port: number };
  free.close();
  const { ensureSandbox } = (await import(join(folder, 'sandbox/sandboxProcess.js'))) as typeof SandboxProcess;
  await expect(ensureSandbox(`http://127.0.0.2:${port}`)).rejects.toThrow('did not start');
  const isThere = () => fetch(`http://127.0.0.1:${port}/control/status`).then(Boolean, () => false);
  for (let tries = 0; tries < 50 && (await isThere()); tries += 1) await setTimeout(100);
  expect(await isThere()).toBe(false);
}, 30_000);
